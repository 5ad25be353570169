import type { Guardrails } from '../core/guardrail.ts';
import { type SmsResource, smsResource } from '../core/resource.ts';
import { actorOf, type Change, eventOf, firstChangeAt } from '../core/subject.ts';
import type { Ports } from '../ports.ts';
import { withGrantedWaivers } from './granted-waivers.ts';
import { settleGone } from './settle.ts';
import { settlePolicy } from './settle-policy.ts';
import { outcomeOf, type ShareOutcome } from './share-outcome.ts';

/** Why policies are looked at. */
export interface PolicyCheck {
  /** ARNs of SMS resources; others have no policy that concerns us. */
  readonly resources: readonly string[];
  /** What events told of. Nothing of it is taken for true. */
  readonly changes: readonly Change[];
  /** This is the later look that a removal asked for. */
  readonly isRecheck: boolean;
  /** What led to it where no change of a policy did, as the audit trail names it. */
  readonly event?: string;
}

/**
 * Makes the guardrails hold on the policies of resources: reads each now, decides, puts findings on record, takes
 * forbidden consumers out, and announces what people have not been told. Safe to repeat, by several at once. One after
 * the other: sms-voice allows one call a second. One that fails holds up no other.
 *
 * @throws when some could not be looked at: all may be looked at again.
 */
export async function checkPolicies(
  { resources, changes, isRecheck, event: led }: PolicyCheck,
  ports: Ports,
  file: Guardrails,
): Promise<readonly ShareOutcome[]> {
  const outcomes: ShareOutcome[] = [];
  const failures: Error[] = [];
  for (const arn of resources) {
    const resource = smsResource(arn);
    if (!resource) continue;
    const about = changes.filter(({ added }) => added.includes(arn));
    try {
      outcomes.push(await checkPolicy(resource, about, { isRecheck, led }, ports, file));
    } catch (error) {
      failures.push(error instanceof Error ? error : new Error(String(error)));
    }
  }
  const [first, ...more] = failures;
  if (more.length > 0) {
    throw new Error(`${failures.length} policies could not be looked at, the first: ${first?.message}`, {
      cause: first,
    });
  }
  if (first) throw first;
  return outcomes;
}

async function checkPolicy(
  resource: SmsResource,
  changes: readonly Change[],
  { isRecheck, led }: { readonly isRecheck: boolean; readonly led: string | undefined },
  ports: Ports,
  file: Guardrails,
): Promise<ShareOutcome> {
  const { arn } = resource;
  const event = led ?? eventOf(changes, isRecheck);
  const policy = await ports.policies.read(arn);
  if (!policy) return { ...outcomeOf(arn, [], await settleGone(arn, event, ports)), state: 'gone' };
  const actor = actorOf(changes);
  const guardrails = await withGrantedWaivers(file, ports);
  const occasion = { actorOf: () => actor, isRecheck, event, eventAt: firstChangeAt(changes) };
  const outcome = await settlePolicy(resource, policy, occasion, ports, guardrails);
  if (actor) await ports.ledger.recordPolicyActor(policy, actor);
  return outcome;
}
