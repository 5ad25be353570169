import type { Guardrails } from '../core/guardrail.ts';
import { smsResource } from '../core/resource.ts';
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
 * the other: sms-voice allows one call a second.
 */
export async function checkPolicies(
  { resources, changes, isRecheck, event: led }: PolicyCheck,
  ports: Ports,
  file: Guardrails,
): Promise<readonly ShareOutcome[]> {
  const outcomes: ShareOutcome[] = [];
  for (const arn of resources) {
    const resource = smsResource(arn);
    if (!resource) continue;
    const about = changes.filter(({ added }) => added.includes(arn));
    const event = led ?? eventOf(about, isRecheck);
    const policy = await ports.policies.read(arn);
    if (!policy) {
      outcomes.push({ ...outcomeOf(arn, [], await settleGone(arn, event, ports)), state: 'gone' });
      continue;
    }
    const actor = actorOf(about);
    const guardrails = await withGrantedWaivers(file, ports);
    outcomes.push(
      await settlePolicy(
        resource,
        policy,
        { actorOf: () => actor, isRecheck, event, eventAt: firstChangeAt(about) },
        ports,
        guardrails,
      ),
    );
    if (actor) await ports.ledger.recordPolicyActor(policy, actor);
  }
  return outcomes;
}
