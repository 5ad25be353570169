import {
  AcceptResourceShareInvitationCommand,
  CreateResourceShareCommand,
  DeleteResourceShareCommand,
  GetResourceShareInvitationsCommand,
  type GetResourceShareInvitationsCommandInput,
  ListPendingInvitationResourcesCommand,
  RejectResourceShareInvitationCommand,
} from '@aws-sdk/client-ram';
import { describe, expect, it } from 'vitest';
import {
  aCloud,
  CAMPAIGNS,
  GATEWAY,
  LIST,
  NUMBER,
  OUTSIDE,
  OWNER,
  POOL,
  SANDBOX,
  type TestCloud,
} from './a-cloud.ts';

const HOUR = 3600;

const invited = async (cloud: TestCloud, resourceArns: string[] = [POOL]) => {
  const shareArn = await cloud.share({ resourceArns, principals: [OUTSIDE] });
  const [invitation] = await cloud.invitations(OUTSIDE);
  return { shareArn, resourceShareInvitationArn: invitation?.resourceShareInvitationArn ?? '' };
};
const accept = (cloud: TestCloud, resourceShareInvitationArn: string, account: string = OUTSIDE) =>
  cloud.client(account).send(new AcceptResourceShareInvitationCommand({ resourceShareInvitationArn }));
const reject = (cloud: TestCloud, resourceShareInvitationArn: string) =>
  cloud.client(OUTSIDE).send(new RejectResourceShareInvitationCommand({ resourceShareInvitationArn }));

describe('a consumer outside the organization', () => {
  it('waits for its invitation, which the receiver alone sees', async () => {
    const cloud = await aCloud();
    const { shareArn } = await invited(cloud);
    expect(await cloud.invitations(OUTSIDE)).toMatchObject([
      {
        resourceShareInvitationArn: expect.stringMatching(
          /^arn:aws:ram:us-east-1:111122223333:resource-share-invitation\/[0-9a-f-]{36}$/,
        ),
        resourceShareName: 'share',
        resourceShareArn: shareArn,
        senderAccountId: OWNER,
        receiverAccountId: OUTSIDE,
        invitationTimestamp: new Date('2026-10-02T22:39:11.000Z'),
        status: 'PENDING',
      },
    ]);
    expect(await cloud.invitations(OWNER)).toEqual([]);
    expect(await cloud.invitations(OUTSIDE, 'eu-west-1')).toEqual([]);
    await cloud.pass(HOUR);
    expect(await cloud.associations()).toEqual({ [OUTSIDE]: 'ASSOCIATING' });
    expect(cloud.sharedWith(OUTSIDE)).toEqual([]);
    expect(await cloud.sharesSeenBy(OUTSIDE)).toEqual([]);
    expect(cloud.work.current()).toEqual([]);
  });

  it('gains access by accepting', async () => {
    const cloud = await aCloud();
    const { shareArn, resourceShareInvitationArn } = await invited(cloud);
    const { resourceShareInvitation } = await accept(cloud, resourceShareInvitationArn);
    expect(resourceShareInvitation?.status).toBe('ACCEPTED');
    expect(cloud.work.current()).toHaveLength(1);
    await cloud.pass(1);
    expect(await cloud.associations()).toEqual({ [OUTSIDE]: 'ASSOCIATED' });
    expect(cloud.sharedWith(OUTSIDE)).toEqual([POOL]);
    expect(await cloud.sharesSeenBy(OUTSIDE)).toEqual([shareArn]);
    await cloud.pass(13 * HOUR);
    expect(cloud.sharedWith(OUTSIDE)).toEqual([POOL]);
  });

  it('is taken off by rejecting', async () => {
    const cloud = await aCloud();
    const { resourceShareInvitationArn } = await invited(cloud);
    const { resourceShareInvitation } = await reject(cloud, resourceShareInvitationArn);
    expect(resourceShareInvitation?.status).toBe('REJECTED');
    expect(await cloud.associations()).toEqual({ [OUTSIDE]: 'DISASSOCIATED' });
  });

  it('is taken off when it does not answer for twelve hours', async () => {
    const cloud = await aCloud();
    const { resourceShareInvitationArn } = await invited(cloud);
    await cloud.pass(12 * HOUR - 2);
    expect(await cloud.associations()).toEqual({ [OUTSIDE]: 'ASSOCIATING' });
    await cloud.pass(1);
    expect(await cloud.associations()).toEqual({ [OUTSIDE]: 'DISASSOCIATED' });
    expect(await cloud.invitations(OUTSIDE)).toMatchObject([{ status: 'EXPIRED' }]);
    await expect(accept(cloud, resourceShareInvitationArn)).rejects.toMatchObject({
      name: 'ResourceShareInvitationExpiredException',
    });
    expect(cloud.nativeEvents()).toContain(`${OWNER} disassociated`);
    expect(cloud.nativeEvents()).not.toContain(`${OUTSIDE} disassociated`);
  });

  it('has seven days when only types of the long list are shared', async () => {
    const cloud = await aCloud();
    await invited(cloud, [GATEWAY]);
    await cloud.pass(7 * 24 * HOUR - 2);
    expect(await cloud.invitations(OUTSIDE)).toMatchObject([{ status: 'PENDING' }]);
    await cloud.pass(1);
    expect(await cloud.invitations(OUTSIDE)).toMatchObject([{ status: 'EXPIRED' }]);
  });

  it('has twelve hours when an SMS resource is among them', async () => {
    const cloud = await aCloud();
    await invited(cloud, [GATEWAY, POOL]);
    await cloud.pass(12 * HOUR);
    expect(await cloud.invitations(OUTSIDE)).toMatchObject([{ status: 'EXPIRED' }]);
  });

  it('can be invited again', async () => {
    const cloud = await aCloud();
    const { shareArn } = await invited(cloud);
    await cloud.disassociate(shareArn, { principals: [OUTSIDE] });
    await cloud.pass(1);
    await cloud.associate(shareArn, { principals: [OUTSIDE] });
    const [invitation, ...others] = await cloud.invitations(OUTSIDE);
    expect(others).toEqual([]);
    await accept(cloud, invitation?.resourceShareInvitationArn ?? '');
    await cloud.pass(1);
    expect(cloud.sharedWith(OUTSIDE)).toEqual([POOL]);
  });
});

