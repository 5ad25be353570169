import {
  CreateResourceShareCommand,
  DeleteResourceShareCommand,
  GetResourceShareAssociationsCommand,
  GetResourceSharesCommand,
  UpdateResourceShareCommand,
} from '@aws-sdk/client-ram';
import { describe, expect, it } from 'vitest';
import { aCloud, CAMPAIGNS, LIST, NUMBER, OUTSIDE, OWNER, POOL, SANDBOX } from './a-cloud.ts';

const HOUR = 3600;

describe('a new resource share', () => {
  it('is ACTIVE at once, while its associations settle', async () => {
    const cloud = await aCloud();
    const { resourceShare } = await cloud.client().send(
      new CreateResourceShareCommand({
        name: 'numbers',
        resourceArns: [NUMBER],
        principals: [CAMPAIGNS],
        tags: [{ key: 'team', value: 'crm' }],
      }),
    );
    expect(resourceShare).toMatchObject({
      name: 'numbers',
      owningAccountId: OWNER,
      status: 'ACTIVE',
      allowExternalPrincipals: true,
      featureSet: 'STANDARD',
      tags: [{ key: 'team', value: 'crm' }],
      resourceShareConfiguration: { retainSharingOnAccountLeaveOrganization: false },
    });
    expect(resourceShare?.resourceShareArn).toMatch(
      /^arn:aws:ram:us-east-1:111122223333:resource-share\/[0-9a-f-]{36}$/,
    );
    expect(await cloud.associations()).toEqual({ [CAMPAIGNS]: 'ASSOCIATING' });
    expect(cloud.sharedWith(CAMPAIGNS)).toEqual([]);

    await cloud.pass(0.5);
    expect(await cloud.associations()).toEqual({ [CAMPAIGNS]: 'ASSOCIATED' });
    expect(await cloud.associations('RESOURCE')).toEqual({ [NUMBER]: 'ASSOCIATED' });
    expect(cloud.sharedWith(CAMPAIGNS)).toEqual([NUMBER]);
    expect(cloud.sharedWith(SANDBOX)).toEqual([]);
    expect(cloud.sharedWith(CAMPAIGNS, 'eu-west-1')).toEqual([]);
  });

  it('holds up idle until it has settled', async () => {
    const cloud = await aCloud();
    await cloud
      .client()
      .send(new CreateResourceShareCommand({ name: 'a', resourceArns: [POOL], principals: [CAMPAIGNS] }));
    expect(cloud.work.current()).toHaveLength(1);
    await cloud.pass(0.5);
    expect(cloud.work.current()).toEqual([]);
  });

  it('takes the time that the switch says', async () => {
    const cloud = await aCloud({ switches: { associationSeconds: 180 } });
    await cloud.share({ resourceArns: [POOL] });
    expect(await cloud.associations('RESOURCE')).toEqual({ [POOL]: 'ASSOCIATING' });
    await cloud.pass(179);
    expect(await cloud.associations('RESOURCE')).toEqual({ [POOL]: 'ASSOCIATED' });
  });

  it('may be renamed, and closed to external principals', async () => {
    const cloud = await aCloud();
    const resourceShareArn = await cloud.share({});
    const { resourceShare } = await cloud
      .client()
      .send(
        new UpdateResourceShareCommand({ resourceShareArn, name: 'other', allowExternalPrincipals: false }),
      );
    expect(resourceShare).toMatchObject({ name: 'other', allowExternalPrincipals: false });
    await expect(
      cloud.client().send(new UpdateResourceShareCommand({ resourceShareArn })),
    ).rejects.toMatchObject({ name: 'MissingRequiredParameterException' });
  });
});

