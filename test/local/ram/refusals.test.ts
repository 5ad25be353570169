import {
  AcceptResourceShareInvitationCommand,
  CreateResourceShareCommand,
  DisassociateResourceShareCommand,
  GetResourceSharesCommand,
} from '@aws-sdk/client-ram';
import { describe, expect, it } from 'vitest';
import {
  aCloud,
  CAMPAIGNS,
  CAMPAIGNS_OU,
  GATEWAY,
  LIST,
  MANAGEMENT,
  NUMBER,
  ORGANIZATION,
  OUTSIDE,
  OWNER,
  POOL,
  ROLE,
  RULES,
  SANDBOX,
  SENDER_ID,
  SERVICE,
  SUBNET,
} from './a-cloud.ts';

const INSIDE_ONLY =
  'The resource you are attempting to share can only be shared within your AWS Organization. This error may also occur if you have not enabled sharing with your AWS organization, or that onboarding process is still in progress.';
const elsewhere = (arn: string) => arn.replace('us-east-1', 'eu-west-1');
const missing = POOL.replace('0123', '9999');

describe('what can be shared', () => {
  it.each([POOL, NUMBER, SENDER_ID, LIST, SUBNET, GATEWAY, RULES])('%s', async (arn) => {
    const cloud = await aCloud();
    await cloud.share({ resourceArns: [arn], principals: [CAMPAIGNS] });
    expect(cloud.sharedWith(CAMPAIGNS)).toEqual([arn]);
  });
});

describe('a resource that is refused', () => {
  it.each([
    [
      'no ARN',
      'pool-0123',
      'MalformedArnException',
      'The specified resource ARN pool-0123 is not valid. Verify the ARN and try again.',
    ],
    [
      'a type that can not be shared',
      `arn:aws:sms-voice:us-east-1:${OWNER}:configuration-set/x`,
      'MalformedArnException',
      'You cannot share the selected resource type.',
    ],
    [
      'an RCS agent',
      `arn:aws:sms-voice:us-east-1:${OWNER}:rcs-agent/x`,
      'MalformedArnException',
      'You cannot share the selected resource type.',
    ],
    [
      'a resource that is not there',
      missing,
      'UnknownResourceException',
      `Resource ${missing} could not be found.`,
    ],
    [
      'a resource of another account',
      POOL.replace(OWNER, SANDBOX),
      'OperationNotPermittedException',
      undefined,
    ],
    ['a resource of another Region', elsewhere(POOL), 'InvalidParameterException', undefined],
  ])('%s', async (_, arn, name, message) => {
    const cloud = await aCloud();
    await expect(cloud.share({ resourceArns: [POOL, arn] })).rejects.toMatchObject(
      message ? { name, message } : { name },
    );
    expect(await cloud.associations('RESOURCE')).toEqual({});
  });
});

