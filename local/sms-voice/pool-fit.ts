import type { ConflictExceptionReason } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { conflict, quotaExceeded } from './errors.ts';
import { IDENTITIES_PER_POOL } from './quotas.ts';
import type { MessagingSettings, OriginationIdentity, PhoneNumber, Pool, RcsAgent } from './resources.ts';
import type { Store } from './store.ts';

/** Refuses an identity that can't join the pool now (facts 6.2). A sender ID has no settings that could differ. */
export function checkFit(store: Store, pool: Pool, identity: OriginationIdentity): void {
  if (pool.members.some(({ arn }) => arn === identity.arn)) {
    throw conflictOn('RESOURCE_ALREADY_ASSOCIATED', identity);
  }
  checkFree(store, identity);
  checkMessageType(pool.messageType, identity);
  if (identity.type !== 'sender-id') checkSettings(pool, identity);
  if (pool.members.length >= IDENTITIES_PER_POOL) throw quotaExceeded('ORIGINATION_IDENTITIES_PER_POOL');
}

/** Refuses a number that is not active, or a number or RCS agent that is in a pool. A sender ID may be in many. */
export function checkFree(store: Store, identity: OriginationIdentity): void {
  if (identity.type === 'sender-id') return;
  const isAgent = identity.type === 'rcs-agent';
  if (poolOf(store, identity)) {
    throw conflictOn(isAgent ? 'RCS_AGENT_ASSOCIATED_TO_POOL' : 'PHONE_NUMBER_ASSOCIATED_TO_POOL', identity);
  }
  if (isAgent) return;
  if (identity.status !== 'ACTIVE') throw conflictOn('RESOURCE_NOT_ACTIVE', identity);
}

export function checkMessageType(messageType: Pool['messageType'], identity: OriginationIdentity): void {
  if (identity.type === 'rcs-agent') return;
  const its = identity.type === 'sender-id' ? identity.messageTypes : [identity.messageType];
  if (!its.includes(messageType)) throw conflictOn('MESSAGE_TYPE_MISMATCH', identity);
}

/** The pool that a number or agent is in, is joining, or is leaving. */
export const poolOf = (store: Store, identity: OriginationIdentity): Pool | undefined =>
  store.list('pool').find(({ members }) => members.some(({ arn }) => arn === identity.arn));

export function checkActive(pool: Pool): void {
  if (pool.status !== 'ACTIVE') throw conflict('RESOURCE_NOT_ACTIVE', 'pool', pool.id);
}

export const conflictOn = (reason: ConflictExceptionReason, identity: OriginationIdentity): Error =>
  conflict(reason, identity.type, identity.type === 'sender-id' ? identity.senderId : identity.id);

function checkSettings(pool: MessagingSettings, number: PhoneNumber | RcsAgent): void {
  const mismatch = MISMATCHES.find(({ settings }) => settings.some((name) => pool[name] !== number[name]));
  if (mismatch) throw conflictOn(mismatch.reason, number);
}

const MISMATCHES: readonly {
  readonly reason: ConflictExceptionReason;
  readonly settings: readonly (keyof MessagingSettings)[];
}[] = [
  { reason: 'OPT_OUT_LIST_MISMATCH', settings: ['optOutList'] },
  { reason: 'SELF_MANAGED_OPT_OUTS_MISMATCH', settings: ['selfManagedOptOutsEnabled'] },
  { reason: 'TWO_WAY_CONFIG_MISMATCH', settings: ['twoWayEnabled', 'twoWayChannelArn', 'twoWayChannelRole'] },
];