describe('closing a share with an external principal on it', () => {
  const closing = async (externalFlipKeepsPrincipals: boolean) => {
    const cloud = await aCloud({ switches: { externalFlipKeepsPrincipals } });
    const resourceShareArn = await cloud.share({ resourceArns: [POOL], principals: [OUTSIDE] });
    const update = new UpdateResourceShareCommand({ resourceShareArn, allowExternalPrincipals: false });
    return { cloud, answer: cloud.client().send(update) };
  };

  it('keeps the principal', async () => {
    const { cloud, answer } = await closing(true);
    await expect(answer).resolves.toMatchObject({ resourceShare: { allowExternalPrincipals: false } });
    expect(await cloud.associations()).toEqual({ [OUTSIDE]: 'ASSOCIATING' });
  });

  it('is refused where the switch says so', async () => {
    const { answer } = await closing(false);
    await expect(answer).rejects.toMatchObject({ name: 'OperationNotPermittedException' });
  });
});

describe('an association that is added', () => {
  it('is answered as ASSOCIATING and not external, whoever it is', async () => {
    const cloud = await aCloud();
    const arn = await cloud.share({ resourceArns: [POOL] });
    expect(await cloud.associate(arn, { resourceArns: [LIST], principals: [OUTSIDE] })).toMatchObject([
      { associatedEntity: LIST, associationType: 'RESOURCE', status: 'ASSOCIATING', external: false },
      { associatedEntity: OUTSIDE, associationType: 'PRINCIPAL', status: 'ASSOCIATING', external: false },
    ]);
  });

  it('changes nothing when it is there already', async () => {
    const cloud = await aCloud();
    const arn = await cloud.share({ resourceArns: [POOL], principals: [CAMPAIGNS] });
    expect(await cloud.associate(arn, { principals: [CAMPAIGNS, CAMPAIGNS] })).toMatchObject([
      { associatedEntity: CAMPAIGNS, status: 'ASSOCIATED' },
    ]);
    expect(cloud.work.current()).toEqual([]);
  });

  it('fails when the resource goes before it has settled, and can be tried again', async () => {
    const cloud = await aCloud();
    const arn = await cloud.share({ principals: [CAMPAIGNS] });
    await cloud.associate(arn, { resourceArns: [LIST] });
    cloud.smsVoice.existing.delete(LIST);
    cloud.truth.resourceDeleted(LIST);
    await cloud.pass(1);
    const read = new GetResourceShareAssociationsCommand({
      associationType: 'RESOURCE',
      associationStatus: 'FAILED',
    });
    const { resourceShareAssociations } = await cloud.client().send(read);
    expect(resourceShareAssociations).toMatchObject([
      { associatedEntity: LIST, statusMessage: `Resource ${LIST} could not be found.` },
    ]);
    expect(cloud.nativeEvents()).toContain(`${OWNER} failed`);
    expect(cloud.nativeEvents()).not.toContain(`${CAMPAIGNS} failed`);

    cloud.smsVoice.existing.add(LIST);
    expect(await cloud.associate(arn, { resourceArns: [LIST] })).toMatchObject([{ status: 'ASSOCIATING' }]);
    await cloud.pass(1);
    expect(cloud.sharedWith(CAMPAIGNS)).toEqual([LIST]);
  });

  it('is refused while the same one is being taken off', async () => {
    const cloud = await aCloud();
    const arn = await cloud.share({ principals: [CAMPAIGNS] });
    await cloud.disassociate(arn, { principals: [CAMPAIGNS] });
    await expect(cloud.associate(arn, { principals: [CAMPAIGNS] })).rejects.toMatchObject({
      name: 'InvalidStateTransitionException',
    });
    await cloud.pass(1);
    expect(await cloud.associate(arn, { principals: [CAMPAIGNS] })).toMatchObject([
      { status: 'ASSOCIATING' },
    ]);
    await cloud.pass(120);
    expect(await cloud.associations()).toEqual({ [CAMPAIGNS]: 'ASSOCIATED' });
  });

  it('settles though an account joins the organization meanwhile', async () => {
    const cloud = await aCloud({ switches: { associationSeconds: 60 } });
    const arn = await cloud.share({ resourceArns: [POOL], principals: [CAMPAIGNS, OUTSIDE] });
    cloud.organizations.place(OUTSIDE, 'Campaigns');
    await cloud.pass(60);
    const [invitation] = await cloud.invitations(OUTSIDE);
    expect(invitation?.resourceShareArn).toBe(arn);
    expect(await cloud.associations()).toMatchObject({ [CAMPAIGNS]: 'ASSOCIATED' });
  });
});

