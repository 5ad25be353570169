import type { Guardrails } from '../core/guardrail.ts';
import { type Scope, smsResource } from '../core/resource.ts';
import type { Ports } from '../ports.ts';
import { checkPools, type PoolOutcome } from './check-pools.ts';
import { type ShareOutcome, settleShare } from './check-share.ts';

/** Makes the guardrails hold on every share of an owner account and Region: for events that don't say which share. */
export async function checkScope(
  scope: Scope,
  ports: Ports,
  guardrails: Guardrails,
): Promise<{ readonly shares: readonly ShareOutcome[]; readonly pools: readonly PoolOutcome[] }> {
  const shares = [];
  for (const share of await ports.shares.readAll(scope)) {
    const check = { shareArn: share.arn, actorOf: () => undefined, isRecheck: false };
    const touched = share.resources.map(({ entity }) => entity).filter(smsResource);
    shares.push(await settleShare(share, touched, check, ports, guardrails));
  }
  return { shares, pools: await checkPools({ scope, touched: 'all' }, ports, guardrails) };
}
