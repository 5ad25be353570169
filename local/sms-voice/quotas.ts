import type { ServiceQuotaExceededExceptionReason } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { Scope, SmsResourceType } from '../../src/core/resource.ts';
import { quotaExceeded } from './errors.ts';
import { DEFAULT_OPT_OUT_LIST, type Store } from './store.ts';

/** Most origination identities of a pool (facts 6.1). */
export const IDENTITIES_PER_POOL = 100;

/** Refuses one more resource in a scope that has all it may have (facts 6.1). The default list does not count. */
export function checkQuota(store: Store, scope: Scope, type: SmsResourceType): void {
  const { most, reason } = PER_ACCOUNT[type];
  const counted = store
    .list(type, scope)
    .filter((each) => each.type !== 'opt-out-list' || each.name !== DEFAULT_OPT_OUT_LIST);
  if (counted.length >= most) throw quotaExceeded(reason);
}

const PER_ACCOUNT: Readonly<
  Record<SmsResourceType, { readonly most: number; readonly reason: ServiceQuotaExceededExceptionReason }>
> = {
  pool: { most: 25, reason: 'POOLS_PER_ACCOUNT' },
  'phone-number': { most: 25, reason: 'PHONE_NUMBERS_PER_ACCOUNT' },
  'opt-out-list': { most: 25, reason: 'OPT_OUT_LISTS_PER_ACCOUNT' },
  'sender-id': { most: 200, reason: 'SENDER_IDS_PER_ACCOUNT' },
};
