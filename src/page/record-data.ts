import { consumerOf } from '../core/consumer.ts';
import { type Finding, type FindingBody, remedyOf } from '../core/finding.ts';
import type { GrantedWaiver, Guardrails } from '../core/guardrail.ts';
import type { Removal } from '../core/removal.ts';
import { severityOf } from '../core/severity.ts';
import type { PageFinding, PageRemoval, PageWaiver } from './page-data.ts';

/** A finding as the page tells it. Long lists of who lacks what are counted: the matrix of the pool shows them. */
export function findingData(finding: Finding): PageFinding {
  const { id, about, status, openedAt, resolvedAt, resolution, snoozedUntil, body } = finding;
  const { actor, isFoundBySweep, decisions = [] } = finding;
  return {
    id,
    about,
    kind: body.kind,
    severity: severityOf(body),
    status,
    openedAt,
    ...(resolvedAt !== undefined && { resolvedAt }),
    ...(resolution !== undefined && { resolution }),
    ...(snoozedUntil !== undefined && { snoozedUntil }),
    ...whereOf(body),
    ...('principal' in body && { consumer: shownAs(body.principal, body.through) }),
    resources: resourcesOf(body),
    reason: reasonOf(body),
    ...(actor && { actor }),
    ...(isFoundBySweep && { isFoundBySweep }),
    decisions,
  };
}

const whereOf = (body: FindingBody) =>
  'principal' in body
    ? { ...(body.share && { share: body.share }), ...(body.policy && { policy: body.policy }) }
    : {};

const shownAs = (principal: string, through: string | undefined): string =>
  through === undefined ? consumerOf(principal).id : `${consumerOf(principal).id} through ${through}`;

function resourcesOf(body: FindingBody): readonly string[] {
  if ('gap' in body) return [body.pool];
  return 'entities' in body ? [body.subject.arn] : body.resources;
}

function reasonOf(body: FindingBody): string {
  if ('gap' in body) {
    const members = new Set(body.gap.missing.flatMap((each) => each.members));
    const who = counted(body.gap.missing.length, 'consumer');
    return `${who} of the pool can't use ${counted(members.size, 'thing')} in it`;
  }
  if ('entities' in body) return body.reason;
  if (body.kind === 'unbound-service') return withRemedy('it acts for whoever asks it', body);
  const reasons = [...new Set(body.verdicts.map(({ reason }) => reason))];
  return withRemedy(reasons.join('; '), body);
}

function withRemedy(reason: string, body: FindingBody): string {
  const remedy = remedyOf(body);
  if (remedy?.action === 'refuse') return `${reason}; ${remedy.reason}`;
  return remedy?.action === 'observe' ? `${reason}; only observed` : reason;
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** A removal, with the name that `undo` takes and what it does in words. */
export interface NamedRemoval {
  readonly removal: Removal;
  readonly code: string;
  readonly what: string;
}

export function removalData({ removal, code, what }: NamedRemoval): PageRemoval {
  const { about, findingId, share, policy, principal, through, resources, verdicts } = removal;
  const { status, actor, steps } = removal;
  const tookSeconds = secondsUntilAccepted(removal);
  return {
    code,
    what,
    about,
    finding: findingId,
    ...(share && { share }),
    ...(policy && { policy }),
    consumer: shownAs(principal, through),
    resources,
    status,
    reason: [...new Set(verdicts.map(({ reason }) => reason))].join('; '),
    ...(actor && { actor }),
    steps,
    ...(tookSeconds !== undefined && { tookSeconds }),
  };
}

function secondsUntilAccepted({ actor, steps }: Removal): number | undefined {
  const accepted =
    steps.find(({ status }) => status === 'requested') ?? steps.find(({ status }) => status === 'done');
  if (!actor?.at || !accepted) return undefined;
  return Math.max(0, (Date.parse(accepted.at) - Date.parse(actor.at)) / 1000);
}

/** The waivers in force at `now`, of the file and those that were granted, the one that ends first at the top. */
export function waiverData(
  file: Guardrails,
  granted: readonly GrantedWaiver[],
  now: string,
): readonly PageWaiver[] {
  const today = now.slice(0, 10);
  return [...file.waivers, ...granted]
    .filter(({ until }) => today <= until)
    .sort((a, b) => (a.until < b.until ? -1 : 1));
}
