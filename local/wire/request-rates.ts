import { AwsError } from '../aws-error.ts';
import type { Caller } from '../service.ts';
import type { World } from '../world.ts';
import { publishedRates, type Rate } from './published-rates.ts';

/** Keeps callers to the rates that AWS publishes, while the `requestRates` switch says so. */
export interface RequestRates {
  /** @returns the error for a call that comes too soon; `undefined` counts the call and lets it through. */
  refusal(service: string, operation: string, caller: Caller): AwsError | undefined;
}

export function createRequestRates(world: Pick<World, 'clock' | 'switches' | 'peers'>): RequestRates {
  /** When each bucket is full again, by what it counts. Absent: it is full. */
  const fullAt = new Map<string, number>();

  return {
    refusal(service, operation, caller) {
      if (world.switches.requestRates === 'none') return undefined;
      const rates = publishedRates(service, operation);
      if (!rates) return undefined;
      const { account, region } = caller;
      const isGlobal = service === 'organizations';
      const buckets: readonly (readonly [string, Rate])[] = [
        [`${service} ${operation} ${account} ${isGlobal ? '' : region}`, rates.account],
        ...(rates.organization && isMember(account)
          ? [[`${service} ${operation} of all`, rates.organization] as const]
          : []),
      ];
      const now = world.clock.now();
      if (!buckets.every(([key, rate]) => hasRoom(rate, now, fullAt.get(key)))) return tooOften(service);
      for (const [key, rate] of buckets) fullAt.set(key, fullAfterOne(rate, now, fullAt.get(key)));
      return undefined;
    },
  };

  function isMember(account: string): boolean {
    return world.peers.organizations.pathOf(account) !== undefined;
  }
}

/** Is a token left? A bucket fills again at its rate; kept as the moment when it is full, nothing is rounded away. */
function hasRoom({ perSecond, burst }: Rate, now: number, fullAt = 0): boolean {
  return fullAt - now <= ((burst - 1) * 1000) / perSecond;
}

function fullAfterOne({ perSecond }: Rate, now: number, fullAt = 0): number {
  return Math.max(fullAt, now) + 1000 / perSecond;
}

/** Organizations' words are those of field reports. */
const tooOften = (service: string): AwsError =>
  service === 'organizations'
    ? new AwsError(
        'TooManyRequestsException',
        'You have sent too many requests in too short a period of time. Try again later.',
      )
    : new AwsError('ThrottlingException', 'Rate exceeded');
