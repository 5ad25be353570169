import type { Guardrails } from '../../core/guardrail.ts';
import type { Scope } from '../../core/resource.ts';
import { assess } from '../../flows/survey/assess.ts';
import { type Outlook, survey } from '../../flows/survey/survey.ts';
import { type OnRecord, pageData } from '../../page/assembled.ts';
import type { PageData } from '../../page/page-data.ts';
import type { Reporting } from '../../runtime/connect-reporting.ts';
import { codeOf } from '../operating/removal-code.ts';
import { removalText } from '../operating/removal-text.ts';

/**
 * Reads all that the page draws.
 *
 * @param table `undefined`: the plan alone.
 */
export async function gathered(
  scope: Scope,
  file: Guardrails,
  table: string | undefined,
  aws: Reporting,
  onOutlook?: (outlook: Outlook) => void,
): Promise<PageData> {
  const [record, waivers] = table === undefined ? [undefined, []] : await onRecord(table, aws);
  // A waiver that was granted counts as much as one of the file, here as in the functions.
  const now = { ...file, waivers: [...file.waivers, ...waivers] };
  const found = await survey(scope, now, aws, onOutlook);
  return pageData(found, assess(found, now), file, record);
}

async function onRecord(table: string, aws: Reporting): Promise<readonly [OnRecord, OnRecord['waivers']]> {
  const ledger = aws.ledger(table);
  const [findings, removals, waivers] = await Promise.all([
    aws.findings(table).everyFinding(),
    ledger.everyRemoval(),
    ledger.waivers(aws.clock.now()),
  ]);
  const named = removals.map((removal) => ({
    removal,
    code: codeOf(removal, removals),
    what: removalText(removal),
  }));
  return [{ findings, removals: named, waivers }, waivers];
}
