import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { RAMClient } from '@aws-sdk/client-ram';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { cachedDirectory } from '../aws/cached-directory.ts';
import { memoryDirectory } from '../aws/memory-directory.ts';
import { organizationsDirectory } from '../aws/organizations-directory.ts';
import { ramShares } from '../aws/ram-shares.ts';
import { smsInventory } from '../aws/sms-inventory.ts';
import { smsPolicies } from '../aws/sms-policies.ts';
import { smsResources } from '../aws/sms-resources.ts';
import type { Scope } from '../core/resource.ts';
import type { Inventory, Ports } from '../ports.ts';
import { type CallOptions, type Calls, pacedCalls } from './paced-calls.ts';

/** AWS for somebody who only looks: no call changes anything, and none comes faster than AWS publishes. */
export interface Reading
  extends Pick<Ports, 'shares' | 'resources' | 'policies' | 'directory' | 'clock'>,
    Calls {
  readonly inventory: Inventory;
  /** The account of the credentials, and the Region in use. */
  readonly scope: () => Promise<Scope>;
}

export function connectReading(callOptions: CallOptions): Reading {
  const { options, clock, calls, under } = pacedCalls(callOptions);
  const ram = under(new RAMClient(options));
  const sms = under(new PinpointSMSVoiceV2Client(options));
  const sts = under(new STSClient(options));
  const organizations = under(new OrganizationsClient(options));
  return {
    ...calls,
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
  };
}
