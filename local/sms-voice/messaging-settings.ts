import type { Scope } from '../../src/core/resource.ts';
import type { Call } from '../service.ts';
import type { Access } from './access.ts';
import { arnOf, nameOf } from './arns.ts';
import { invalid } from './errors.ts';
import type { MessagingSettings } from './resources.ts';
import { DEFAULT_OPT_OUT_LIST } from './store.ts';

/** The settings of what was made without saying more. */
export const plainSettings = (scope: Scope): MessagingSettings => ({
  twoWayEnabled: false,
  selfManagedOptOutsEnabled: false,
  optOutList: arnOf(scope, 'opt-out-list', DEFAULT_OPT_OUT_LIST),
});

/** Only the settings, without the rest of a number or pool. */
export const settingsOf = (from: MessagingSettings): MessagingSettings => ({
  twoWayEnabled: from.twoWayEnabled,
  twoWayChannelArn: from.twoWayChannelArn,
  twoWayChannelRole: from.twoWayChannelRole,
  selfManagedOptOutsEnabled: from.selfManagedOptOutsEnabled,
  optOutList: from.optOutList,
});

/** As the answers of pools and numbers show them. A list of one's own is shown by name, another's by ARN. */
export const shownSettings = (owner: Scope, settings: MessagingSettings) => ({
  TwoWayEnabled: settings.twoWayEnabled,
  ...(settings.twoWayChannelArn && { TwoWayChannelArn: settings.twoWayChannelArn }),
  ...(settings.twoWayChannelRole && { TwoWayChannelRole: settings.twoWayChannelRole }),
  SelfManagedOptOutsEnabled: settings.selfManagedOptOutsEnabled,
  OptOutListName:
    settings.optOutList === arnOf(owner, 'opt-out-list', nameOf(settings.optOutList))
      ? nameOf(settings.optOutList)
      : settings.optOutList,
});

/** The members of UpdatePool and UpdatePhoneNumber that change settings. */
export interface SettingsInput {
  readonly TwoWayEnabled?: boolean;
  readonly TwoWayChannelArn?: string;
  readonly TwoWayChannelRole?: string;
  readonly SelfManagedOptOutsEnabled?: boolean;
  readonly OptOutListName?: string;
}

/** The settings after an update. Two-way messages need a channel, and a channel needs two-way messages. */
export function updatedSettings(
  access: Access,
  call: Call,
  before: MessagingSettings,
  input: SettingsInput,
): MessagingSettings {
  const twoWayEnabled = input.TwoWayEnabled ?? before.twoWayEnabled;
  const names = input.TwoWayChannelArn !== undefined || input.TwoWayChannelRole !== undefined;
  if (!twoWayEnabled && names) {
    throw invalid('TWO_WAY_NOT_ENABLED', 'Two-way messaging is not enabled', 'TwoWayChannelArn');
  }
  const channel = twoWayEnabled ? (input.TwoWayChannelArn ?? before.twoWayChannelArn) : undefined;
  if (twoWayEnabled && !channel) {
    throw invalid('TWO_WAY_CHANNEL_NOT_PRESENT', 'Two-way messaging needs a channel', 'TwoWayChannelArn');
  }
  return {
    twoWayEnabled,
    twoWayChannelArn: channel,
    twoWayChannelRole: twoWayEnabled ? (input.TwoWayChannelRole ?? before.twoWayChannelRole) : undefined,
    selfManagedOptOutsEnabled: input.SelfManagedOptOutsEnabled ?? before.selfManagedOptOutsEnabled,
    optOutList: optOutListArn(access, call, input.OptOutListName) ?? before.optOutList,
  };
}

/** ARN of a list that the caller may use: its own by name or ARN, a shared one by ARN. */
export function optOutListArn(access: Access, call: Call, nameOrArn: string | undefined): string | undefined {
  if (nameOrArn === undefined) return undefined;
  return access.reach(call, 'opt-out-list', nameOrArn, 'OptOutListName').arn;
}
