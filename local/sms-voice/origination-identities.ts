import { smsResource } from '../../src/core/resource.ts';
import type { Call } from '../service.ts';
import type { Access } from './access.ts';
import { isArn } from './arns.ts';
import { invalid } from './errors.ts';
import type { OriginationIdentity } from './resources.ts';

/** How a request names a number or sender ID. */
export interface IdentityInput {
  readonly OriginationIdentity: string;
  readonly IsoCountryCode?: string;
}

/**
 * The identity that a request means: a phone number's id, a sender ID together with its country, or the ARN of
 * either. An ARN of a sender ID carries its country. The country, where given, must be the identity's.
 */
export function identityOf(access: Access, call: Call, input: IdentityInput): OriginationIdentity {
  const { OriginationIdentity: name, IsoCountryCode: country } = input;
  const identity = isArn(name) ? byArn(access, call, name) : byName(access, call, name, country);
  checkCountry(name, identity.isoCountryCode, country);
  return identity;
}

/** @param given by the request beside the name */
export function checkCountry(name: string, its: string | undefined, given: string | undefined): void {
  if (given === undefined || given === its) return;
  throw invalid('COUNTRY_CODE_MISMATCH', `${name} belongs to ${its}`, 'IsoCountryCode');
}

/** As an answer names it. */
export const shownIdentity = (identity: OriginationIdentity) => ({
  OriginationIdentityArn: identity.arn,
  OriginationIdentity: identity.type === 'phone-number' ? identity.id : identity.senderId,
  IsoCountryCode: identity.isoCountryCode,
});

const FIELD = 'OriginationIdentity';

function byArn(access: Access, call: Call, arn: string): OriginationIdentity {
  switch (smsResource(arn)?.type) {
    case 'phone-number':
      return access.reach(call, 'phone-number', arn, FIELD);
    case 'sender-id':
      return access.reach(call, 'sender-id', arn, FIELD);
    default:
      throw invalid('INVALID_ARN', `'${arn}' is not an ARN of a phone number or sender ID`, FIELD);
  }
}

function byName(access: Access, call: Call, name: string, country: string | undefined): OriginationIdentity {
  if (name.startsWith('phone-')) return access.reach(call, 'phone-number', name, FIELD);
  if (country === undefined) {
    throw invalid('MISSING_PARAMETER', 'A sender ID needs its country', 'IsoCountryCode');
  }
  return access.reach(call, 'sender-id', `${name}/${country}`, FIELD);
}
