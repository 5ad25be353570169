import type { PolicySnapshot } from '../core/policy.ts';
import type { Removal } from '../core/removal.ts';
import type { SmsResource } from '../core/resource.ts';
import { isSamePolicy } from '../core/resource-policy/same-policy.ts';
import { remediated } from '../core/resource-policy/without-consumers.ts';
import type { EnforcerAnswer, Ports } from '../ports.ts';
import {
  type Acting,
  claimRemoval,
  type Making,
  noted,
  notedAnswer,
  type RemovalOutcome,
} from './removal-record.ts';

/**
 * Takes consumers out of a policy, or binds services in it, by one write: each is on record first, with the document as
 * it was. The policy is read once more before the write; when somebody has changed it meanwhile, nothing is written, and
 * the look that follows decides anew.
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
  const now = await ports.policies.read(resource.arn);
  if (!isSamePolicy(now?.document, before.document)) {
    const reason = 'somebody changed the policy meanwhile: it is looked at anew';
    for (const removal of ours) outcomes.push(await noted(removal, 'waiting', reason, making, ports));
    return outcomes;
  }
  const answer = await written(ours, resource, before, ports);
  for (const removal of ours) outcomes.push(await notedAnswer(removal, answer, making, ports));
  return outcomes;
}

function written(
  removals: readonly Removal[],
  resource: SmsResource,
  { document = '', ramDocuments }: PolicySnapshot,
  { enforcer }: Ports,
): Promise<EnforcerAnswer> {
  const after = remediated(
    { resource, document, ramDocuments },
    {
      remove: removals.filter(({ act }) => act.kind === 'policy-principal'),
      bindToOwner: removals
        .filter(({ act }) => act.kind === 'policy-source')
        .map(({ principal }) => principal),
    },
  );
  if (after === document) {
    const reason = 'nothing in the policy could be taken out without changing what others are given';
    return Promise.resolve({ outcome: 'refused', reason });
  }
  return enforcer.putPolicy(resource.arn, after);
}