describe('an association that is taken off', () => {
  it('grants until it is DISASSOCIATED, and drops out of the list later', async () => {
    const cloud = await aCloud();
    const arn = await cloud.share({ resourceArns: [POOL], principals: [CAMPAIGNS] });
    expect(await cloud.disassociate(arn, { principals: [CAMPAIGNS] })).toMatchObject([
      { associatedEntity: CAMPAIGNS, status: 'DISASSOCIATING', external: false },
    ]);
    expect(cloud.work.current()).toHaveLength(1);
    expect(cloud.sharedWith(CAMPAIGNS)).toEqual([POOL]);

    await cloud.pass(0.5);
    expect(await cloud.associations()).toEqual({ [CAMPAIGNS]: 'DISASSOCIATED' });
    expect(cloud.sharedWith(CAMPAIGNS)).toEqual([]);
    expect(cloud.work.current()).toEqual([]);

    await cloud.pass(60);
    expect(await cloud.associations()).toEqual({});
  });

  it('is listed for its own time when it was taken off before', async () => {
    const cloud = await aCloud();
    const arn = await cloud.share({ principals: [CAMPAIGNS] });
    await cloud.disassociate(arn, { principals: [CAMPAIGNS] });
    await cloud.pass(30);
    await cloud.associate(arn, { principals: [CAMPAIGNS] });
    await cloud.pass(1);
    await cloud.disassociate(arn, { principals: [CAMPAIGNS] });
    await cloud.pass(45);
    expect(await cloud.associations()).toEqual({ [CAMPAIGNS]: 'DISASSOCIATED' });
    await cloud.pass(20);
    expect(await cloud.associations()).toEqual({});
  });

  it('may be named again while it goes, and is unknown once it has gone', async () => {
    const cloud = await aCloud();
    const arn = await cloud.share({ principals: [CAMPAIGNS] });
    await cloud.disassociate(arn, { principals: [CAMPAIGNS] });
    expect(await cloud.disassociate(arn, { principals: [CAMPAIGNS] })).toMatchObject([
      { status: 'DISASSOCIATING' },
    ]);
    await cloud.pass(0.5);
    await expect(cloud.disassociate(arn, { principals: [CAMPAIGNS] })).rejects.toMatchObject({
      name: 'UnknownResourceException',
    });
  });

  it('is refused while any other is ASSOCIATING, not while one is DISASSOCIATING', async () => {
    const cloud = await aCloud();
    const arn = await cloud.share({ resourceArns: [POOL], principals: [CAMPAIGNS, SANDBOX] });
    await cloud.associate(arn, { resourceArns: [LIST] });
    await expect(cloud.disassociate(arn, { principals: [CAMPAIGNS] })).rejects.toMatchObject({
      name: 'InvalidStateTransitionException',
      message: 'At least one of the associations in the resource share is in ASSOCIATING status.',
    });
    await cloud.pass(1);
    await cloud.disassociate(arn, { principals: [CAMPAIGNS] });
    await cloud.disassociate(arn, { principals: [SANDBOX] });
    await cloud.pass(1);
    expect(await cloud.associations()).toEqual({ [CAMPAIGNS]: 'DISASSOCIATED', [SANDBOX]: 'DISASSOCIATED' });
  });

  it('goes with its resource', async () => {
    const cloud = await aCloud();
    await cloud.share({ resourceArns: [POOL, LIST], principals: [CAMPAIGNS] });
    cloud.smsVoice.existing.delete(LIST);
    cloud.truth.resourceDeleted(LIST);
    await cloud.pass(1);
    expect(await cloud.associations('RESOURCE')).toEqual({ [POOL]: 'ASSOCIATED', [LIST]: 'DISASSOCIATED' });
  });
});

