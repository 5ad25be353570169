import type { Finding } from '../core/finding.ts';
import type { GrantedWaiver, Guardrails } from '../core/guardrail.ts';
import type { Row } from '../flows/survey/row.ts';
import type { Survey } from '../flows/survey/survey.ts';
import { accessData } from './access-data.ts';
import { guardrailData } from './guardrail-data.ts';
import type { PageData, PageResource } from './page-data.ts';
import { poolData } from './pool-data.ts';
import { findingData, type NamedRemoval, removalData, waiverData } from './record-data.ts';

/** What Sharewarden has on record. */
export interface OnRecord {
  readonly findings: readonly Finding[];
  readonly removals: readonly NamedRemoval[];
  readonly waivers: readonly GrantedWaiver[];
}

/**
 * Puts together what the page draws.
 *
 * @param rows the assessment of the survey by the file.
 * @param record `undefined`: nothing is deployed, or only the plan is wanted.
 */
export function pageData(
  survey: Survey,
  rows: readonly Row[],
  file: Guardrails,
  record: OnRecord | undefined,
): PageData {
  const { scope, readAt, pools } = survey;
  const resources = resourcesOf(survey);
  return {
    ...scope,
    organization: file.organization,
    mode: file.mode,
    readAt,
    basis: record ? 'record' : 'plan',
    resources,
    ...accessData(
      rows,
      resources.map(({ arn }) => arn),
    ),
    pools: pools.map((pool) => poolData(pool, survey, file)),
    guardrails: guardrailData(survey, rows, file),
    findings: (record?.findings ?? []).map(findingData).sort(latestFirst(({ openedAt }) => openedAt)),
    removals: (record?.removals ?? []).map(removalData).sort(latestFirst(({ steps }) => steps[0]?.at ?? '')),
    waivers: waiverData(file, record?.waivers ?? [], readAt),
  };
}

function resourcesOf({ resources, numbers }: Survey): readonly PageResource[] {
  return resources.map(({ arn, type, name }) => {
    const number = numbers.get(arn);
    return { arn, type, name, ...(number !== undefined && { number }) };
  });
}

const latestFirst =
  <Entry>(timeOf: (entry: Entry) => string) =>
  (a: Entry, b: Entry): number =>
    timeOf(a) < timeOf(b) ? 1 : -1;
