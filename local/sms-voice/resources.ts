import type {
  MessageType,
  NumberCapability,
  NumberStatus,
  PoolStatus,
  RequestableNumberType,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { Scope } from '../../src/core/resource.ts';

/** What every SMS resource has. */
interface Owned {
  readonly arn: string;
  readonly scope: Scope;
  readonly createdAt: Date;
}

/** Settings that a pool takes from its first identity, and that its numbers must agree with. */
export interface MessagingSettings {
  readonly twoWayEnabled: boolean;
  readonly twoWayChannelArn?: string | undefined;
  readonly twoWayChannelRole?: string | undefined;
  readonly selfManagedOptOutsEnabled: boolean;
  /** ARN of the opt-out list: it may belong to another account. */
  readonly optOutList: string;
}

export interface PhoneNumber extends Owned, MessagingSettings {
  readonly type: 'phone-number';
  readonly id: string;
  /** E.164. */
  readonly number: string;
  readonly status: NumberStatus;
  readonly isoCountryCode: string;
  readonly messageType: MessageType;
  readonly capabilities: readonly NumberCapability[];
  readonly numberType: RequestableNumberType;
  /** US dollars. */
  readonly monthlyPrice: string;
  readonly internationalSendingEnabled: boolean;
  readonly deletionProtectionEnabled: boolean;
  readonly registrationId?: string | undefined;
}

export interface Pool extends Owned, MessagingSettings {
  readonly type: 'pool';
  readonly id: string;
  readonly status: PoolStatus;
  readonly messageType: MessageType;
  readonly sharedRoutesEnabled: boolean;
  readonly deletionProtectionEnabled: boolean;
  readonly members: readonly PoolMember[];
}

/** A number, sender ID or RCS agent of a pool. It is listed unless it is still joining. */
export interface PoolMember {
  readonly arn: string;
  readonly state: 'joining' | 'in' | 'leaving';
}

export interface SenderId extends Owned {
  readonly type: 'sender-id';
  readonly senderId: string;
  readonly isoCountryCode: string;
  readonly messageTypes: readonly MessageType[];
  /** US dollars. */
  readonly monthlyPrice: string;
  readonly deletionProtectionEnabled: boolean;
}

export interface OptOutList extends Owned {
  readonly type: 'opt-out-list';
  readonly name: string;
  /** By E.164 number. */
  readonly numbers: ReadonlyMap<string, OptedOut>;
}

export interface OptedOut {
  readonly number: string;
  readonly at: Date;
}

/** An agent of Rich Communication Services. It can be in a pool, and RAM does not share it (facts 3). */
export interface RcsAgent extends Owned, MessagingSettings {
  readonly type: 'rcs-agent';
  readonly id: string;
  /** It belongs to no country. */
  readonly isoCountryCode: 'ZZ';
  readonly deletionProtectionEnabled: boolean;
}

export type Resource = PhoneNumber | Pool | SenderId | OptOutList | RcsAgent;
export type ResourceOf<T extends Resource['type']> = Extract<Resource, { type: T }>;
/** What can be in a pool. */
export type OriginationIdentity = PhoneNumber | SenderId | RcsAgent;
