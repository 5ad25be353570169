import type { Grant } from '../../core/grant.ts';
import type { PolicySnapshot } from '../../core/policy.ts';
import { smsResource } from '../../core/resource.ts';
import type { ShareSnapshot } from '../../core/share.ts';
import { checkPolicies } from '../check-policies.ts';
import { withGrantedWaivers } from '../granted-waivers.ts';
import { type Screened, screenPolicies } from './screen.ts';
import { sharedPools } from './sweep-pools.ts';
import { isDue, type Sweeping } from './sweeping.ts';

/** So many policies are read at a time, and so many seconds that takes at the rate of sms-voice. */
const SLICE = 25;
const SLICE_SECONDS = 120;

/**
 * Looks at each policy and shared pool of which a read in bulk shows what is not on record, and at each on record that is
 * not there any more.
 *
 * @param shares all of the scope, as they were read.
 */
export async function sweepResources(shares: readonly ShareSnapshot[], sweeping: Sweeping): Promise<void> {
  const { scope, event, ports, file, marks, walk } = sweeping;
  const owned = new Map((await ports.inventory.resources(scope)).map((each) => [each.arn, each]));
  const byPolicy = new Map<string, readonly Grant[]>();
  const sweepPool = await sharedPools({ shares, owned, byPolicy }, sweeping);
  const onRecord = [...marks.keys()].filter(smsResource);
  const ahead = walk.ahead([...owned.keys(), ...onRecord]);
  for (let at = 0; at < ahead.length; at += SLICE) {
    if (!walk.hasTime(SLICE_SECONDS)) return;
    const slice = ahead.slice(at, at + SLICE);
    const screened = await screen(
      slice.filter((arn) => owned.has(arn)),
      sweeping,
    );
    for (const [arn, { grants }] of screened ?? []) byPolicy.set(arn, grants);
    for (const arn of slice) {
      if (!walk.hasTime()) return;
      await walk.stop(arn, async () => {
        // Of a read that failed nobody knows which policy was in its way: each is read by itself.
        const bodies = screened?.get(arn)?.bodies ?? [];
        const isPolicyDue = !screened || (await isDue(arn, bodies, sweeping));
        const policy = { resources: [arn], changes: [], isRecheck: false, event };
        return {
          shares: isPolicyDue ? await checkPolicies(policy, ports, file) : [],
          pools: await sweepPool(arn),
        };
      });
    }
  }
}

async function screen(
  arns: readonly string[],
  { ports, file }: Sweeping,
): Promise<ReadonlyMap<string, Screened> | undefined> {
  let policies: readonly PolicySnapshot[];
  try {
    policies = await ports.inventory.policies(arns);
  } catch {
    return undefined;
  }
  return screenPolicies(policies, await withGrantedWaivers(file, ports), ports, ports.clock.now());
}
