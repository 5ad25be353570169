import {
  AssociateOriginationIdentityCommand,
  CreateOptOutListCommand,
  CreatePoolCommand,
  CreateRcsAgentCommand,
  type CreateRcsAgentCommandInput,
  DeleteOptOutListCommand,
  DeletePoolCommand,
  DeleteRcsAgentCommand,
  DescribePoolsCommand,
  DescribeRcsAgentsCommand,
  type DescribeRcsAgentsCommandInput,
  DisassociateOriginationIdentityCommand,
  ListPoolOriginationIdentitiesCommand,
  ListTagsForResourceCommand,
  PinpointSMSVoiceV2Client,
  PutResourcePolicyCommand,
  TagResourceCommand,
  UpdateRcsAgentCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { CreateResourceShareCommand, RAMClient } from '@aws-sdk/client-ram';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCloud } from '../../../local/cloud.ts';
import { aCloud, aPool, CONSUMER, OWNER } from './a-cloud.ts';

async function anAgent(client: PinpointSMSVoiceV2Client, request: Partial<CreateRcsAgentCommandInput> = {}) {
  const { RcsAgentId: id = '', RcsAgentArn: arn = '' } = await client.send(
    new CreateRcsAgentCommand(request),
  );
  return { id, arn };
}

async function given() {
  const { sms, emitted } = aCloud();
  const client = sms();
  const agent = await anAgent(client);
  const pool = await aPool(client);
  return {
    sms,
    client,
    agent,
    pool,
    emitted,
    associate: (OriginationIdentity: string, IsoCountryCode?: string, PoolId = pool.id) =>
      client.send(new AssociateOriginationIdentityCommand({ PoolId, OriginationIdentity, IsoCountryCode })),
    members: async () => {
      const command = new ListPoolOriginationIdentitiesCommand({ PoolId: pool.id });
      return (await client.send(command)).OriginationIdentities ?? [];
    },
  };
}

describe('an RCS agent', () => {
  it('is made, with its ARN and its defaults, and tells CloudTrail', async () => {
    const { sms, clock, emitted } = aCloud();
    const Tags = [{ Key: 'team', Value: 'a' }];
    const { $metadata: _, ...agent } = await sms().send(new CreateRcsAgentCommand({ Tags }));
    const RcsAgentId = expect.stringMatching(/^rcs-[0-9a-f]{32}$/);
    expect(agent).toEqual({
      RcsAgentArn: `arn:aws:sms-voice:us-east-1:${OWNER}:rcs-agent/${agent.RcsAgentId}`,
      RcsAgentId,
      Status: 'CREATED',
      TwoWayEnabled: false,
      SelfManagedOptOutsEnabled: false,
      OptOutListName: 'Default',
      DeletionProtectionEnabled: false,
      CreatedTimestamp: new Date(clock.now()),
      Tags,
    });
    expect(emitted).toMatchObject([{ source: 'aws.sms-voice', detail: { eventName: 'CreateRcsAgent' } }]);
  });

  it('is described by id, by ARN, by filter, and by its owner alone', async () => {
    const { client, agent, sms } = await given();
    const other = await anAgent(client, { DeletionProtectionEnabled: true });
    const ids = async (input: DescribeRcsAgentsCommandInput) =>
      (await client.send(new DescribeRcsAgentsCommand(input))).RcsAgents?.map(({ RcsAgentId }) => RcsAgentId);
    expect(await ids({})).toEqual([agent.id, other.id]);
    expect(await ids({ Owner: 'SHARED' })).toEqual([]);
    expect(await ids({ RcsAgentIds: [other.id] })).toEqual([other.id]);
    expect(await ids({ RcsAgentIds: [agent.arn] })).toEqual([agent.id]);
    for (const [Name, value] of [
      ['deletion-protection-enabled', 'true'],
      ['status', 'ACTIVE'],
    ] as const) {
      const expected = Name === 'status' ? [] : [other.id];
      expect(await ids({ Filters: [{ Name, Values: [value] }] })).toEqual(expected);
    }
    const foreign = sms(CONSUMER).send(new DescribeRcsAgentsCommand({ RcsAgentIds: [agent.arn] }));
    await expect(foreign).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(ids({ RcsAgentIds: ['rcs-0'] })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      ResourceType: 'rcs-agent',
    });
  });

  it('is changed, and deleted unless it is protected', async () => {
    const { client, agent } = await given();
    const RcsAgentId = agent.id;
    const update = (DeletionProtectionEnabled: boolean) =>
      client.send(new UpdateRcsAgentCommand({ RcsAgentId, DeletionProtectionEnabled }));
    const remove = () => client.send(new DeleteRcsAgentCommand({ RcsAgentId }));
    expect(await update(true)).toMatchObject({ DeletionProtectionEnabled: true });
    await expect(remove()).rejects.toMatchObject({
      name: 'ConflictException',
      Reason: 'DELETION_PROTECTION_ENABLED',
      ResourceType: 'rcs-agent',
      ResourceId: RcsAgentId,
    });
    await update(false);
    expect(await remove()).toMatchObject({ RcsAgentId, Status: 'DELETED' });
    await expect(remove()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('has tags, and no resource policy', async () => {
    const { client, agent } = await given();
    const ResourceArn = agent.arn;
    await client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'a', Value: 'b' }] }));
    const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceArn }));
    expect(Tags).toEqual([{ Key: 'a', Value: 'b' }]);
    const put = client.send(new PutResourcePolicyCommand({ ResourceArn, Policy: '{}' }));
    await expect(put).rejects.toMatchObject({ name: 'ValidationException', Reason: 'INVALID_ARN' });
  });

  it('keeps its opt-out list from being deleted', async () => {
    const { client } = await given();
    await client.send(new CreateOptOutListCommand({ OptOutListName: 'Own' }));
    const { id } = await anAgent(client, { OptOutListName: 'Own' });
    const remove = () => client.send(new DeleteOptOutListCommand({ OptOutListName: 'Own' }));
    await expect(remove()).rejects.toMatchObject({ Reason: 'RESOURCE_NOT_EMPTY' });
    await client.send(new DeleteRcsAgentCommand({ RcsAgentId: id }));
    await remove();
  });
});