describe('a share that is deleted', () => {
  it('is refused while an association is ASSOCIATING', async () => {
    const cloud = await aCloud();
    const resourceShareArn = await cloud.share({});
    await cloud.associate(resourceShareArn, { resourceArns: [POOL] });
    await expect(
      cloud.client().send(new DeleteResourceShareCommand({ resourceShareArn })),
    ).rejects.toMatchObject({ name: 'InvalidStateTransitionException' });
  });

  it('is DELETING, then DELETED and listed for two hours, then unknown', async () => {
    const cloud = await aCloud();
    const resourceShareArn = await cloud.share({ resourceArns: [POOL], principals: [CAMPAIGNS] });
    const owner = cloud.client();
    const status = async () =>
      (
        await owner.send(
          new GetResourceSharesCommand({ resourceOwner: 'SELF', resourceShareArns: [resourceShareArn] }),
        )
      ).resourceShares?.[0]?.status;

    expect(await owner.send(new DeleteResourceShareCommand({ resourceShareArn }))).toMatchObject({
      returnValue: true,
    });
    expect(await status()).toBe('DELETING');
    expect(cloud.sharedWith(CAMPAIGNS)).toEqual([POOL]);

    await cloud.pass(0.5);
    expect(await status()).toBe('DELETED');
    expect(await cloud.associations()).toEqual({ [CAMPAIGNS]: 'DISASSOCIATED' });
    expect(cloud.sharedWith(CAMPAIGNS)).toEqual([]);
    expect(cloud.work.current()).toEqual([]);

    await cloud.pass(2 * HOUR - 1);
    expect(await status()).toBe('DELETED');
    await cloud.pass(1);
    await expect(status()).rejects.toMatchObject({
      name: 'UnknownResourceException',
      message: `ResourceShare ${resourceShareArn} could not be found.`,
    });
  });

  it('takes no change any more', async () => {
    const cloud = await aCloud();
    const resourceShareArn = await cloud.share({});
    await cloud.client().send(new DeleteResourceShareCommand({ resourceShareArn }));
    await cloud.pass(1);
    await expect(cloud.associate(resourceShareArn, { resourceArns: [POOL] })).rejects.toMatchObject({
      name: 'UnknownResourceException',
    });
  });
});

describe("RAM's own events", () => {
  it('go to the owner and to the consumers that gain or lose something', async () => {
    const cloud = await aCloud();
    const arn = await cloud.share({ principals: [CAMPAIGNS, SANDBOX] });
    expect(cloud.nativeEvents()).toEqual([
      `${OWNER} associated`,
      `${CAMPAIGNS} associated`,
      `${SANDBOX} associated`,
    ]);
    expect(cloud.emitted[0]).toEqual({
      'detail-type': 'Resource Sharing State Change',
      source: 'aws.ram',
      account: OWNER,
      region: 'us-east-1',
      resources: [arn],
      detail: { event: 'Resource Share Association', status: 'associated' },
    });

    cloud.emitted.length = 0;
    await cloud.disassociate(arn, { principals: [SANDBOX] });
    expect(cloud.nativeEvents()).toEqual([]);
    await cloud.pass(1);
    expect(cloud.nativeEvents()).toEqual([`${OWNER} disassociated`, `${SANDBOX} disassociated`]);
  });

  it('tell all consumers of the share of a new resource', async () => {
    const cloud = await aCloud();
    const arn = await cloud.share({ principals: [CAMPAIGNS] });
    cloud.emitted.length = 0;
    await cloud.associate(arn, { resourceArns: [POOL] });
    await cloud.pass(1);
    expect(cloud.nativeEvents()).toEqual([`${OWNER} associated`, `${CAMPAIGNS} associated`]);
  });

  it('say as much as the switches let them', async () => {
    const cloud = await aCloud({ switches: { nativeRamEvents: 'failed', nativeRamEventNamesShare: false } });
    const arn = await cloud.share({ principals: [CAMPAIGNS] });
    await cloud.associate(arn, { resourceArns: [LIST] });
    cloud.smsVoice.existing.delete(LIST);
    await cloud.pass(1);
    expect(cloud.nativeEvents()).toEqual([`${OWNER} failed`]);
    expect(cloud.emitted[0]?.resources).toEqual([]);
    const silent = await aCloud({ switches: { nativeRamEvents: 'none' } });
    await silent.share({ principals: [CAMPAIGNS] });
    expect(silent.nativeEvents()).toEqual([]);
  });
});