describe('an invitation that has been answered', () => {
  it('can be answered once', async () => {
    const cloud = await aCloud();
    const { resourceShareInvitationArn: accepted } = await invited(cloud);
    await accept(cloud, accepted);
    await expect(accept(cloud, accepted)).rejects.toMatchObject({
      name: 'ResourceShareInvitationAlreadyAcceptedException',
    });
    await expect(reject(cloud, accepted)).rejects.toMatchObject({
      name: 'ResourceShareInvitationAlreadyAcceptedException',
    });
    const other = await aCloud();
    const { resourceShareInvitationArn: rejected } = await invited(other);
    await reject(other, rejected);
    await expect(accept(other, rejected)).rejects.toMatchObject({
      name: 'ResourceShareInvitationAlreadyRejectedException',
    });
  });

  it('is unknown to all but its receiver', async () => {
    const cloud = await aCloud();
    const { resourceShareInvitationArn } = await invited(cloud);
    for (const account of [OWNER, SANDBOX]) {
      await expect(accept(cloud, resourceShareInvitationArn, account)).rejects.toMatchObject({
        name: 'ResourceShareInvitationArnNotFoundException',
      });
    }
    await expect(accept(cloud, 'invitation-1')).rejects.toMatchObject({ name: 'MalformedArnException' });
  });
});

