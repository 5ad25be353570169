import {
  AssociateResourceShareCommand,
  DeleteResourceShareCommand,
  DisassociateResourceShareCommand,
  GetResourcePoliciesCommand,
  GetResourceSharesCommand,
  ListResourceSharePermissionsCommand,
  PromotePermissionCreatedFromPolicyCommand,
  PromoteResourceShareCreatedFromPolicyCommand,
  UpdateResourceShareCommand,
} from '@aws-sdk/client-ram';
import { describe, expect, it } from 'vitest';
import {
  aCloud,
  CAMPAIGNS,
  CAMPAIGNS_OU,
  GATEWAY,
  LIST,
  NUMBER,
  ORGANIZATION,
  OUTSIDE,
  OWNER,
  POOL,
  SANDBOX,
  SERVICE,
  type TestCloud,
} from './a-cloud.ts';

const LIST_ACTIONS = [
  'sms-voice:DeleteOptedOutNumber',
  'sms-voice:DescribeOptOutLists',
  'sms-voice:DescribeOptedOutNumbers',
  'sms-voice:PutOptedOutNumber',
];
const allow = (who: object) => ({ Effect: 'Allow', Action: LIST_ACTIONS, Resource: LIST, ...who });
const root = (account: string) => ({ Principal: { AWS: `arn:aws:iam::${account}:root` } });

describe('the policy that RAM writes', () => {
  it('adds up all shares of a resource', async () => {
    const cloud = await aCloud();
    await cloud.share({ resourceArns: [LIST], principals: [CAMPAIGNS, OUTSIDE] });
    const arn = await cloud.share({ resourceArns: [LIST, POOL], principals: [ORGANIZATION, CAMPAIGNS_OU] });
    const forOrganization = {
      Principal: '*',
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } },
    };
    const forUnit = {
      Principal: '*',
      Condition: {
        'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-exampleorgid/*/ou-ab12-11111111/*' },
      },
    };
    expect(cloud.smsVoice.statementsOn(LIST)).toEqual([
      allow(root(CAMPAIGNS)),
      allow(forOrganization),
      allow(forUnit),
    ]);

    await cloud.disassociate(arn, { principals: [ORGANIZATION] });
    expect(cloud.smsVoice.statementsOn(LIST)).toHaveLength(3);
    await cloud.pass(1);
    expect(cloud.smsVoice.statementsOn(LIST)).toEqual([allow(root(CAMPAIGNS)), allow(forUnit)]);

    await cloud.client().send(new DeleteResourceShareCommand({ resourceShareArn: arn }));
    await cloud.pass(1);
    expect(cloud.smsVoice.statementsOn(LIST)).toEqual([allow(root(CAMPAIGNS))]);
    expect(cloud.smsVoice.statementsOn(POOL)).toEqual([]);
  });

  it('binds service principals to each source', async () => {
    const cloud = await aCloud();
    const sources = [OWNER, POOL, 'o-exampleorgid', 'o-exampleorgid/r-ab12/'];
    await cloud.share({ resourceArns: [NUMBER], principals: [SERVICE], sources });
    expect(cloud.smsVoice.statementsOn(NUMBER)).toMatchObject([
      { Principal: { Service: SERVICE }, Condition: { StringEquals: { 'aws:SourceAccount': OWNER } } },
      { Principal: { Service: SERVICE }, Condition: { ArnLike: { 'aws:SourceArn': POOL } } },
      {
        Principal: { Service: SERVICE },
        Condition: { StringEquals: { 'aws:SourceOrgID': 'o-exampleorgid' } },
      },
      {
        Principal: { Service: SERVICE },
        Condition: { 'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': 'o-exampleorgid/r-ab12/' } },
      },
    ]);
  });

  it('is told by GetResourcePolicies, one document a resource', async () => {
    const cloud = await aCloud();
    await cloud.share({ resourceArns: [LIST, GATEWAY], principals: [CAMPAIGNS, SANDBOX] });
    const read = async (resourceArns: string[], principal?: string) =>
      (await cloud.client().send(new GetResourcePoliciesCommand({ resourceArns, principal }))).policies?.map(
        (policy) => JSON.parse(policy),
      );
    expect(await read([LIST])).toEqual([
      { Version: '2012-10-17', Statement: [allow(root(CAMPAIGNS)), allow(root(SANDBOX))] },
    ]);
    expect(await read([LIST, GATEWAY, POOL])).toHaveLength(2);
    expect(await read([LIST], SANDBOX)).toMatchObject([{ Statement: [root(SANDBOX)] }]);
    expect(await read([POOL])).toEqual([]);
    await expect(read([LIST.replace('Default', 'Other')])).rejects.toMatchObject({
      name: 'ResourceArnNotFoundException',
    });
    await expect(read([LIST.replace(OWNER, SANDBOX)])).rejects.toMatchObject({
      name: 'ResourceArnNotFoundException',
    });
    await expect(read(['list'])).rejects.toMatchObject({ name: 'MalformedArnException' });
  });
});

