import type { Own, Reading } from '../core/reading.ts';
import { type Scope, smsResource } from '../core/resource.ts';
import type { Subject } from '../core/subject.ts';
import { CLOUDTRAIL, type CloudTrailCall, cloudTrailCall, textMember } from './cloudtrail-call.ts';
import { envelopeOf } from './envelope.ts';

/**
 * Reads what wakes `on-resource-change`: CloudTrail's record of a call that changes a pool, something that can be in one,
 * a policy or tags; or a re-check that a removal asked for. Only which resources to look at is taken from it, and who did
 * it (facts 2). Never throws.
 */
export function readResourceEvent(message: unknown, own: Own): Reading<Subject> {
  const recheck = textMember(message, 'recheck');
  if (recheck) return readRecheck(recheck, textMember(message, 'for'));
  const read = envelopeOf(message);
  if ('malformed' in read) return read;
  const { envelope } = read;
  if (envelope.source !== 'aws.sms-voice') return { ignored: `an event of ${envelope.source}` };
  if (envelope.detailType !== CLOUDTRAIL) return { ignored: `an event of type ${envelope.detailType}` };

  const trail = cloudTrailCall(envelope);
  if ('malformed' in trail) return trail;
  const { call } = trail;
  if (call.eventSource !== 'sms-voice.amazonaws.com') return { ignored: `a call of ${call.eventSource}` };
  if (!CHANGES.test(call.eventName)) return { ignored: `${call.eventName} changes no pool and no share` };
  if (call.errorCode) return { ignored: `${call.eventName} failed with ${call.errorCode}: nothing changed` };
  if (call.roleArn && own.ownRoleArns.includes(call.roleArn))
    return { ignored: `${call.eventName} of our own` };
  return subjectOf(call, envelope.scope);
}

/** The message by which a look asks for another one: `{ "recheck": <ARN of the resource>, "for": "removal" }`. */
function readRecheck(arn: string, purpose: string | undefined): Reading<Subject> {
  const scope = smsResource(arn)?.scope;
  if (!scope) return { malformed: `a re-check of something that is no SMS resource: ${arn}` };
  const isRecheck = purpose === 'removal';
  return { subject: { kind: 'resources', scope, arns: [arn], policies: [arn], changes: [], isRecheck } };
}

const CHANGES =
  /^((Create|Update|Delete)Pool|(Associate|Disassociate)OriginationIdentity|(Request|Update|Release)(PhoneNumber|SenderId)|(Create|Delete)OptOutList|(Create|Update|Delete)RcsAgent|(Put|Delete)ResourcePolicy|(Tag|Untag)Resource)$/;

/** A call that says too little may have changed anything: the whole scope is looked at. */
function subjectOf(call: CloudTrailCall, scope: Scope): Reading<Subject> {
  const named = [call.request, call.response].flatMap((members) => arnsIn(members, call, scope));
  if (named.length === 0) return { subject: { kind: 'scope', scope } };
  const arns = [...new Set(named.filter((arn) => isIn(scope, arn)))].sort();
  if (arns.length === 0) return { ignored: `${call.eventName} of ${named[0]}` };
  // Whoever changed something else did not change whom the policy lets in.
  const isOfPolicy = /ResourcePolicy$|^(Tag|Untag)Resource$/.test(call.eventName);
  const policies = isOfPolicy ? arns : [];
  const changes = call.eventName.endsWith('ResourcePolicy')
    ? [{ ...call.change, added: arns, removed: [] }]
    : [];
  return { subject: { kind: 'resources', scope, arns, policies, changes, isRecheck: false } };
}

/** Every member that names a resource, by id, name or ARN. A bare id belongs to the account of the event. */
function arnsIn(members: unknown, { eventName }: CloudTrailCall, scope: Scope): readonly string[] {
  const country = textMember(members, 'IsoCountryCode');
  const under = (type: string) => (id: string) =>
    `arn:${partitionOf(scope.region)}:sms-voice:${scope.region}:${scope.account}:${type}/${id}`;
  const [pool, number, list] = [under('pool'), under('phone-number'), under('opt-out-list')];
  const senderId = (id: string) => country && under('sender-id')(`${id}/${country}`);
  const identity = (id: string) => {
    if (id.startsWith('phone-')) return number(id);
    if (id.startsWith('pool-')) return pool(id);
    // Neither a number in itself nor an RCS agent says which resource it is.
    return /^(\+|rcs-)/.test(id) ? undefined : senderId(id);
  };
  const ids = {
    PoolId: pool,
    PhoneNumberId: number,
    SenderId: senderId,
    OriginationIdentity: identity,
    // Elsewhere it only says which list a number or pool uses: the list itself did not change.
    ...(eventName.endsWith('OptOutList') && { OptOutListName: list }),
  };
  return [
    ...Object.entries(ids).map(([name, arnOf]) => {
      const id = textMember(members, name);
      return id?.startsWith('arn:') ? id : id && arnOf(id);
    }),
    ...ARNS.map((name) => textMember(members, name)),
  ].filter((arn) => arn !== undefined);
}

const ARNS = [
  'PoolArn',
  'PhoneNumberArn',
  'SenderIdArn',
  'OriginationIdentityArn',
  'OptOutListArn',
  'ResourceArn',
];

function isIn({ account, region }: Scope, arn: string): boolean {
  const scope = smsResource(arn)?.scope;
  return scope?.account === account && scope.region === region;
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