describe('who is invited', () => {
  it.each([
    { given: 'inside, sharing on', sharing: true, retain: false, who: CAMPAIGNS, isInvited: false },
    { given: 'inside, sharing off', sharing: false, retain: false, who: CAMPAIGNS, isInvited: true },
    { given: 'inside, share retained', sharing: true, retain: true, who: CAMPAIGNS, isInvited: true },
    { given: 'outside', sharing: true, retain: false, who: OUTSIDE, isInvited: true },
    { given: 'the owner itself', sharing: false, retain: false, who: OWNER, isInvited: false },
  ])('$given: $isInvited', async ({ sharing, retain, who, isInvited }) => {
    const cloud = await aCloud({ sharing });
    await cloud.share({
      resourceArns: [POOL],
      principals: [who],
      resourceShareConfiguration: { retainSharingOnAccountLeaveOrganization: retain },
    });
    expect(await cloud.invitations(who)).toHaveLength(isInvited ? 1 : 0);
    expect(await cloud.associations()).toEqual({ [who]: isInvited ? 'ASSOCIATING' : 'ASSOCIATED' });
  });

  it('a service principal is not', async () => {
    const cloud = await aCloud({ sharing: false });
    await cloud.share({ resourceArns: [POOL], principals: ['sns.amazonaws.com'] });
    expect(await cloud.associations()).toEqual({ 'sns.amazonaws.com': 'ASSOCIATED' });
  });

  it('an IAM role is, by its account', async () => {
    const cloud = await aCloud();
    const role = `arn:aws:iam::${OUTSIDE}:role/Resolver`;
    const rules = `arn:aws:route53resolver:us-east-1:${OWNER}:firewall-rule-group/rslvr-frg-0123`;
    await cloud.share({ resourceArns: [rules], principals: [role] });
    expect(await cloud.invitations(OUTSIDE)).toMatchObject([
      { receiverAccountId: OUTSIDE, receiverArn: role, status: 'PENDING' },
    ]);
  });
});

describe('a principal that waits for its invitation', () => {
  it('can be disassociated, and its invitation goes', async () => {
    const cloud = await aCloud();
    const { shareArn, resourceShareInvitationArn } = await invited(cloud);
    await cloud.disassociate(shareArn, { principals: [OUTSIDE] });
    expect(await cloud.invitations(OUTSIDE)).toEqual([]);
    expect(cloud.sharedWith(OUTSIDE)).toEqual([]);
    await expect(accept(cloud, resourceShareInvitationArn)).rejects.toMatchObject({
      name: 'ResourceShareInvitationArnNotFoundException',
    });
    await cloud.pass(1);
    expect(await cloud.associations()).toEqual({ [OUTSIDE]: 'DISASSOCIATED' });
  });

  it('does not hold up the removal of others, nor of the share', async () => {
    const cloud = await aCloud();
    const { shareArn } = await invited(cloud, [POOL, LIST]);
    await cloud.disassociate(shareArn, { resourceArns: [LIST] });
    const deletion = new DeleteResourceShareCommand({ resourceShareArn: shareArn });
    expect(await cloud.client().send(deletion)).toMatchObject({ returnValue: true });
    expect(await cloud.invitations(OUTSIDE)).toEqual([]);
  });

  it('blocks both where the switch says so, until it has been answered', async () => {
    const cloud = await aCloud({ switches: { pendingInvitationBlocksDisassociate: true } });
    const { shareArn, resourceShareInvitationArn } = await invited(cloud, [POOL, LIST]);
    const refusal = {
      name: 'InvalidStateTransitionException',
      message: 'At least one of the associations in the resource share is in ASSOCIATING status.',
    };
    await expect(cloud.disassociate(shareArn, { principals: [OUTSIDE] })).rejects.toMatchObject(refusal);
    await expect(cloud.disassociate(shareArn, { resourceArns: [LIST] })).rejects.toMatchObject(refusal);
    const deletion = new DeleteResourceShareCommand({ resourceShareArn: shareArn });
    await expect(cloud.client().send(deletion)).rejects.toMatchObject(refusal);

    await reject(cloud, resourceShareInvitationArn);
    expect(await cloud.disassociate(shareArn, { resourceArns: [LIST] })).toHaveLength(1);
  });

  it('that settles after accepting blocks like any other', async () => {
    const cloud = await aCloud();
    const { shareArn, resourceShareInvitationArn } = await invited(cloud);
    await accept(cloud, resourceShareInvitationArn);
    await expect(cloud.disassociate(shareArn, { principals: [OUTSIDE] })).rejects.toMatchObject({
      name: 'InvalidStateTransitionException',
    });
  });
});

