import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readShareEvent } from '../../src/events/share-event.ts';
import { ALLOWED, NUMBER, OUTSIDER, OWNER, SCOPE, SUBNET } from '../support/builders.ts';
import { aCall, anEvent, bySession, OWN_ROLE, own, SHARE } from './messages.ts';

const read = (message: unknown) => readShareEvent(message, own);
const actor = {
  arn: `arn:aws:iam::${OWNER}:user/operator`,
  userAgent: 'aws-cli/2',
  eventId: '0d8f1c36-0000-4000-8000-000000000001',
  at: '2026-10-02T22:39:10Z',
};
const look = (eventName: string, ...added: readonly string[]) => ({
  subject: {
    kind: 'share',
    shareArn: SHARE,
    changes: [{ ...actor, eventName, added, removed: [] }],
    isRecheck: false,
  },
});
const everywhere = { subject: { kind: 'scope', scope: SCOPE } };
const invitation = `arn:aws:ram:us-east-1:${OWNER}:resource-share-invitation/3b3bc051`;

describe('when the message of a RAM call came', () => {
  it('is known of an event, and plays no part for a re-check', () => {
    const time = '2026-11-02T10:00:00.000Z';
    const ofCall = readShareEvent(
      aCall('ram', 'UpdateResourceShare', { resourceShareArn: SHARE }),
      own,
      time,
    );
    expect(ofCall).toMatchObject({ subject: { arrivedAt: time } });
    const recheck = readShareEvent({ recheck: SHARE, for: 'doubt' }, own, time);
    expect(recheck).not.toHaveProperty('subject.arrivedAt');
  });
});

describe('a RAM call', () => {
  it('that adds principals names them and who did it', () => {
    const request = { resourceShareArn: SHARE, principals: [OUTSIDER, ALLOWED] };
    expect(read(aCall('ram', 'AssociateResourceShare', request))).toEqual(
      look('AssociateResourceShare', OUTSIDER, ALLOWED),
    );
  });

  it('that creates a share has its ARN in the answer', () => {
    const answer = { responseElements: { resourceShare: { name: 'foo', resourceShareArn: SHARE } } };
    const request = { name: 'foo', principals: [OUTSIDER] };
    expect(read(aCall('ram', 'CreateResourceShare', request, answer))).toEqual(
      look('CreateResourceShare', OUTSIDER),
    );
  });

  it.each(['AcceptResourceShareInvitation', 'RejectResourceShareInvitation'])(
    '%s has it there too',
    (name) => {
      const answer = { responseElements: { resourceShareInvitation: { resourceShareArn: SHARE } } };
      const request = { resourceShareInvitationArn: invitation };
      expect(read(aCall('ram', name, request, answer))).toEqual(look(name));
    },
  );

  it.each([
    'UpdateResourceShare',
    'DeleteResourceShare',
    'AssociateResourceSharePermission',
    'DisassociateResourceSharePermission',
    'PromoteResourceShareCreatedFromPolicy',
    'TagResource',
    'UntagResource',
  ])('%s names its share in the request', (name) => {
    expect(read(aCall('ram', name, { resourceShareArn: SHARE }))).toEqual(look(name));
  });

  it('that adds resources names those of ours', () => {
    const request = { resourceShareArn: SHARE, resourceArns: [NUMBER, SUBNET], principals: [OUTSIDER] };
    expect(read(aCall('ram', 'AssociateResourceShare', request))).toEqual(
      look('AssociateResourceShare', OUTSIDER, NUMBER),
    );
  });

  it('that takes something off did not bring it in', () => {
    const request = { resourceShareArn: SHARE, principals: [OUTSIDER], resourceArns: [NUMBER] };
    expect(read(aCall('ram', 'DisassociateResourceShare', request))).toMatchObject({
      subject: { changes: [{ added: [], removed: [OUTSIDER, NUMBER] }] },
    });
  });

  it('is read in either casing', () => {
    const request = { ResourceShareArn: SHARE, Principals: [OUTSIDER] };
    expect(read(aCall('ram', 'AssociateResourceShare', request))).toEqual(
      look('AssociateResourceShare', OUTSIDER),
    );
  });

  it.each([
    ['CreateResourceShare', { name: 'foo' }],
    ['AcceptResourceShareInvitation', { resourceShareInvitationArn: invitation }],
    ['EnableSharingWithAwsOrganization', null],
    ['CreatePermissionVersion', { permissionArn: 'arn:aws:ram:us-east-1:111122223333:permission/own' }],
    ['AssociateResourceShare', { resourceShareArn: 'no ARN' }],
    ['AssociateResourceShare', undefined],
  ])('%s of %j names no share: the whole scope is looked at', (name, request) => {
    expect(read(aCall('ram', name, request))).toEqual(everywhere);
  });
});

