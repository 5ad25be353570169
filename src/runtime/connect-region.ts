import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { RAMClient } from '@aws-sdk/client-ram';
import { awsEnforcer } from '../aws/aws-enforcer.ts';
import { ramShares } from '../aws/ram-shares.ts';
import { smsPolicies } from '../aws/sms-policies.ts';
import { smsResources } from '../aws/sms-resources.ts';
import type { Ports } from '../ports.ts';
import type { Under } from './connect-home.ts';
import { CHECKING_CALLS, type Surroundings, systemClock } from './surroundings.ts';

/** What is of one Region: a share that another Region is asked for would look as if it were gone. */
export function connectRegion(region: string, { client, clock = systemClock }: Surroundings, under: Under) {
  const options = { ...CHECKING_CALLS, ...client, region };
  const ram = under(new RAMClient(options));
  const sms = under(new PinpointSMSVoiceV2Client(options));
  const ports: Pick<Ports, 'shares' | 'resources' | 'policies' | 'enforcer'> = {
    shares: ramShares(ram, clock),
    resources: smsResources(sms, clock),
    policies: smsPolicies(sms, ram, clock),
    enforcer: awsEnforcer(ram, sms),
  };
  return { ram, sms, ports };
}

/** The same function, which makes what it makes once for each Region. */
export function oncePerRegion<Made>(make: (region: string) => Made): (region: string) => Made {
  const made = new Map<string, Made>();
  return (region) => {
    const known = made.get(region);
    if (known) return known;
    const fresh = make(region);
    made.set(region, fresh);
    return fresh;
  };
}
