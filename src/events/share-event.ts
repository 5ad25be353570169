import type { Own, Reading } from '../core/reading.ts';
import { scopeOf, smsResource } from '../core/resource.ts';
import type { Change, Subject } from '../core/subject.ts';
import { CLOUDTRAIL, type CloudTrailCall, cloudTrailCall, member, textMember } from './cloudtrail-call.ts';
import { type Envelope, envelopeOf } from './envelope.ts';

/**
 * Reads what wakes `on-share-change`: RAM's own event, CloudTrail's record of a RAM call, or a re-check that a removal
 * asked for. Only which share to look at is taken from it, and who did it (facts 1.1, 1.2). Never throws.
 *
 * @param arrivedAt as in {@link Subject}. A re-check wants a look of its own: it has none.
 */
export function readShareEvent(message: unknown, own: Own, arrivedAt?: string): Reading<Subject> {
  const recheck = textMember(message, 'recheck');
  if (recheck) return readRecheck(recheck, textMember(message, 'for'));
  const read = envelopeOf(message);
  if ('malformed' in read) return read;
  const envelope = { ...read.envelope, arrivedAt };
  if (envelope.source !== 'aws.ram') return { ignored: `an event of ${envelope.source}` };
  if (envelope.detailType === NATIVE) return ofShare(onlyShareIn(envelope.resources), envelope);
  if (envelope.detailType === CLOUDTRAIL) return readCall(envelope, own);
  return { ignored: `an event of type ${envelope.detailType}` };
}

const NATIVE = 'Resource Sharing State Change';

/** The message by which a look asks for another one: `{ "recheck": <ARN of the share>, "for": "removal" }`. */
function readRecheck(shareArn: string, purpose: string | undefined): Reading<Subject> {
  if (!isShareArn(shareArn))
    return { malformed: `a re-check of something that is no resource share: ${shareArn}` };
  return { subject: { kind: 'share', shareArn, changes: [], isRecheck: purpose === 'removal' } };
}

interface Arrived extends Envelope {
  readonly arrivedAt: string | undefined;
}

function readCall(envelope: Arrived, own: Own): Reading<Subject> {
  const read = cloudTrailCall(envelope);
  if ('malformed' in read) return read;
  const { call } = read;
  if (call.eventSource !== 'ram.amazonaws.com') return { ignored: `a call of ${call.eventSource}` };
  if (call.isReadOnly) return { ignored: `${call.eventName} changes nothing` };
  if (call.errorCode) return { ignored: `${call.eventName} failed with ${call.errorCode}: nothing changed` };
  if (call.roleArn && own.ownRoleArns.includes(call.roleArn))
    return { ignored: `${call.eventName} of our own` };
  const shareArn = shareArnIn(call);
  const inviter = scopeOf(textMember(call.request, 'resourceShareInvitationArn') ?? '').account;
  if (!shareArn && inviter && inviter !== envelope.scope.account) return { ignored: `a share of ${inviter}` };
  return ofShare(shareArn, envelope, call);
}

/** Calls that name no share, such as SetDefaultPermissionVersion, may have changed any. */
function ofShare(
  shareArn: string | undefined,
  { scope, arrivedAt }: Arrived,
  call?: CloudTrailCall,
): Reading<Subject> {
  if (!shareArn) return { subject: { kind: 'scope', scope } };
  const { account, region } = scopeOf(shareArn);
  if (account !== scope.account || region !== scope.region) {
    return { ignored: `a share of ${account} in ${region}` };
  }
  const changes = call ? [{ ...call.change, ...whatMoved(call) }] : [];
  return { subject: { kind: 'share', shareArn, changes, isRecheck: false, arrivedAt } };
}

/** RAM's own event has not been seen to name more than one share: if it does, all are looked at. */
function onlyShareIn(resources: readonly string[]): string | undefined {
  const shares = new Set(resources.filter(isShareArn));
  return shares.size === 1 ? [...shares][0] : undefined;
}

/** The principals and SMS resources that the call puts on its share, and takes off it. */
function whatMoved({ eventName, request }: CloudTrailCall): Pick<Change, 'added' | 'removed'> {
  const resources = texts(member(request, 'resourceArns')).filter(smsResource);
  const named = [...texts(member(request, 'principals')), ...resources];
  return {
    added: /^(Create|Associate)ResourceShare$/.test(eventName) ? named : [],
    removed: eventName === 'DisassociateResourceShare' ? named : [],
  };
}

function shareArnIn({ request, response }: CloudTrailCall): string | undefined {
  const candidates = [
    textMember(request, 'resourceShareArn'),
    textMember(member(response, 'resourceShare'), 'resourceShareArn'),
    textMember(member(response, 'resourceShareInvitation'), 'resourceShareArn'),
  ];
  return candidates.find((arn) => arn !== undefined && isShareArn(arn));
}

const isShareArn = (arn: string): boolean => /^arn:[^:\s]+:ram:[^:\s]+:\d{12}:resource-share\/\S+$/.test(arn);

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