describe('a RAM call that changed nothing of ours', () => {
  const request = { resourceShareArn: SHARE };
  it.each([
    ['refused', aCall('ram', 'DeleteResourceShare', request, { errorCode: 'AccessDenied' }), 'AccessDenied'],
    ['a question', aCall('ram', 'GetResourceShares', request, { readOnly: true }), 'changes nothing'],
    ['our own', aCall('ram', 'DisassociateResourceShare', request, bySession(OWN_ROLE)), 'of our own'],
    [
      'of a share of another account',
      aCall('ram', 'X', { resourceShareArn: SHARE.replace(OWNER, OUTSIDER) }),
      OUTSIDER,
    ],
    [
      'of a share elsewhere',
      aCall('ram', 'X', { resourceShareArn: SHARE.replace('us-east-1', 'eu-west-1') }),
      'eu-west-1',
    ],
    [
      'an invitation of another account',
      aCall('ram', 'AcceptResourceShareInvitation', {
        resourceShareInvitationArn: invitation.replace(OWNER, OUTSIDER),
      }),
      OUTSIDER,
    ],
    ['of another service', anEvent({ source: 'aws.ec2' }), 'aws.ec2'],
    ['of another kind', anEvent({ 'detail-type': 'AWS Service Event via CloudTrail' }), 'Service Event'],
  ])('%s', (_, message, reason) => {
    expect(read(message)).toEqual({ ignored: expect.stringContaining(reason) });
  });

  it('is not taken for our own for another role of ours', () => {
    const someone = bySession(`arn:aws:iam::${OWNER}:role/somebody`);
    expect(read(aCall('ram', 'DeleteResourceShare', request, someone))).toHaveProperty('subject');
  });
});

describe("RAM's own event", () => {
  const native = (...resources: readonly string[]) =>
    anEvent({
      'detail-type': 'Resource Sharing State Change',
      resources,
      detail: { event: 'Resource Share Association', status: 'failed' },
    });

  it('leads to the share that it names, and to nobody who did it', () => {
    expect(read(native('arn:aws:ec2:us-east-1:111122223333:subnet/x', SHARE))).toEqual({
      subject: { kind: 'share', shareArn: SHARE, changes: [], isRecheck: false },
    });
  });

  it.each([
    ['none', []],
    ['several', [SHARE, `${SHARE}2`]],
  ])('leads to the whole scope when it names %s', (_, resources) => {
    expect(read(native(...resources))).toEqual(everywhere);
  });

  it('is ignored when the share is one that we only receive', () => {
    expect(read(native(SHARE.replace(OWNER, OUTSIDER)))).toHaveProperty('ignored');
  });
});

describe('the re-check of a removal', () => {
  it('leads to its share', () => {
    expect(read({ recheck: SHARE, for: 'removal' })).toEqual({
      subject: { kind: 'share', shareArn: SHARE, changes: [], isRecheck: true },
    });
  });

  it('of something else makes no sense', () => {
    expect(read({ recheck: 'x' })).toEqual({
      malformed: 'a re-check of something that is no resource share: x',
    });
  });
});

describe('who did it', () => {
  const of = (userIdentity: unknown) =>
    read(aCall('ram', 'TagResource', { resourceShareArn: SHARE }, { userIdentity }));
  it.each([
    ['a service', { type: 'AWSService', invokedBy: 'ram.amazonaws.com' }, 'ram.amazonaws.com'],
    ['another account', { type: 'AWSAccount', accountId: ALLOWED }, ALLOWED],
    ['nobody it says', undefined, 'unknown'],
    ['something odd', 'root', 'unknown'],
    ['something odd inside', { arn: 5, sessionContext: [] }, 'unknown'],
  ])('may be %s: the share is looked at all the same', (_, userIdentity, arn) => {
    expect(of(userIdentity)).toMatchObject({ subject: { changes: [{ arn }] } });
  });
});

describe('a message that makes no sense', () => {
  it.each([
    [null, 'not an EventBridge event: the message is no object'],
    [[], 'not an EventBridge event: the message is no object'],
    [{}, 'not an EventBridge event: no source, no detail-type, no account, no region, no detail'],
    [{ ...anEvent(), account: 5 }, 'not an EventBridge event: account is no text'],
    [{ ...anEvent(), account: '5' }, 'not an EventBridge event: account is no such thing'],
    [
      anEvent(),
      'not a CloudTrail call: no detail.eventSource, no detail.eventName, no detail.eventID, no detail.eventTime',
    ],
    [aCall('ram', 'TagResource', 'x'), 'not a CloudTrail call: detail.requestParameters is no object'],
  ])('%#', (message, malformed) => {
    expect(read(message)).toEqual({ malformed });
  });
});

describe('anything at all', () => {
  it('is read without a complaint', () => {
    fc.assert(fc.property(fc.jsonValue(), (message) => Object.keys(read(message)).length === 1));
  });

  it('is read without a complaint where a call should be, and never leads to another account', () => {
    const request = fc.dictionary(
      fc.constantFrom('resourceShareArn', 'principals', '__proto__'),
      fc.jsonValue(),
    );
    const event = fc
      .tuple(fc.string(), request, fc.dictionary(fc.string(), fc.jsonValue()))
      .map(([name, parameters, detail]) => aCall('ram', name, parameters, detail));
    fc.assert(
      fc.property(event, (message) => {
        const reading = read(message);
        if ('subject' in reading && reading.subject.kind === 'scope')
          expect(reading.subject.scope).toEqual(SCOPE);
      }),
    );
  });
});
