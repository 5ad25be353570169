import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { RAMClient } from '@aws-sdk/client-ram';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { cachedDirectory } from '../aws/cached-directory.ts';
import { memoryDirectory } from '../aws/memory-directory.ts';
import { organizationsDirectory } from '../aws/organizations-directory.ts';
import { type PaceableClient, pacing } from '../aws/paced.ts';
import { ramShares } from '../aws/ram-shares.ts';
import { smsInventory } from '../aws/sms-inventory.ts';
import { smsPolicies } from '../aws/sms-policies.ts';
import { smsResources } from '../aws/sms-resources.ts';
import { type WatchableClient, watching } from '../aws/watched-calls.ts';
import type { Scope } from '../core/resource.ts';
import type { Inventory, Ports } from '../ports.ts';
import { CHECKING_CALLS, type Surroundings, systemClock } from './surroundings.ts';

/** AWS for somebody who only looks: no call changes anything, and none comes faster than AWS publishes. */
export interface Reading extends Pick<Ports, 'shares' | 'resources' | 'policies' | 'directory' | 'clock'> {
  readonly inventory: Inventory;
  /** The account of the credentials, and the Region in use. */
  readonly scope: () => Promise<Scope>;
  /** The call that came to this error: `GetResourcePolicy of sms-voice`. `undefined`: none did. */
  readonly failedCall: (error: unknown) => string | undefined;
  /** Makes no further call: what still waits for its turn fails. */
  readonly stop: () => void;
}

export interface ReadingOptions extends Pick<Surroundings, 'clock'> {
  readonly client?: Surroundings['client'] | undefined;
  /** `undefined`: that of the environment or the AWS configuration file. */
  readonly region?: string | undefined;
  readonly sleep: (ms: number) => Promise<void>;
  /** Told of every call that was answered, by its operation. */
  readonly onAnswer?: ((operation: string) => void) | undefined;
}

export function connectReading({
  client,
  clock = systemClock,
  region,
  sleep,
  onAnswer,
}: ReadingOptions): Reading {
  const options = { ...CHECKING_CALLS, ...client, ...(region !== undefined && { region }) };
  const stopping = new AbortController();
  const pace = pacing({ now: () => Date.parse(clock.now()), sleep, signal: stopping.signal });
  const { watch, failedCall } = watching(onAnswer);
  const under = <Client extends PaceableClient & WatchableClient>(each: Client): Client => watch(pace(each));
  const ram = under(new RAMClient(options));
  const sms = under(new PinpointSMSVoiceV2Client(options));
  const sts = under(new STSClient(options));
  const organizations = under(new OrganizationsClient(options));
  return {
    shares: ramShares(ram, clock),
    resources: smsResources(sms, clock),
    policies: smsPolicies(sms, ram, clock),
    inventory: smsInventory(sms, ram, clock),
    directory: cachedDirectory(organizationsDirectory(organizations), memoryDirectory(), clock),
    clock,
    async scope() {
      const inUse = await sms.config.region();
      const { Account: account = '' } = await sts.send(new GetCallerIdentityCommand({}));
      return { account, region: inUse };
    },
    failedCall,
    stop: () => stopping.abort(new Error('the run is over')),
  };
}