describe('a principal that is refused', () => {
  const malformed = (id: string) => `Principal ID ${id} is malformed. Verify the ID and try again.`;
  const unit = (id: string, organization = 'o-exampleorgid') =>
    `arn:aws:organizations::${MANAGEMENT}:ou/${organization}/${id}`;

  it.each([
    ['an organization id', 'o-exampleorgid', 'InvalidParameterException', malformed('o-exampleorgid')],
    ['a short account id', '12345', 'InvalidParameterException', malformed('12345')],
    [
      'an OU behind the word organization',
      `${ORGANIZATION}/ou-ab12-11111111`,
      'InvalidParameterException',
      malformed(`${ORGANIZATION}/ou-ab12-11111111`),
    ],
    [
      'an unknown OU',
      unit('ou-ab12-99999999'),
      'UnknownResourceException',
      'OrganizationalUnit ou-ab12-99999999 could not be found',
    ],
    [
      'an OU of another organization',
      unit('ou-ab12-11111111', 'o-otherorganization'),
      'UnknownResourceException',
      'OrganizationalUnit ou-ab12-11111111 in unknown organization could not be found.',
    ],
    [
      'another organization',
      `arn:aws:organizations::${MANAGEMENT}:organization/o-otherorganization`,
      'UnknownResourceException',
      'Organization o-otherorganization could not be found.',
    ],
  ])('%s', async (_, principal, name, message) => {
    const cloud = await aCloud();
    await expect(cloud.share({ principals: [principal] })).rejects.toMatchObject({ name, message });
  });

  it.each([ORGANIZATION, CAMPAIGNS_OU])(
    '%s while sharing with the organization is off',
    async (principal) => {
      const cloud = await aCloud({ sharing: false });
      await expect(cloud.share({ principals: [principal] })).rejects.toMatchObject({
        name: 'OperationNotPermittedException',
        message: INSIDE_ONLY,
      });
    },
  );

  it('the organization, for an owner outside of it', async () => {
    const cloud = await aCloud();
    const create = new CreateResourceShareCommand({ name: 'a', principals: [ORGANIZATION] });
    await expect(cloud.client(OUTSIDE).send(create)).rejects.toMatchObject({
      name: 'UnknownResourceException',
      message: 'Organization o-exampleorgid could not be found.',
    });
  });

  it('an account outside, where external principals are not allowed', async () => {
    const cloud = await aCloud();
    await expect(
      cloud.share({ allowExternalPrincipals: false, principals: [CAMPAIGNS, OUTSIDE] }),
    ).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: `Principal ${OUTSIDE} is not in your AWS organization. You do not have permission to add external AWS accounts to a resource share.`,
    });
  });

  it('is not an account, where the owner is in no organization that the flag could speak of', async () => {
    const cloud = await aCloud({ organization: undefined });
    await cloud.share({ allowExternalPrincipals: false, principals: [OUTSIDE] });
    expect(await cloud.invitations(OUTSIDE)).toHaveLength(1);
  });

  it.each([ROLE, `arn:aws:iam::${CAMPAIGNS}:user/path/Sender`])(
    '%s, for an SMS resource',
    async (principal) => {
      const cloud = await aCloud();
      await expect(cloud.share({ resourceArns: [POOL], principals: [principal] })).rejects.toMatchObject({
        name: 'InvalidParameterException',
      });
      const arn = await cloud.share({ resourceArns: [RULES], principals: [principal] });
      await expect(cloud.associate(arn, { resourceArns: [POOL] })).rejects.toMatchObject({
        name: 'InvalidParameterException',
      });
    },
  );

  it('an account outside, for a type that stays inside', async () => {
    const cloud = await aCloud();
    await expect(cloud.share({ resourceArns: [SUBNET], principals: [OUTSIDE] })).rejects.toMatchObject({
      message: INSIDE_ONLY,
    });
    const off = await aCloud({ sharing: false });
    await expect(off.share({ resourceArns: [SUBNET], principals: [CAMPAIGNS] })).rejects.toMatchObject({
      message: INSIDE_ONLY,
    });
  });
});

