import type { Guardrails } from '../core/guardrail.ts';
import type { Scope } from '../core/resource.ts';
import type { Ports } from '../ports.ts';
import { checkPools, type PoolOutcome } from './check-pools.ts';
import { type ShareOutcome, settleShare } from './check-share.ts';

/** Makes the guardrails hold on every share of an owner account and Region: for events that don't say which share. */
export async function checkScope(
  scope: Scope,
  ports: Ports,
  guardrails: Guardrails,
): Promise<{ readonly shares: readonly ShareOutcome[]; readonly pools: readonly PoolOutcome[] }> {
  const snapshots = await ports.shares.readAll(scope);
  const shares = [];
  for (const share of snapshots) {
    const check = { shareArn: share.arn, actorOf: () => undefined, isRecheck: false, isNew: false };
    shares.push(await settleShare(share, check, ports, guardrails));
  }
  const pools = await checkPools({ scope, touched: 'all' }, ports, guardrails);
  for (const share of snapshots) await ports.ledger.recordShare(share, undefined);
  return { shares, pools };
}