describe('looking for invitations', () => {
  it('finds them by ARN and by share, and refuses the unknown', async () => {
    const cloud = await aCloud();
    const { shareArn, resourceShareInvitationArn } = await invited(cloud);
    await invited(cloud, [LIST]);
    const find = (input: GetResourceShareInvitationsCommandInput) =>
      cloud.client(OUTSIDE).send(new GetResourceShareInvitationsCommand(input));
    const both = await Promise.all([
      find({ resourceShareInvitationArns: [resourceShareInvitationArn] }),
      find({ resourceShareArns: [shareArn] }),
    ]);
    for (const { resourceShareInvitations } of both) {
      expect(resourceShareInvitations).toMatchObject([{ resourceShareArn: shareArn }]);
    }
    await expect(
      find({ resourceShareInvitationArns: [`${resourceShareInvitationArn}0`] }),
    ).rejects.toMatchObject({ name: 'ResourceShareInvitationArnNotFoundException' });
    await expect(find({ resourceShareArns: [`${shareArn}0`] })).rejects.toMatchObject({
      name: 'UnknownResourceException',
    });
  });

  it('shows the receiver what it would get', async () => {
    const cloud = await aCloud();
    const { resourceShareInvitationArn } = await invited(cloud, [POOL, NUMBER]);
    const command = new ListPendingInvitationResourcesCommand({ resourceShareInvitationArn });
    const { resources } = await cloud.client(OUTSIDE).send(command);
    expect(resources?.map(({ type }) => type).sort()).toEqual(['sms-voice:PhoneNumber', 'sms-voice:Pool']);
  });
});

describe('what an invitation is for', () => {
  const resourcesOf = (cloud: TestCloud, resourceShareInvitationArn: string | undefined) =>
    cloud.client(OUTSIDE).send(new ListPendingInvitationResourcesCommand({ resourceShareInvitationArn }));

  it('is not shown any more when it was rejected', async () => {
    const cloud = await aCloud();
    const { resourceShareInvitationArn: arn } = await invited(cloud);
    await reject(cloud, arn);
    await expect(resourcesOf(cloud, arn)).rejects.toMatchObject({
      name: 'ResourceShareInvitationAlreadyRejectedException',
    });
  });

  it('is not shown any more when it has expired', async () => {
    const cloud = await aCloud();
    const { resourceShareInvitationArn: arn } = await invited(cloud);
    await cloud.pass(12 * 3600);
    await expect(resourcesOf(cloud, arn)).rejects.toMatchObject({
      name: 'ResourceShareInvitationExpiredException',
    });
  });
});

describe('the limit of pending invitations', () => {
  it('is 250 of a sender in all Regions, and answered ones do not count', async () => {
    const cloud = await aCloud({ organization: undefined });
    const accounts = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => String(200_000_000_000 + from + index));
    await cloud.share({ principals: accounts(0, 100) });
    await cloud.share({ principals: accounts(100, 99) });
    await cloud
      .client(OWNER, 'eu-west-1')
      .send(new CreateResourceShareCommand({ name: 'there', principals: accounts(200, 50) }));
    const { shareArn, resourceShareInvitationArn } = await invited(cloud);
    await expect(cloud.associate(shareArn, { principals: accounts(300, 1) })).rejects.toMatchObject({
      name: 'ResourceShareLimitExceededException',
    });
    expect(await cloud.associations()).not.toHaveProperty('200000000300');
    await reject(cloud, resourceShareInvitationArn);
    expect(await cloud.associate(shareArn, { principals: accounts(300, 1) })).toHaveLength(1);
  });
});
