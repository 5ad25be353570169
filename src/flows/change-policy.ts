import type { PolicySnapshot } from '../core/policy.ts';
import type { Removal } from '../core/removal.ts';
import { isUnderWay } from '../core/removal-pace.ts';
import type { SmsResource } from '../core/resource.ts';
import { isSamePolicy } from '../core/resource-policy/same-policy.ts';
import type { PolicyOn } from '../core/resource-policy/standing-claims.ts';
import { withoutWithdrawn } from '../core/resource-policy/withdrawn.ts';
import { remediated } from '../core/resource-policy/without-consumers.ts';
import type { EnforcerAnswer, Ports } from '../ports.ts';
import {
  type Acting,
  claimRemoval,
  heldUp,
  type Making,
  notedAnswer,
  type RemovalOutcome,
} from './removal-record.ts';

/**
 * Takes consumers out of a policy, or binds services in it, by one write: each is on record first, with the document as
 * it was. The policy is read once more before the write; when somebody has changed it meanwhile, or another run is about
 * to, nothing is written, and the look that follows decides anew.
 */
export async function changePolicy(
  actings: readonly Acting[],
  resource: SmsResource,
  before: PolicySnapshot,
  making: Making,
  ports: Ports,
): Promise<readonly RemovalOutcome[]> {
  const outcomes: RemovalOutcome[] = [];
  const ours: Removal[] = [];
  for (const acting of actings) {
    const claim = await claimRemoval(acting, making, ports);
    if ('claimed' in claim) ours.push(claim.claimed);
    else outcomes.push(claim.outcome);
  }
  if (ours.length === 0) return outcomes;
  const obstacle = await obstacleTo(ours, before, ports);
  if (obstacle !== undefined) {
    for (const removal of ours) outcomes.push(await heldUp(removal, 'waiting', obstacle, making, ports));
    return outcomes;
  }
  const answer = await written(ours, resource, before, ports);
  for (const removal of ours) outcomes.push(await notedAnswer(removal, answer, making, ports));
  return outcomes;
}

/**
 * Removals by whose write what RAM had withdrawn meanwhile is in the policy again: the two have crossed, and nobody but
 * who wrote knows it.
 *
 * @param now ISO 8601, UTC.
 */
export function crossedRemovals(
  removals: readonly Removal[],
  resource: SmsResource,
  { document, ramDocuments }: PolicySnapshot,
  now: string,
): readonly Removal[] {
  if (document === undefined) return [];
  /** Was it written by a run that has not been heard of since, or made just now? */
  const isWritten = (removal: Removal): boolean =>
    removal.status === (isUnderWay(removal, now) ? 'requested' : 'planned') &&
    Date.parse(now) - Date.parse(removal.steps.at(-1)?.at ?? '') < CROSSED_MS;
  const on = { resource, document, ramDocuments };
  return removals.filter((each) => isWritten(each) && withoutCrossed(each, on) !== document);
}

/** Later on, whoever wants what RAM had written may have written it by hand. */
const CROSSED_MS = 600_000;

function withoutCrossed({ act }: Removal, now: PolicyOn): string | undefined {
  if (!('ramDocuments' in act) || act.ramDocuments === undefined) return now.document;
  return withoutWithdrawn(now, { document: act.before, ramDocuments: act.ramDocuments });
}

/**
 * Why the policy is not to be written now. Of two runs that have each put something on record, one at least sees what the
 * other has: neither brings back what the other takes out.
 */
async function obstacleTo(
  ours: readonly Removal[],
  { resource, document }: PolicySnapshot,
  { ledger, policies, clock }: Ports,
): Promise<string | undefined> {
  const isOurs = ({ id }: Removal): boolean => ours.some((each) => each.id === id);
  const others = (await ledger.removals(resource)).filter((each) => !isOurs(each));
  if (others.some((each) => each.status === 'planned' && isUnderWay(each, clock.now()))) {
    return 'something else is being taken out of the policy: it is looked at anew';
  }
  const now = await policies.read(resource);
  return isSamePolicy(now?.document, document)
    ? undefined
    : 'somebody changed the policy meanwhile: it is looked at anew';
}

function written(
  removals: readonly Removal[],
  resource: SmsResource,
  { document = '', ramDocuments }: PolicySnapshot,
  { enforcer }: Ports,
): Promise<EnforcerAnswer> {
  const edited = remediated(
    { resource, document, ramDocuments },
    {
      remove: removals.filter(({ act }) => act.kind === 'policy-principal'),
      bindToOwner: removals
        .filter(({ act }) => act.kind === 'policy-source')
        .map(({ principal }) => principal),
    },
  );
  const after = removals.reduce(
    (left: string | undefined, removal) =>
      left && withoutCrossed(removal, { resource, document: left, ramDocuments }),
    edited,
  );
  if (after === document) {
    const reason = 'nothing in the policy could be taken out without changing what others are given';
    return Promise.resolve({ outcome: 'refused', reason });
  }
  return enforcer.putPolicy(resource.arn, after);
}
