import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readResourceEvent } from '../../src/events/resource-event.ts';
import { aLook, NUMBER, OPT_OUT_LIST, OUTSIDER, OWNER, POOL, SCOPE, SENDER_ID } from '../support/builders.ts';
import { aCall, anEvent, bySession, OWN_ROLE, own } from './messages.ts';

const read = (message: unknown) => readResourceEvent(message, own);
const call = (name: string, request: unknown, detail?: Readonly<Record<string, unknown>>) =>
  read(aCall('sms-voice', name, request, detail));
const look = (...arns: readonly string[]) => ({ subject: aLook({ arns }) });
const idOf = (arn: string) => arn.split('/')[1] ?? '';
const [poolId, phoneId] = [idOf(POOL), idOf(NUMBER)];

describe('a call that changes a pool or a member', () => {
  it.each([
    ['CreatePool', { originationIdentity: phoneId, isoCountryCode: 'US' }, [NUMBER]],
    ['UpdatePool', { poolId, optOutListName: 'marketing' }, [POOL]],
    ['DeletePool', { poolId: POOL }, [POOL]],
    ['AssociateOriginationIdentity', { poolId, originationIdentity: phoneId }, [NUMBER, POOL]],
    ['AssociateOriginationIdentity', { PoolId: poolId, OriginationIdentity: NUMBER }, [NUMBER, POOL]],
    [
      'AssociateOriginationIdentity',
      { poolId, originationIdentity: 'ACME', isoCountryCode: 'GB' },
      [POOL, SENDER_ID],
    ],
    ['DisassociateOriginationIdentity', { poolId: POOL, originationIdentity: SENDER_ID }, [POOL, SENDER_ID]],
    [
      'AssociateOriginationIdentity',
      { poolId, originationIdentity: '+12065550123', isoCountryCode: 'US' },
      [POOL],
    ],
    ['AssociateOriginationIdentity', { poolId, originationIdentity: 'rcs-1', isoCountryCode: 'ZZ' }, [POOL]],
    ['RequestPhoneNumber', { isoCountryCode: 'US', poolId }, [POOL]],
    ['UpdatePhoneNumber', { phoneNumberId: phoneId, optOutListName: 'marketing' }, [NUMBER]],
    ['ReleasePhoneNumber', { phoneNumberId: NUMBER }, [NUMBER]],
    ['RequestSenderId', { senderId: 'ACME', isoCountryCode: 'GB' }, [SENDER_ID]],
    ['UpdateSenderId', { senderId: SENDER_ID, isoCountryCode: 'GB' }, [SENDER_ID]],
    ['ReleaseSenderId', { SenderId: 'ACME', IsoCountryCode: 'GB' }, [SENDER_ID]],
    ['CreateOptOutList', { optOutListName: 'marketing' }, [OPT_OUT_LIST]],
    ['DeleteOptOutList', { optOutListName: OPT_OUT_LIST }, [OPT_OUT_LIST]],
  ])('%s %j', (name, request, arns) => {
    expect(call(name, request)).toEqual(look(...arns));
  });

  it('is completed by its answer', () => {
    const answer = {
      responseElements: { poolArn: POOL, poolId, optOutListName: 'Default', phoneNumberArn: NUMBER },
    };
    expect(call('RequestPhoneNumber', { isoCountryCode: 'US' }, answer)).toEqual(look(NUMBER, POOL));
    expect(call('CreatePool', { originationIdentity: '+1' }, answer)).toEqual(look(NUMBER, POOL));
  });

  it.each([
    ['us-gov-west-1', 'aws-us-gov'],
    ['cn-north-1', 'aws-cn'],
    ['eu-west-1', 'aws'],
  ])('in %s lies in the partition %s', (region, partition) => {
    const message = { ...aCall('sms-voice', 'DeletePool', { poolId }), region };
    const arn = `arn:${partition}:sms-voice:${region}:${OWNER}:pool/${poolId}`;
    expect(read(message)).toMatchObject({ subject: { scope: { account: OWNER, region }, arns: [arn] } });
  });

  it.each([
    ['CreatePool', null],
    ['AssociateOriginationIdentity', { poolId: 5 }],
    ['RequestSenderId', { senderId: 'ACME' }],
    ['DeleteRcsAgent', { rcsAgentId: 'rcs-1' }],
  ])('%s %j says too little: the whole scope is looked at', (name, request) => {
    expect(call(name, request)).toEqual({ subject: { kind: 'scope', scope: SCOPE } });
  });
});

