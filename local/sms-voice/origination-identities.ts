import type { Call } from '../service.ts';
import type { Access } from './access.ts';
import { isArn, resourceAt } from './arns.ts';
import { invalid } from './errors.ts';
import type { OriginationIdentity } from './resources.ts';

/** How a request names a number, sender ID or RCS agent. */
export interface IdentityInput {
  readonly OriginationIdentity: string;
  readonly IsoCountryCode?: string;
}

/**
 * The identity that a request means: the id of a phone number or RCS agent, a sender ID together with its
 * country, or the ARN of any. An ARN of a sender ID carries its country. The country, where given, must be the identity's.
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
  OriginationIdentity: identity.type === 'sender-id' ? identity.senderId : identity.id,
  IsoCountryCode: identity.isoCountryCode,
});

const FIELD = 'OriginationIdentity';

function byArn(access: Access, call: Call, arn: string): OriginationIdentity {
  switch (resourceAt(arn)?.type) {
    case 'phone-number':
      return access.reach(call, 'phone-number', arn, FIELD);
    case 'sender-id':
      return access.reach(call, 'sender-id', arn, FIELD);
    case 'rcs-agent':
      return access.reach(call, 'rcs-agent', arn, FIELD);
    default:
      throw invalid('INVALID_ARN', `'${arn}' is not an ARN of a phone number, sender ID or RCS agent`, FIELD);
  }
}

function byName(access: Access, call: Call, name: string, country: string | undefined): OriginationIdentity {
  if (name.startsWith('phone-')) return access.reach(call, 'phone-number', name, FIELD);
  if (name.startsWith('rcs-')) return access.reach(call, 'rcs-agent', name, FIELD);
  if (country === undefined) {
    throw invalid('MISSING_PARAMETER', 'A sender ID needs its country', 'IsoCountryCode');
  }
  return access.reach(call, 'sender-id', `${name}/${country}`, FIELD);
}