const ACTION = 'sms-voice:SendTextMessage';
const policy = (...statements: object[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((each) => ({ Effect: 'Allow', Action: ACTION, Resource: NUMBER, ...each })),
  });
const ownShares = async (cloud: TestCloud) =>
  (await cloud.client().send(new GetResourceSharesCommand({ resourceOwner: 'SELF' }))).resourceShares ?? [];

describe('a policy that is put on a resource', () => {
  it('makes no share by default', async () => {
    const cloud = await aCloud();
    cloud.truth.policyChanged(NUMBER, policy(root(CAMPAIGNS)));
    expect(await ownShares(cloud)).toEqual([]);
  });
});

describe('with policies making shares', () => {
  const aPolicyShare = async (...statements: object[]) => {
    const cloud = await aCloud({ switches: { policyPutCreatesShare: true } });
    cloud.truth.policyChanged(NUMBER, policy(...statements));
    const [share] = await ownShares(cloud);
    return { cloud, share, arn: share?.resourceShareArn ?? '' };
  };

  it('there is one that the owner alone sees, and that grants nothing itself', async () => {
    const { cloud, share } = await aPolicyShare(root(CAMPAIGNS), { Principal: { AWS: OUTSIDE } });
    expect(share).toMatchObject({ featureSet: 'CREATED_FROM_POLICY', status: 'ACTIVE' });
    expect(await cloud.associations()).toEqual({ [CAMPAIGNS]: 'ASSOCIATED', [OUTSIDE]: 'ASSOCIATED' });
    expect(await cloud.associations('RESOURCE')).toEqual({ [NUMBER]: 'ASSOCIATED' });
    expect(await cloud.sharesSeenBy(CAMPAIGNS)).toEqual([]);
    expect(cloud.sharedWith(CAMPAIGNS)).toEqual([]);
    expect(cloud.smsVoice.statementsOn(NUMBER)).toEqual([]);
  });

  it('reads services with their sources, and the organization', async () => {
    const bound = { Condition: { StringEquals: { 'aws:SourceAccount': OWNER } } };
    const { cloud } = await aPolicyShare(
      { Principal: { Service: [SERVICE] }, ...bound },
      { Principal: '*', Condition: { StringEquals: { 'AWS:PrincipalOrgId': ['o-exampleorgid'] } } },
      { Principal: { AWS: '*' } },
      { Effect: 'Deny', ...root(SANDBOX) },
      root(OWNER),
    );
    expect(await cloud.associations()).toEqual({ [SERVICE]: 'ASSOCIATED', [ORGANIZATION]: 'ASSOCIATED' });
    expect(await cloud.associations('SOURCE')).toEqual({ [OWNER]: 'ASSOCIATED' });
  });

  it('it follows the policy, and goes with it', async () => {
    const { cloud, arn } = await aPolicyShare(root(CAMPAIGNS));
    cloud.truth.policyChanged(NUMBER, policy(root(SANDBOX)));
    expect(await ownShares(cloud)).toMatchObject([{ resourceShareArn: arn }]);
    expect(await cloud.associations()).toEqual({ [CAMPAIGNS]: 'DISASSOCIATED', [SANDBOX]: 'ASSOCIATED' });
    cloud.truth.policyChanged(NUMBER, undefined);
    await cloud.pass(1);
    expect(await ownShares(cloud)).toMatchObject([{ resourceShareArn: arn, status: 'DELETED' }]);
  });

  it('goes with the resource', async () => {
    const { cloud } = await aPolicyShare(root(CAMPAIGNS));
    cloud.truth.resourceDeleted(NUMBER);
    await cloud.pass(1);
    expect(await ownShares(cloud)).toMatchObject([{ status: 'DELETED' }]);
  });

  it('there is none for a policy that grants nobody anything, or can not be read', async () => {
    for (const text of [policy({ Principal: { AWS: OWNER } }), 'no policy', '[]']) {
      const cloud = await aCloud({ switches: { policyPutCreatesShare: true } });
      cloud.truth.policyChanged(NUMBER, text);
      expect(await ownShares(cloud)).toEqual([]);
    }
  });

  it('RAM refuses to change it', async () => {
    const { cloud, arn: resourceShareArn } = await aPolicyShare(root(CAMPAIGNS));
    const client = cloud.client();
    for (const answer of [
      client.send(new AssociateResourceShareCommand({ resourceShareArn, principals: [SANDBOX] })),
      client.send(new DisassociateResourceShareCommand({ resourceShareArn, principals: [CAMPAIGNS] })),
      client.send(new UpdateResourceShareCommand({ resourceShareArn, name: 'x' })),
      client.send(new DeleteResourceShareCommand({ resourceShareArn })),
    ]) {
      await expect(answer).rejects.toMatchObject({ name: 'OperationNotPermittedException' });
    }
  });

  it.each(['send text', '', 'x'.repeat(37), 'a/b'])(
    'its permission can not be promoted to what is no name: %s',
    async (name) => {
      const { cloud, arn: resourceShareArn } = await aPolicyShare(root(CAMPAIGNS));
      const list = new ListResourceSharePermissionsCommand({ resourceShareArn });
      const permissionArn = (await cloud.client().send(list)).permissions?.[0]?.arn;
      const promote = new PromotePermissionCreatedFromPolicyCommand({ permissionArn, name });
      await expect(cloud.client().send(promote)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    },
  );

  it('can be promoted once its permission is', async () => {
    const { cloud, arn: resourceShareArn } = await aPolicyShare(root(CAMPAIGNS));
    const client = cloud.client();
    const promote = new PromoteResourceShareCreatedFromPolicyCommand({ resourceShareArn });
    await expect(client.send(promote)).rejects.toMatchObject({ name: 'UnmatchedPolicyPermissionException' });

    const used = async () =>
      (await client.send(new ListResourceSharePermissionsCommand({ resourceShareArn }))).permissions ?? [];
    const [before] = await used();
    expect(before).toMatchObject({ featureSet: 'CREATED_FROM_POLICY', permissionType: 'CUSTOMER_MANAGED' });
    await client.send(
      new PromotePermissionCreatedFromPolicyCommand({ permissionArn: before?.arn, name: 'send-text' }),
    );
    expect(await client.send(promote)).toMatchObject({ returnValue: true });
    expect(await ownShares(cloud)).toMatchObject([{ featureSet: 'PROMOTING_TO_STANDARD' }]);
    expect(cloud.sharedWith(CAMPAIGNS)).toEqual([]);

    await cloud.pass(1);
    expect(await ownShares(cloud)).toMatchObject([{ featureSet: 'STANDARD' }]);
    expect(await used()).toMatchObject([{ name: 'send-text', featureSet: 'STANDARD' }]);
    expect(cloud.sharedWith(CAMPAIGNS)).toEqual([NUMBER]);
    expect(cloud.smsVoice.statementsOn(NUMBER)).toMatchObject([{ Action: [ACTION], ...root(CAMPAIGNS) }]);
    await expect(client.send(promote)).rejects.toMatchObject({ name: 'InvalidStateTransitionException' });
  });
});
