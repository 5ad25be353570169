import type { Guardrails } from '../core/guardrail.ts';
import type { Scope } from '../core/resource.ts';
import type { Ports } from '../ports.ts';
import { checkPools, type PoolOutcome } from './check-pools.ts';
import { settleShare } from './settle-share.ts';
import type { ShareOutcome } from './share-outcome.ts';

/** Makes the guardrails hold on every share of an owner account and Region: for events that don't say which share. */
export async function checkScope(
  scope: Scope,
  ports: Ports,
  guardrails: Guardrails,
): Promise<{ readonly shares: readonly ShareOutcome[]; readonly pools: readonly PoolOutcome[] }> {
  const snapshots = await ports.shares.readAll(scope);
  const shares = [];
  for (const share of snapshots) {
    const occasion = { actorOf: () => undefined, isRecheck: false };
    shares.push(await settleShare(share, occasion, ports, guardrails));
  }
  const pools = await checkPools({ scope, touched: 'all' }, ports, guardrails);
  for (const share of snapshots) await ports.ledger.recordShare(share, undefined);
  return { shares, pools };
}
