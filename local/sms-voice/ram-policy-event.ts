import { scopeOf } from '../../src/core/resource.ts';
import type { World } from '../world.ts';
import type { ResourcePolicy } from './policies.ts';

/**
 * The CloudTrail event of RAM writing or deleting a resource policy for its shares. Whether AWS shows one is not
 * published (facts section 2): the `ramPolicyCallsInCloudTrail` switch.
 *
 * @param policy `undefined`: nothing is left of it.
 */
export function emitRamPolicyCall(
  world: World,
  resourceArn: string,
  policy: ResourcePolicy | undefined,
): void {
  const { account, region } = scopeOf(resourceArn);
  const time = new Date(world.clock.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  const named = (members: Readonly<Record<string, unknown>>) =>
    world.switches.cloudTrailKeyCase === 'PascalCase' ? members : lowerCamel(members);
  const request = named({ ResourceArn: resourceArn, ...(policy && { Policy: policy.text }) });
  world.emit({
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.sms-voice',
    account,
    region,
    resources: [],
    detail: {
      eventVersion: '1.10',
      userIdentity: { type: 'AWSService', invokedBy: RAM },
      eventTime: time,
      eventSource: 'sms-voice.amazonaws.com',
      eventName: policy ? 'PutResourcePolicy' : 'DeleteResourcePolicy',
      awsRegion: region,
      sourceIPAddress: RAM,
      userAgent: RAM,
      requestParameters: request,
      responseElements: world.switches.cloudTrailResponses ? request : null,
      requestID: world.uuid(),
      eventID: world.uuid(),
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: account,
      eventCategory: 'Management',
    },
  });
}

const RAM = 'ram.amazonaws.com';

const lowerCamel = (members: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(members).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]),
  );
