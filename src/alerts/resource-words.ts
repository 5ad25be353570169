import { type SmsResourceType, smsResource } from '../core/resource.ts';
import type { Own } from './phrase.ts';

/** What people call the types of SMS resources. */
export const RESOURCE_WORDS: Readonly<Record<SmsResourceType, string>> = {
  'phone-number': 'phone number',
  'sender-id': 'sender ID',
  'opt-out-list': 'opt-out list',
  pool: 'pool',
};

/** Is it about a phone number, which has nothing but an opt-out list in it? Else it is about a pool. */
export const isOfNumber = (arn: string): boolean => smsResource(arn)?.type === 'phone-number';

/** A resource by its type and name, for `${type} ${name}` in a phrase. */
export function resourceInWords(arn: string): { readonly type: Own; readonly name: string } {
  const resource = smsResource(arn);
  return {
    type: { own: resource ? RESOURCE_WORDS[resource.type] : 'resource' },
    name: resource?.name ?? arn,
  };
}
