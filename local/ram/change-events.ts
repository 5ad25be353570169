import type { World } from '../world.ts';
import type { Association } from './association.ts';
import { accountsBehind } from './reach.ts';
import type { Share } from './share.ts';
import type { Store } from './store.ts';

/**
 * Tells the owner and the consumers concerned that associations of a share have changed, where RAM has an event for
 * it. Consumers hear of what they gain or lose, never of what they did not have.
 *
 * @param before the same associations before the change
 * @param after written already
 */
export function tellChange(
  world: World,
  store: Store,
  share: Share,
  before: readonly Association[],
  after: readonly Association[],
): void {
  for (const [status, event] of EVENTS) {
    const reached = after.filter((each) => each.status === status);
    if (reached.length === 0) continue;
    const granting = [...before, ...after].filter(
      (each) => each.grants && reached.some(({ entity }) => entity === each.entity),
    );
    emitNativeEvents(world, share, event, consumersOf(world, store, share, granting));
  }
}

/** What RAM's own event can say of an association. */
type NativeStatus = 'associated' | 'disassociated' | 'failed';

const EVENTS: readonly (readonly [Association['status'], NativeStatus])[] = [
  ['ASSOCIATED', 'associated'],
  ['DISASSOCIATED', 'disassociated'],
  ['FAILED', 'failed'],
];

/** Accounts that a change of these associations concerns; one of a resource concerns all consumers of the share. */
function consumersOf(
  { peers }: World,
  store: Store,
  share: Share,
  granting: readonly Association[],
): ReadonlySet<string> {
  const others = granting.some(({ kind }) => kind === 'RESOURCE')
    ? store.associationsOf(share.arn).filter(({ grants }) => grants)
    : [];
  return new Set(
    [...granting, ...others]
      .filter(({ kind }) => kind === 'PRINCIPAL')
      .flatMap((each) => accountsBehind(peers.organizations, share, each)),
  );
}

/**
 * RAM's own event, on the default bus of the owner and of each consumer (facts 1.1). One event stands for all
 * associations of a share that reached a status at the same moment: it names none of them.
 */
function emitNativeEvents(
  world: World,
  { arn, scope }: Share,
  status: NativeStatus,
  consumers: ReadonlySet<string>,
): void {
  const { nativeRamEvents, nativeRamEventNamesShare } = world.switches;
  if (nativeRamEvents === 'none' || (nativeRamEvents === 'failed' && status !== 'failed')) return;
  for (const account of new Set([scope.account, ...consumers])) {
    world.emit({
      'detail-type': 'Resource Sharing State Change',
      source: 'aws.ram',
      account,
      region: scope.region,
      resources: nativeRamEventNamesShare ? [arn] : [],
      detail: { event: 'Resource Share Association', status },
    });
  }
}
