import type { Act, Removal } from '../core/removal.ts';
import { type SmsResource, smsResource } from '../core/resource.ts';
import { type Restored, restored } from '../core/resource-policy/restored.ts';
import type { Undoing, UndoPorts } from './undo-removal.ts';

/** How a change of a policy is undone, by the policy as it is now: read once more right before it is written. */
export async function policyUndoing(removal: Removal, ports: UndoPorts): Promise<Undoing> {
  const resource = smsResource(removal.about);
  const { act } = removal;
  if (!resource || (act.kind !== 'policy-principal' && act.kind !== 'policy-source'))
    throw new Error(`not a change of a policy: ${act.kind} of ${removal.about}`);
  const now = () => restoredNow(removal, act, resource, ports);
  const first = await now();
  return {
    reasons: first.ok ? [] : [first.reason],
    isBack: first.ok && first.isThere,
    async act() {
      const answer = await now();
      if (!answer.ok) return { outcome: 'refused', reason: answer.reason };
      if (answer.isThere) return { outcome: 'requested' };
      const put = await ports.enforcer.putPolicy(resource.arn, answer.document);
      return put.outcome === 'gone' ? { outcome: 'refused', reason: GONE } : put;
    },
    async isShown() {
      const answer = await now();
      return answer.ok && answer.isThere;
    },
  };
}

const GONE = 'the resource is gone';

async function restoredNow(
  { principal, through }: Removal,
  act: Extract<Act, { readonly before: string }>,
  resource: SmsResource,
  { policies }: UndoPorts,
): Promise<Restored> {
  const today = await policies.read(resource.arn);
  if (!today) return { ok: false, reason: GONE };
  const { before: document, ramDocuments = [] } = act;
  const taken = act.kind === 'policy-source' ? { bound: principal } : { removed: { principal, through } };
  const now = { document: today.document, ramDocuments: today.ramDocuments };
  return restored(resource, { document, ramDocuments }, now, taken);
}
