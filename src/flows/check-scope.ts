import type { Guardrails } from '../core/guardrail.ts';
import { type Scope, smsResource } from '../core/resource.ts';
import type { Ports } from '../ports.ts';
import { checkPools } from './check-pools.ts';
import { type ShareOutcome, settleShare } from './check-share.ts';

/** Makes the guardrails hold on every share of an owner account and Region: for events that don't say which share. */
export async function checkScope(
  scope: Scope,
  ports: Ports,
  guardrails: Guardrails,
): Promise<readonly ShareOutcome[]> {
  const outcomes = [];
  for (const share of await ports.shares.readAll(scope)) {
    const check = { shareArn: share.arn, actorOf: () => undefined, isRecheck: false };
    const touched = share.resources.map(({ entity }) => entity).filter(smsResource);
    outcomes.push(await settleShare(share, touched, check, ports, guardrails));
  }
  await checkPools({ scope, touched: 'all' }, ports, guardrails);
  return outcomes;
}
