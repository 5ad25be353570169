import type { Scope } from '../../src/core/resource.ts';
import type { SmsVoiceTruth } from '../world.ts';
import { invalidParameter, malformedArn, notPermitted, notShareable, unknown } from './errors.ts';
import { isSms } from './policy-sync.ts';
import { type ResourceType, typeOf } from './resource-types.ts';

/**
 * May the account put this resource on a share of the Region? Only SMS resources are looked up; the services of the
 * others are not simulated. Codes and texts for a resource of another account or Region, or one that isn't there,
 * are not published.
 *
 * @throws AwsError
 */
export function checkResource(arn: string, owner: Scope, smsVoice: SmsVoiceTruth): ResourceType {
  if (!isArn(arn)) throw malformedArn(arn);
  const type = typeOf(arn);
  if (!type) throw notShareable();
  const [, , , region, account] = arn.split(':');
  if (account !== owner.account) {
    throw notPermitted(`You can't share resource ${arn}: it belongs to another AWS account.`);
  }
  if (region !== owner.region) {
    throw invalidParameter(`Resource ${arn} is in another AWS Region than the resource share.`);
  }
  if (isSms(arn) && !smsVoice.exists(arn)) throw unknown(`Resource ${arn} could not be found.`);
  return type;
}

export const isArn = (text: string): boolean =>
  /^arn:aws[\w-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12})?:.+$/.test(text);
