import type { Reading } from '../core/reading.ts';
import { cloudTrailCall } from './cloudtrail-call.ts';
import { envelopeOf } from './envelope.ts';

/**
 * Reads what wakes `on-organization-change`: CloudTrail's record of a call or of something that AWS did, by which an
 * account may have come into the organization, gone, moved or been closed (facts 7.3). What it was is read anew, so that
 * it was is all that is taken from it. Never throws.
 */
export function readOrganizationEvent(message: unknown): Reading<'organization'> {
  const read = envelopeOf(message);
  if ('malformed' in read) return read;
  const { envelope } = read;
  if (envelope.source !== 'aws.organizations') return { ignored: `an event of ${envelope.source}` };
  const trail = cloudTrailCall(envelope);
  if ('malformed' in trail) return trail;
  const { eventName, errorCode, isReadOnly } = trail.call;
  if (isReadOnly || !CHANGES.test(eventName)) return { ignored: `${eventName} moves no account` };
  if (errorCode) return { ignored: `${eventName} failed with ${errorCode}: nothing changed` };
  return { subject: 'organization' };
}

const CHANGES =
  /^(MoveAccount|AcceptHandshake|RemoveAccountFromOrganization|LeaveOrganization|CloseAccount|(Create|Close)AccountResult|Account(Joined|Departed)Organization|DeleteOrganizationalUnit|DeleteOrganization)$/;