describe('a share with a service principal', () => {
  it('has the owner as its source when none is given', async () => {
    const cloud = await aCloud();
    const arn = await cloud.share({ resourceArns: [POOL] });
    expect(await cloud.associate(arn, { principals: [SERVICE] })).toMatchObject([
      { associatedEntity: SERVICE, associationType: 'PRINCIPAL' },
      { associatedEntity: OWNER, associationType: 'SOURCE' },
    ]);
    await cloud.pass(1);
    expect(await cloud.associations('SOURCE')).toEqual({ [OWNER]: 'ASSOCIATED' });
  });

  it('has the sources that are given', async () => {
    const cloud = await aCloud();
    await cloud.share({ principals: [SERVICE], sources: ['o-exampleorgid', CAMPAIGNS] });
    expect(await cloud.associations('SOURCE')).toEqual({
      [CAMPAIGNS]: 'ASSOCIATED',
      'o-exampleorgid': 'ASSOCIATED',
    });
  });

  it('takes more sources, and lets go of the one that RAM gave it', async () => {
    const cloud = await aCloud();
    const arn = await cloud.share({ principals: [SERVICE] });
    expect(await cloud.associate(arn, { sources: [CAMPAIGNS] })).toMatchObject([
      { associatedEntity: CAMPAIGNS, associationType: 'SOURCE', status: 'ASSOCIATING' },
    ]);
    await cloud.pass(1);
    expect(await cloud.disassociate(arn, { sources: [OWNER] })).toMatchObject([
      { associatedEntity: OWNER, associationType: 'SOURCE', status: 'DISASSOCIATING' },
    ]);
    await cloud.pass(1);
    expect(await cloud.associations('SOURCE')).toEqual({
      [OWNER]: 'DISASSOCIATED',
      [CAMPAIGNS]: 'ASSOCIATED',
    });
  });

  it('keeps one source at least', async () => {
    const cloud = await aCloud();
    const arn = await cloud.share({ principals: [SERVICE], sources: [OWNER, CAMPAIGNS] });
    await cloud.disassociate(arn, { sources: [CAMPAIGNS] });
    await cloud.pass(1);
    await expect(cloud.disassociate(arn, { sources: [OWNER] })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'At least one source must remain when service principals are present.',
    });
    expect(await cloud.disassociate(arn, { principals: [SERVICE], sources: [OWNER] })).toHaveLength(2);
  });

  it('is a share like any other once its services have gone, whatever sources are left', async () => {
    const cloud = await aCloud();
    const arn = await cloud.share({ principals: [SERVICE] });
    await cloud.disassociate(arn, { principals: [SERVICE] });
    await cloud.pass(1);
    await cloud.associate(arn, { resourceArns: [POOL], principals: [CAMPAIGNS] });
    await cloud.pass(1);
    expect(cloud.sharedWith(CAMPAIGNS)).toEqual([POOL]);
  });

  it('holds no other kind of principal', async () => {
    const cloud = await aCloud();
    await expect(cloud.share({ principals: [SERVICE, CAMPAIGNS] })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    const services = await cloud.share({ principals: [SERVICE] });
    const accounts = await cloud.share({ principals: [CAMPAIGNS] });
    for (const [arn, principal] of [
      [services, CAMPAIGNS],
      [accounts, SERVICE],
    ] as const) {
      await expect(cloud.associate(arn, { principals: [principal] })).rejects.toMatchObject({
        name: 'InvalidParameterException',
      });
    }
  });

  it('takes no opt-out list', async () => {
    const cloud = await aCloud();
    await expect(cloud.share({ resourceArns: [LIST], principals: [SERVICE] })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    const arn = await cloud.share({ resourceArns: [POOL], principals: [SERVICE] });
    await expect(cloud.associate(arn, { resourceArns: [LIST] })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it('is the only one that takes sources, and well-formed ones', async () => {
    const cloud = await aCloud();
    for (const request of [
      { principals: [CAMPAIGNS], sources: [OWNER] },
      { principals: [SERVICE], sources: ['somewhere'] },
    ]) {
      await expect(cloud.share(request)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    }
  });
});

describe('a share that is kept after leaving the organization', () => {
  const resourceShareConfiguration = { retainSharingOnAccountLeaveOrganization: true };

  it('says so to its owner and its consumers', async () => {
    const cloud = await aCloud();
    const arn = await cloud.share({
      resourceArns: [POOL],
      principals: [CAMPAIGNS],
      resourceShareConfiguration,
    });
    const [invitation] = await cloud.invitations(CAMPAIGNS);
    const resourceShareInvitationArn = invitation?.resourceShareInvitationArn;
    const accept = new AcceptResourceShareInvitationCommand({ resourceShareInvitationArn });
    await cloud.client(CAMPAIGNS).send(accept);
    await cloud.pass(1);
    for (const [account, resourceOwner] of [
      [OWNER, 'SELF'],
      [CAMPAIGNS, 'OTHER-ACCOUNTS'],
    ] as const) {
      const command = new GetResourceSharesCommand({ resourceOwner });
      const { resourceShares } = await cloud.client(account).send(command);
      expect(resourceShares).toMatchObject([{ resourceShareArn: arn, resourceShareConfiguration }]);
    }
  });

  it.each([
    ['closed to external principals', { allowExternalPrincipals: false }],
    ['with an OU', { principals: [CAMPAIGNS_OU] }],
    ['with the organization', { principals: [ORGANIZATION] }],
    ['with a type that stays inside', { resourceArns: [SUBNET] }],
  ])('is refused %s', async (_, request) => {
    const cloud = await aCloud();
    await expect(cloud.share({ resourceShareConfiguration, ...request })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });
});

describe('a consumer that wants to leave', () => {
  const leave = (resourceShareArn: string, principals: string[]) =>
    new DisassociateResourceShareCommand({ resourceShareArn, principals });

  it('may not leave an SMS resource', async () => {
    const cloud = await aCloud();
    const arn = await cloud.share({ resourceArns: [POOL], principals: [CAMPAIGNS] });
    await expect(cloud.client(CAMPAIGNS).send(leave(arn, [CAMPAIGNS]))).rejects.toMatchObject({
      name: 'OperationNotPermittedException',
    });
  });

  it('may leave types of the list, itself alone', async () => {
    const cloud = await aCloud();
    const arn = await cloud.share({ resourceArns: [GATEWAY], principals: [CAMPAIGNS, SANDBOX] });
    await expect(cloud.client(CAMPAIGNS).send(leave(arn, [SANDBOX]))).rejects.toMatchObject({
      name: 'OperationNotPermittedException',
    });
    const { resourceShareAssociations } = await cloud.client(CAMPAIGNS).send(leave(arn, [CAMPAIGNS]));
    expect(resourceShareAssociations).toMatchObject([{ status: 'DISASSOCIATING', external: false }]);
    await cloud.pass(1);
    expect(cloud.sharedWith(CAMPAIGNS)).toEqual([]);
  });

  it('may not leave what came through the organization', async () => {
    const cloud = await aCloud();
    const arn = await cloud.share({ resourceArns: [GATEWAY], principals: [ORGANIZATION] });
    await expect(cloud.client(CAMPAIGNS).send(leave(arn, [CAMPAIGNS]))).rejects.toMatchObject({
      name: 'OperationNotPermittedException',
    });
  });

  it('does not know a share that does not reach it', async () => {
    const cloud = await aCloud();
    const arn = await cloud.share({ resourceArns: [GATEWAY], principals: [CAMPAIGNS] });
    await expect(cloud.client(SANDBOX).send(leave(arn, [SANDBOX]))).rejects.toMatchObject({
      name: 'UnknownResourceException',
    });
  });
});

describe('a request that is refused', () => {
  it('asks for nothing', async () => {
    const cloud = await aCloud();
    const arn = await cloud.share({});
    for (const answer of [cloud.associate(arn, {}), cloud.disassociate(arn, { principals: [] })]) {
      await expect(answer).rejects.toMatchObject({ name: 'InvalidParameterException' });
    }
  });

  it('has more than a hundred items', async () => {
    const cloud = await aCloud();
    const accounts = (count: number) => Array.from({ length: count }, (_, index) => String(2e11 + index));
    const arn = await cloud.share({ principals: accounts(100) });
    await expect(cloud.associate(arn, { principals: accounts(101) })).rejects.toMatchObject({
      name: 'ResourceShareLimitExceededException',
    });
  });

  it('names a share that is none, or not its own', async () => {
    const cloud = await aCloud();
    const arn = await cloud.share({});
    await expect(cloud.associate('share', { principals: [CAMPAIGNS] })).rejects.toMatchObject({
      name: 'MalformedArnException',
      message: 'The specified resource ARN share is not valid. Verify the ARN and try again.',
    });
    await expect(cloud.associate(elsewhere(arn), { principals: [CAMPAIGNS] })).rejects.toMatchObject({
      name: 'UnknownResourceException',
    });
  });
});