describe('a call that changes no pool of ours', () => {
  it.each([
    ['sends', call('SendTextMessage', { originationIdentity: phoneId }), 'SendTextMessage changes no pool'],
    ['opts out', call('PutOptedOutNumber', { optOutListName: 'marketing' }), 'PutOptedOutNumber'],
    ['was refused', call('DeletePool', { poolId }, { errorCode: 'ConflictException' }), 'ConflictException'],
    ['is our own', call('PutResourcePolicy', { resourceArn: POOL }, bySession(OWN_ROLE)), 'of our own'],
    [
      'is about a resource of another account',
      call('TagResource', { resourceArn: POOL.replace(OWNER, OUTSIDER) }),
      OUTSIDER,
    ],
    [
      'is about another type',
      call('TagResource', { resourceArn: POOL.replace(':pool/', ':registration/') }),
      'registration/',
    ],
    ['is of another service', read(aCall('ram', 'TagResource', {})), 'aws.ram'],
    [
      'is no call',
      read(anEvent({ source: 'aws.sms-voice', 'detail-type': 'Text Message Delivery Status Updated' })),
      'Text Message',
    ],
  ])('%s', (_, reading, reason) => {
    expect(reading).toEqual({ ignored: expect.stringContaining(reason) });
  });

  it('leaves out what belongs to another account', () => {
    const shared = NUMBER.replace(OWNER, OUTSIDER);
    expect(call('AssociateOriginationIdentity', { poolId, originationIdentity: shared })).toEqual(look(POOL));
  });
});

describe('a call that changes a policy', () => {
  it.each([
    ['PutResourcePolicy', { resourceArn: NUMBER, policy: '{}' }, NUMBER],
    ['DeleteResourcePolicy', { ResourceArn: POOL }, POOL],
  ])('%s has it looked at, and says who did it', (name, request, arn) => {
    const change = { eventName: name, added: [arn], removed: [] };
    const subject = { kind: 'resources', arns: [arn], policies: [arn], changes: [change], isRecheck: false };
    expect(call(name, request)).toMatchObject({ subject });
  });

  it('is one when RAM makes it too', () => {
    const byRam = { userIdentity: { type: 'AWSService', invokedBy: 'ram.amazonaws.com' } };
    const reading = call('PutResourcePolicy', { resourceArn: POOL }, byRam);
    expect(reading).toMatchObject({ subject: { policies: [POOL], changes: [{ arn: 'ram.amazonaws.com' }] } });
  });
});

describe('a call that changes tags', () => {
  it.each([
    ['TagResource', POOL],
    ['UntagResource', SENDER_ID],
  ])('%s has what is judged by them looked at', (name, arn) => {
    const expected = { subject: aLook({ arns: [arn], policies: [arn] }) };
    expect(call(name, { resourceArn: arn })).toEqual(expected);
  });
});

describe('a re-check', () => {
  it.each([
    ['removal', true],
    ['doubt', false],
  ])('for a %s has the policy looked at', (purpose, isRecheck) => {
    const expected = { subject: aLook({ arns: [NUMBER], policies: [NUMBER], isRecheck }) };
    expect(read({ recheck: NUMBER, for: purpose })).toEqual(expected);
  });

  it('of something else makes no sense', () => {
    expect(read({ recheck: 'arn:aws:s3:::bucket', for: 'removal' })).toHaveProperty('malformed');
  });
});

describe('anything at all', () => {
  const names = ['poolId', 'OriginationIdentity', 'isoCountryCode', 'senderId', 'resourceArn', 'constructor'];
  const request = fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.string(), fc.jsonValue()));

  it('is read without a complaint', () => {
    fc.assert(fc.property(fc.jsonValue(), (message) => Object.keys(read(message)).length === 1));
  });

  it('that a call may hold never leads to another account or Region', () => {
    const name = fc.constantFrom(
      'CreatePool',
      'AssociateOriginationIdentity',
      'TagResource',
      'ReleaseSenderId',
    );
    fc.assert(
      fc.property(name, request, request, (eventName, asked, responseElements) => {
        const reading = call(eventName, asked, { responseElements });
        const arns = 'subject' in reading && reading.subject.kind === 'resources' ? reading.subject.arns : [];
        expect(arns.filter((arn) => !arn.startsWith(`arn:aws:sms-voice:us-east-1:${OWNER}:`))).toEqual([]);
      }),
    );
  });
});
