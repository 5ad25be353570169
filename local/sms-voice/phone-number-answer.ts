import type { FilterFields } from './filters.ts';
import { shownSettings } from './messaging-settings.ts';
import type { PhoneNumber } from './resources.ts';

/** A phone number as the answers of its operations have it, less its pool. */
export const shownPhoneNumber = (number: PhoneNumber) => ({
  PhoneNumberArn: number.arn,
  PhoneNumberId: number.id,
  PhoneNumber: number.number,
  Status: number.status,
  IsoCountryCode: number.isoCountryCode,
  MessageType: number.messageType,
  NumberCapabilities: number.capabilities,
  NumberType: number.numberType,
  MonthlyLeasingPrice: number.monthlyPrice,
  ...shownSettings(number.scope, number),
  InternationalSendingEnabled: number.internationalSendingEnabled,
  DeletionProtectionEnabled: number.deletionProtectionEnabled,
  ...(number.registrationId && { RegistrationId: number.registrationId }),
  CreatedTimestamp: number.createdAt,
});

/** What DescribePhoneNumbers filters by. */
export const PHONE_NUMBER_FILTERS: FilterFields<PhoneNumber> = {
  status: ({ status }) => status,
  'iso-country-code': ({ isoCountryCode }) => isoCountryCode,
  'message-type': ({ messageType }) => messageType,
  'number-capability': ({ capabilities }) => capabilities,
  'number-type': ({ numberType }) => numberType,
  'two-way-enabled': ({ twoWayEnabled }) => twoWayEnabled,
  'two-way-channel-arn': ({ twoWayChannelArn }) => twoWayChannelArn,
  'self-managed-opt-outs-enabled': ({ selfManagedOptOutsEnabled }) => selfManagedOptOutsEnabled,
  'opt-out-list-name': (number) => shownSettings(number.scope, number).OptOutListName,
  'deletion-protection-enabled': ({ deletionProtectionEnabled }) => deletionProtectionEnabled,
};
