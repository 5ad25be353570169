import type { Alert } from '../core/alert.ts';
import { type Finding, type FindingBody, newsKey, remedyOf } from '../core/finding.ts';
import type { Removal } from '../core/removal.ts';
import { severityOf } from '../core/severity.ts';
import { undoCommand } from '../core/undo-command.ts';
import type { FindingEvent } from './finding-event.ts';
import { fitted } from './fitted.ts';

/**
 * One finding as it is published to those who build on it: the `detail` of its event, and the message of SNS for machines.
 * At most 240 KB as JSON, which every target of EventBridge takes; what is left out of lists is counted.
 *
 * @param title one line for people.
 */
export function publishedFinding({ finding, news, removal }: Alert, title: string): FindingEvent {
  const { about, owner, region, body, actor } = finding;
  return fitted({
    version: '1',
    key: newsKey(news),
    change: news.change,
    severity: severityOf(body),
    kind: body.kind,
    title,
    about,
    owner,
    region,
    finding: stateOf(finding),
    ...contentOf(body),
    remedy: remedyOf(body) && remedyIn(body),
    actor,
    removal: removal && removalIn(removal),
    decisions: [...(finding.decisions ?? [])],
    omitted: {},
  });
}

function stateOf({ id, status, occurrence, revision, ...finding }: Finding): FindingEvent['finding'] {
  const { openedAt, resolvedAt, resolution, isFoundBySweep, snoozedUntil } = finding;
  const foundBySweep = isFoundBySweep === true;
  return { id, status, occurrence, revision, openedAt, resolvedAt, resolution, foundBySweep, snoozedUntil };
}

type Content = Pick<
  FindingEvent,
  'consumer' | 'share' | 'policy' | 'resources' | 'verdicts' | 'missing' | 'added' | 'subject' | 'reason'
> &
  Pick<FindingEvent, 'concerned'>;

/** What each kind of finding tells: every list is there, and empty where a kind has none. */
function contentOf(body: FindingBody): Content {
  if ('gap' in body) {
    const { pool, gap, added = [] } = body;
    const missing = gap.missing.map(({ consumer, members }) => ({ consumer, members: [...members] }));
    return { ...NOTHING, resources: [pool], missing, added: [...added] };
  }
  if ('entities' in body) {
    const { subject, reason, entities } = body;
    return { ...NOTHING, subject, reason, concerned: [...entities] };
  }
  const { principal, through, share, policy, resources } = body;
  const verdicts = 'verdicts' in body ? body.verdicts : [];
  return {
    ...NOTHING,
    consumer: { principal, through },
    share,
    policy: policy && { resource: policy.resource, statements: [...policy.statements] },
    resources: [...resources],
    verdicts: verdicts.map(({ isOpen, waivedUntil, ...verdict }) => verdict),
  };
}

const NOTHING: Content = { resources: [], verdicts: [], missing: [], added: [], concerned: [] };

function remedyIn(body: FindingBody): FindingEvent['remedy'] {
  const remedy = remedyOf(body);
  if (remedy?.action !== 'refuse') return remedy && { action: remedy.action };
  return { action: 'refuse', reason: remedy.reason, isFight: remedy.isFight };
}

function removalIn(removal: Removal): FindingEvent['removal'] {
  const { id, act, status, attempts, steps } = removal;
  return {
    id,
    action: act.kind,
    status,
    reason: steps.at(-1)?.reason ?? '',
    attempts,
    plannedAt: steps[0]?.at,
    requestedAt: steps.findLast((step) => step.status === 'requested')?.at,
    undo: undoCommand(removal),
  };
}
