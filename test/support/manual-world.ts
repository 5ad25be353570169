import { type InFlight, inFlight } from '../../local/in-flight.ts';
import { seededRandom } from '../../local/random.ts';
import type { Call } from '../../local/service.ts';
import { DEFAULT_SWITCHES } from '../../local/switches.ts';
import { virtualClock } from '../../local/virtual-clock.ts';
import type { Peers, World } from '../../local/world.ts';

export const START = '2026-10-02T22:39:10.000Z';
export const OWNER = { account: '111122223333', region: 'us-east-1' } as const;

/** A world for one service alone: time moves by hand, chance has a seed, and there are no peers. */
export function manualWorld({ seed = 1 } = {}): World & { readonly work: InFlight } {
  const work = inFlight();
  return {
    work,
    clock: virtualClock({ mode: 'manual', startMs: Date.parse(START) }),
    ...seededRandom(seed),
    switches: { ...DEFAULT_SWITCHES },
    emit: () => {
      throw new Error('this service emits no events');
    },
    inFlight: work.begin,
    // No service that is tested in this world looks at its peers.
    peers: {} as Peers,
  };
}

/** A call by the operator of an account, as the wire hands it to an operation. */
export function aCall({ account = OWNER.account as string, region = OWNER.region as string } = {}): Call {
  const arn = `arn:aws:iam::${account}:user/operator`;
  const caller = { account, region, arn, accessKeyId: account, userAgent: 'test' };
  return { operation: 'Any', requestId: '00000000-0000-4000-8000-000000000000', caller };
}
