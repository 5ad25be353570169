import {
  type DescribeSenderIdsRequest,
  MessageType,
  type ReleaseSenderIdRequest,
  type RequestSenderIdRequest,
  type SenderIdAndCountry,
  type UpdateSenderIdRequest,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { Call, Operation } from '../service.ts';
import type { Input } from '../wire/input.ts';
import { arnOf, isArn } from './arns.ts';
import { described, pageOfResources } from './describe.ts';
import type { FilterFields } from './filters.ts';
import { checkCountry } from './origination-identities.ts';
import type { Parts } from './parts.ts';
import { conflictOn, poolOf } from './pool-fit.ts';
import { checkQuota } from './quotas.ts';
import type { SenderId } from './resources.ts';
import { checkTags } from './tag-store.ts';

/** RequestSenderId, DescribeSenderIds, UpdateSenderId, ReleaseSenderId (facts 6.1, 6.2). */
export function senderIdOperations(parts: Parts): Readonly<Record<string, Operation>> {
  const { world, store, access, tags, once } = parts;
  const own = (call: Call, input: Input<SenderIdAndCountry>): SenderId =>
    access.own(call, 'sender-id', idIn(input), 'SenderId');

  return {
    RequestSenderId: (input: Input<RequestSenderIdRequest>, call) =>
      once(call, input, () => {
        checkTags(input.Tags);

        const { account, region } = call.caller;
        const messageTypes = input.MessageTypes?.length ? input.MessageTypes : Object.values(MessageType);
        const sender: SenderId = {
          type: 'sender-id',
          arn: arnOf(call.caller, 'sender-id', idIn(input)),
          scope: { account, region },
          createdAt: parts.now(),
          senderId: input.SenderId,
          isoCountryCode: input.IsoCountryCode,
          messageTypes: [...new Set(messageTypes)],
          monthlyPrice: '0.00',
          deletionProtectionEnabled: input.DeletionProtectionEnabled ?? false,
        };
        if (store.find('sender-id', sender.arn)) throw conflictOn('RESOURCE_ALREADY_EXISTS', sender);
        checkQuota(store, call.caller, 'sender-id');
        store.put(sender);
        tags.add(sender.arn, input.Tags);
        return { ...shownSenderId(sender), Tags: tags.of(sender.arn) };
      }),

    DescribeSenderIds: (input: Input<DescribeSenderIdsRequest>, call) => {
      const ids = { member: 'SenderIds', given: input.SenderIds?.map(idIn) };
      const senders = described(parts, call, 'sender-id', input.Owner, ids);
      const { items, ...rest } = pageOfResources(world, call, input, senders, {
        keyOf: ({ arn }) => arn,
        filters: FILTERS,
      });
      return { SenderIds: items.map(shownSenderId), ...rest };
    },

    UpdateSenderId: (input: Input<UpdateSenderIdRequest>, call) => {
      const sender = own(call, input);
      const updated: SenderId = {
        ...sender,
        deletionProtectionEnabled: input.DeletionProtectionEnabled ?? sender.deletionProtectionEnabled,
      };
      store.put(updated);
      return shownSenderId(updated);
    },

    ReleaseSenderId: (input: Input<ReleaseSenderIdRequest>, call) => {
      const sender = own(call, input);
      if (sender.deletionProtectionEnabled) throw conflictOn('DELETION_PROTECTION_ENABLED', sender);
      if (poolOf(store, sender)) throw conflictOn('SENDER_ID_ASSOCIATED_TO_POOL', sender);
      parts.remove(sender.arn);
      const { DeletionProtectionEnabled: _, ...shown } = shownSenderId(sender);
      return shown;
    },
  };
}

/** `ACME/GB`; a shared sender ID is named by its full ARN, which carries its country. */
function idIn({ SenderId, IsoCountryCode }: Input<SenderIdAndCountry>): string {
  if (!isArn(SenderId)) return `${SenderId}/${IsoCountryCode}`;
  checkCountry(SenderId, SenderId.split('/').at(-1), IsoCountryCode);
  return SenderId;
}

const shownSenderId = (sender: SenderId) => ({
  SenderIdArn: sender.arn,
  SenderId: sender.senderId,
  IsoCountryCode: sender.isoCountryCode,
  MessageTypes: sender.messageTypes,
  MonthlyLeasingPrice: sender.monthlyPrice,
  DeletionProtectionEnabled: sender.deletionProtectionEnabled,
  Registered: false,
});

const FILTERS: FilterFields<SenderId> = {
  'sender-id': ({ senderId }) => senderId,
  'iso-country-code': ({ isoCountryCode }) => isoCountryCode,
  'message-type': ({ messageTypes }) => messageTypes,
  'deletion-protection-enabled': ({ deletionProtectionEnabled }) => deletionProtectionEnabled,
  registered: () => false,
};
