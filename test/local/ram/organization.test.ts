import {
  AcceptResourceShareInvitationCommand,
  EnableSharingWithAwsOrganizationCommand,
} from '@aws-sdk/client-ram';
import { describe, expect, it } from 'vitest';
import {
  aCloud,
  CAMPAIGNS,
  CAMPAIGNS_OU,
  LIST,
  MANAGEMENT,
  ORGANIZATION,
  OUTSIDE,
  OWNER,
  POOL,
  SANDBOX,
} from './a-cloud.ts';

const retained = { resourceShareConfiguration: { retainSharingOnAccountLeaveOrganization: true } };

describe('a share with an OU', () => {
  it('follows accounts that are moved in and out, without an event', async () => {
    const cloud = await aCloud();
    const arn = await cloud.share({ resourceArns: [POOL], principals: [CAMPAIGNS_OU] });
    expect(cloud.sharedWith(CAMPAIGNS)).toEqual([POOL]);
    expect(cloud.sharedWith(SANDBOX)).toEqual([]);
    cloud.emitted.length = 0;

    cloud.organizations.place(SANDBOX, 'Campaigns');
    cloud.organizations.place(CAMPAIGNS, 'Sandbox');
    expect(cloud.sharedWith(SANDBOX)).toEqual([POOL]);
    expect(await cloud.sharesSeenBy(SANDBOX)).toEqual([arn]);
    expect(cloud.sharedWith(CAMPAIGNS)).toEqual([]);
    expect(await cloud.resourcesSeenBy(CAMPAIGNS)).toEqual([]);
    expect(cloud.emitted).toEqual([]);
  });

  it('reaches accounts of the OUs below it', async () => {
    const cloud = await aCloud();
    await cloud.share({ resourceArns: [POOL], principals: [CAMPAIGNS_OU] });
    cloud.organizations.place(SANDBOX, 'Campaigns/Europe');
    expect(cloud.sharedWith(SANDBOX)).toEqual([POOL]);
  });
});

describe('a share with the organization', () => {
  it('reaches all of its accounts, the owner aside', async () => {
    const cloud = await aCloud();
    await cloud.share({ resourceArns: [POOL], principals: [ORGANIZATION] });
    for (const account of [MANAGEMENT, CAMPAIGNS, SANDBOX]) expect(cloud.sharedWith(account)).toEqual([POOL]);
    expect(cloud.sharedWith(OUTSIDE)).toEqual([]);
    expect(cloud.sharedWith(OWNER)).toEqual([]);
    cloud.organizations.place(OUTSIDE, 'Sandbox');
    expect(cloud.sharedWith(OUTSIDE)).toEqual([POOL]);
  });

  it('ends when its owner leaves', async () => {
    const cloud = await aCloud();
    await cloud.share({ resourceArns: [POOL], principals: [ORGANIZATION] });
    cloud.organizations.place(OWNER, undefined);
    expect(cloud.sharedWith(CAMPAIGNS)).toEqual([]);
    expect(cloud.smsVoice.statementsOn(POOL)).toEqual([]);
  });
});

describe('an account that leaves the organization', () => {
  it('loses what was shared with it directly, and its policy statement', async () => {
    const cloud = await aCloud();
    await cloud.share({ resourceArns: [POOL], principals: [CAMPAIGNS] });
    expect(cloud.smsVoice.statementsOn(POOL)).toHaveLength(1);
    cloud.organizations.place(CAMPAIGNS, undefined);
    expect(cloud.sharedWith(CAMPAIGNS)).toEqual([]);
    expect(await cloud.sharesSeenBy(CAMPAIGNS)).toEqual([]);
    expect(cloud.smsVoice.statementsOn(POOL)).toEqual([]);
    expect(await cloud.associations()).toEqual({ [CAMPAIGNS]: 'ASSOCIATED' });
  });

  it('keeps it where the share is retained', async () => {
    const cloud = await aCloud();
    await cloud.share({ resourceArns: [POOL], principals: [CAMPAIGNS], ...retained });
    const [invitation] = await cloud.invitations(CAMPAIGNS);
    await cloud.client(CAMPAIGNS).send(
      new AcceptResourceShareInvitationCommand({
        resourceShareInvitationArn: invitation?.resourceShareInvitationArn,
      }),
    );
    await cloud.pass(1);
    cloud.organizations.place(CAMPAIGNS, undefined);
    expect(cloud.sharedWith(CAMPAIGNS)).toEqual([POOL]);
  });

  it('loses also what it was invited to before it came in', async () => {
    const cloud = await aCloud();
    await cloud.share({ resourceArns: [LIST], principals: [OUTSIDE] });
    const [invitation] = await cloud.invitations(OUTSIDE);
    await cloud.client(OUTSIDE).send(
      new AcceptResourceShareInvitationCommand({
        resourceShareInvitationArn: invitation?.resourceShareInvitationArn,
      }),
    );
    await cloud.pass(1);
    cloud.organizations.place(OUTSIDE, 'Sandbox');
    expect(cloud.sharedWith(OUTSIDE)).toEqual([LIST]);
    cloud.organizations.place(OUTSIDE, undefined);
    expect(cloud.sharedWith(OUTSIDE)).toEqual([]);
  });
});

describe('an account that is closed', () => {
  it('is taken off all shares when AWS takes it away, without an event, and no other is', async () => {
    const cloud = await aCloud();
    await cloud.share({ resourceArns: [POOL], principals: [CAMPAIGNS, SANDBOX] });
    cloud.emitted.length = 0;
    cloud.organizations.setState(CAMPAIGNS, 'CLOSED');
    await cloud.pass(89 * 86_400);
    expect(Object.keys(await cloud.associations())).toEqual([CAMPAIGNS, SANDBOX]);
    await cloud.pass(86_400);
    expect(await cloud.associations()).toEqual({ [SANDBOX]: 'ASSOCIATED' });
    expect(JSON.stringify(cloud.smsVoice.statementsOn(POOL))).not.toContain(CAMPAIGNS);
    expect(cloud.emitted).toEqual([]);
  });
});

describe('sharing with the organization', () => {
  const enable = new EnableSharingWithAwsOrganizationCommand({});

  it('is turned on by the management account alone', async () => {
    const cloud = await aCloud({ sharing: false });
    await expect(cloud.client(OWNER).send(enable)).rejects.toMatchObject({
      name: 'OperationNotPermittedException',
      message:
        "Unable to enable sharing with AWS Organizations. Received AccessDeniedException from AWSOrganizations with the following error message: You don't have permissions to access this resource.",
    });
    expect(cloud.truth.sharingWithOrganization()).toBe(false);
    expect(await cloud.client(MANAGEMENT).send(enable)).toMatchObject({ returnValue: true });
    expect(cloud.truth.sharingWithOrganization()).toBe(true);
  });

  it('can not be turned on without an organization', async () => {
    const cloud = await aCloud({ organization: undefined });
    await expect(cloud.client(MANAGEMENT).send(enable)).rejects.toMatchObject({
      name: 'OperationNotPermittedException',
    });
  });
});
