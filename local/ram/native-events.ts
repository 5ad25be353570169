import type { World } from '../world.ts';
import type { Share } from './share.ts';

/** What RAM's own event can say of an association. */
export type NativeStatus = 'associated' | 'disassociated' | 'failed';

/**
 * RAM's own event, on the default bus of the owner and of each consumer (facts 1.1). One event stands for all
 * associations of a share that reached a status at the same moment: it names none of them.
 */
export function emitNativeEvents(
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
