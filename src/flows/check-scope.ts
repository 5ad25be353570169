import type { Guardrails } from '../core/guardrail.ts';
import type { Scope } from '../core/resource.ts';
import type { Ports } from '../ports.ts';
import { checkPolicies } from './check-policies.ts';
import { checkPools } from './check-pools.ts';
import { settleByPath } from './check-share.ts';
import { withGrantedWaivers } from './granted-waivers.ts';
import type { LookOutcome } from './look.ts';
import type { ShareOutcome } from './share-outcome.ts';

/** Makes the guardrails hold on every share of an owner account and Region: for events that don't say which share. */
export async function checkScope(scope: Scope, ports: Ports, file: Guardrails): Promise<LookOutcome> {
  const snapshots = await ports.shares.readAll(scope);
  const guardrails = await withGrantedWaivers(file, ports);
  const shares: ShareOutcome[] = [];
  for (const share of snapshots) {
    const occasion = { actorOf: () => undefined, isRecheck: false, event: 'event' };
    shares.push(...(await settleByPath(share, occasion, ports, guardrails)));
  }
  const pools = await checkPools({ scope, touched: 'all', event: 'event' }, ports, guardrails);
  for (const share of snapshots) await ports.ledger.recordShare(share, undefined);
  return { shares, pools };
}

/** Makes the guardrails hold on every policy of an owner account and Region: for events that don't say which. */
export async function checkPoliciesOf(
  scope: Scope,
  ports: Ports,
  guardrails: Guardrails,
): Promise<readonly ShareOutcome[]> {
  const resources = await ports.resources.list(scope);
  return checkPolicies({ resources, changes: [], isRecheck: false }, ports, guardrails);
}
