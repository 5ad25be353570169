import type {
  DescribePhoneNumbersRequest,
  ReleasePhoneNumberRequest,
  RequestableNumberType,
  RequestPhoneNumberRequest,
  UpdatePhoneNumberRequest,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { Call, Operation } from '../service.ts';
import type { Input } from '../wire/input.ts';
import { arnOf } from './arns.ts';
import { described, pageOfResources } from './describe.ts';
import { invalid } from './errors.ts';
import { join } from './membership.ts';
import { optOutListArn, plainSettings, settingsOf, updatedSettings } from './messaging-settings.ts';
import { fictionalNumber, monthlyPrice } from './numbering.ts';
import type { Parts } from './parts.ts';
import { PHONE_NUMBER_FILTERS, shownPhoneNumber } from './phone-number-answer.ts';
import { checkActive, checkFit, conflictOn, poolOf } from './pool-fit.ts';
import { ownPool } from './pools.ts';
import { checkQuota } from './quotas.ts';
import type { PhoneNumber } from './resources.ts';
import { checkTags } from './tag-store.ts';

/** RequestPhoneNumber, DescribePhoneNumbers, UpdatePhoneNumber, ReleasePhoneNumber (facts 6.1, 6.2). */
export function phoneNumberOperations(parts: Parts): Readonly<Record<string, Operation>> {
  const { world, store, access, tags, once, settle } = parts;
  const own = (call: Call, idOrArn: string): PhoneNumber => {
    return access.own(call, 'phone-number', idOrArn, 'PhoneNumberId');
  };
  const shown = (number: PhoneNumber) => {
    const pool = poolOf(store, number);
    return { ...shownPhoneNumber(number), ...(pool && { PoolId: pool.id }) };
  };
  const freeNumber = (country: string, type: RequestableNumberType): string => {
    const taken = new Set(store.list('phone-number').map(({ number }) => number));
    let number = fictionalNumber(country, type, world.random);
    while (taken.has(number)) number = fictionalNumber(country, type, world.random);
    return number;
  };

  return {
    RequestPhoneNumber: (input: Input<RequestPhoneNumberRequest>, call) =>
      once(call, input, () => {
        checkRequest(input);
        const pool = input.PoolId === undefined ? undefined : ownPool(parts, call, input.PoolId);
        if (pool) checkActive(pool);
        const optOutList = optOutListArn(access, call, input.OptOutListName);
        checkQuota(store, call.caller, 'phone-number');

        const { account, region } = call.caller;
        const id = `phone-${world.hex(32)}`;
        const number: PhoneNumber = {
          type: 'phone-number',
          id,
          arn: arnOf(call.caller, 'phone-number', id),
          scope: { account, region },
          createdAt: parts.now(),
          number: freeNumber(input.IsoCountryCode, input.NumberType),
          status: 'ACTIVE',
          isoCountryCode: input.IsoCountryCode,
          messageType: input.MessageType,
          capabilities: [...new Set(input.NumberCapabilities)],
          numberType: input.NumberType,
          monthlyPrice: monthlyPrice(input.NumberType),
          // A number that is requested for a pool has the pool's settings: nothing else could say them.
          ...(pool ? settingsOf(pool) : plainSettings(call.caller)),
          ...(optOutList && { optOutList }),
          internationalSendingEnabled: input.InternationalSendingEnabled ?? false,
          deletionProtectionEnabled: input.DeletionProtectionEnabled ?? false,
          registrationId: input.RegistrationId,
        };
        if (pool) checkFit(store, pool, number);

        store.put({ ...number, status: 'PENDING' });
        tags.add(number.arn, input.Tags);
        settle(() => {
          store.change('phone-number', number.arn, (now) => ({ ...now, status: 'ACTIVE' }));
          if (pool && store.find('pool', pool.arn)) join(parts, pool, number.arn);
        });
        const now = store.find('phone-number', number.arn) ?? number;
        return { ...shown(now), ...(pool && { PoolId: pool.id }), Tags: tags.of(number.arn) };
      }),

    DescribePhoneNumbers: (input: Input<DescribePhoneNumbersRequest>, call) => {
      const ids = { member: 'PhoneNumberIds', given: input.PhoneNumberIds };
      const numbers = described(parts, call, 'phone-number', input.Owner, ids);
      const { items, ...rest } = pageOfResources(world, call, input, numbers, {
        keyOf: ({ arn }) => arn,
        filters: PHONE_NUMBER_FILTERS,
      });
      return { PhoneNumbers: items.map(shown), ...rest };
    },

    UpdatePhoneNumber: (input: Input<UpdatePhoneNumberRequest>, call) => {
      const number = own(call, input.PhoneNumberId);
      if (poolOf(store, number)) throw conflictOn('PHONE_NUMBER_ASSOCIATED_TO_POOL', number);
      if (number.status !== 'ACTIVE') throw conflictOn('RESOURCE_NOT_ACTIVE', number);
      const updated: PhoneNumber = {
        ...number,
        ...updatedSettings(access, call, number, input),
        internationalSendingEnabled: input.InternationalSendingEnabled ?? number.internationalSendingEnabled,
        deletionProtectionEnabled: input.DeletionProtectionEnabled ?? number.deletionProtectionEnabled,
      };
      store.put(updated);
      return shownPhoneNumber(updated);
    },

    ReleasePhoneNumber: (input: Input<ReleasePhoneNumberRequest>, call) => {
      const number = own(call, input.PhoneNumberId);
      if (number.deletionProtectionEnabled) throw conflictOn('DELETION_PROTECTION_ENABLED', number);
      if (poolOf(store, number)) throw conflictOn('PHONE_NUMBER_ASSOCIATED_TO_POOL', number);
      parts.remove(number.arn);
      const {
        DeletionProtectionEnabled: _,
        InternationalSendingEnabled: __,
        ...rest
      } = shownPhoneNumber(number);
      return { ...rest, Status: 'DELETED' };
    },
  };
}

function checkRequest(input: Input<RequestPhoneNumberRequest>): void {
  if (input.NumberType === 'SIMULATOR' && input.MessageType !== 'TRANSACTIONAL') {
    throw invalid('INVALID_PARAMETER', 'A SIMULATOR number must be TRANSACTIONAL', 'MessageType');
  }
  checkTags(input.Tags);
}