describe('an RCS agent and pools', () => {
  it.each(['id', 'arn'] as const)('goes by its %s', async (name) => {
    const { agent, associate, members, pool } = await given();
    expect(await associate(agent[name], 'ZZ')).toMatchObject({
      PoolId: pool.id,
      OriginationIdentityArn: agent.arn,
      OriginationIdentity: agent.id,
      IsoCountryCode: 'ZZ',
    });
    expect(await members()).toMatchObject([
      { IsoCountryCode: 'US', NumberCapabilities: ['SMS'] },
      {
        OriginationIdentityArn: agent.arn,
        OriginationIdentity: agent.id,
        IsoCountryCode: 'ZZ',
        NumberCapabilities: ['RCS'],
      },
    ]);
    expect((await members())[1]).not.toHaveProperty('PhoneNumber');
  });

  it('belong to no country', async () => {
    const { agent, associate } = await given();
    await expect(associate(agent.id, 'US')).rejects.toMatchObject({ Reason: 'COUNTRY_CODE_MISMATCH' });
  });

  it('show each other, and part again', async () => {
    const { client, agent, associate, members, pool } = await given();
    await associate(agent.id, 'ZZ');
    const { RcsAgents } = await client.send(new DescribeRcsAgentsCommand({}));
    expect(RcsAgents).toMatchObject([{ RcsAgentId: agent.id, PoolId: pool.id }]);
    const identity = { PoolId: pool.id, OriginationIdentity: agent.id, IsoCountryCode: 'ZZ' };
    const leave = () => client.send(new DisassociateOriginationIdentityCommand(identity));
    await leave();
    expect(await members()).toHaveLength(1);
    await expect(leave()).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      ResourceType: 'rcs-agent',
      ResourceId: agent.id,
    });
  });

  it('are one to one', async () => {
    const { client, agent, associate } = await given();
    await associate(agent.id, 'ZZ');
    const other = await aPool(client);
    await expect(associate(agent.id, 'ZZ', other.id)).rejects.toMatchObject({
      Reason: 'RCS_AGENT_ASSOCIATED_TO_POOL',
    });
    const RcsAgentId = agent.id;
    const refusal = { Reason: 'RCS_AGENT_ASSOCIATED_TO_POOL' };
    await expect(client.send(new DeleteRcsAgentCommand({ RcsAgentId }))).rejects.toMatchObject(refusal);
    await expect(client.send(new UpdateRcsAgentCommand({ RcsAgentId }))).rejects.toMatchObject(refusal);
  });

  it('agree on their settings', async () => {
    const { client, associate } = await given();
    await client.send(new CreateOptOutListCommand({ OptOutListName: 'Own' }));
    const { id } = await anAgent(client, { OptOutListName: 'Own' });
    await expect(associate(id, 'ZZ')).rejects.toMatchObject({ Reason: 'OPT_OUT_LIST_MISMATCH' });
    const MessageType = 'PROMOTIONAL';
    const make = new CreatePoolCommand({ OriginationIdentity: id, IsoCountryCode: 'ZZ', MessageType });
    const { PoolId = '', OptOutListName } = await client.send(make);
    expect(OptOutListName).toBe('Own');
    await client.send(new DeletePoolCommand({ PoolId }));
    const { Pools } = await client.send(new DescribePoolsCommand({}));
    expect(Pools).toHaveLength(1);
  });
});

describe('an RCS agent and RAM', () => {
  it('is a type that RAM does not share', async () => {
    const cloud = await createCloud({ clock: 'manual' });
    onTestFinished(() => cloud.stop());
    const credentials = { accessKeyId: OWNER, secretAccessKey: 'local' };
    const settings = { requestHandler: cloud.requestHandler, region: 'us-east-1', credentials };
    const { arn } = await anAgent(new PinpointSMSVoiceV2Client(settings));
    const share = new CreateResourceShareCommand({
      name: 'share',
      resourceArns: [arn],
      principals: [CONSUMER],
    });
    await expect(new RAMClient(settings).send(share)).rejects.toMatchObject({
      name: 'MalformedArnException',
      message: 'You cannot share the selected resource type.',
    });
  });
});
