import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import {
  AssociateResourceShareCommand,
  CreateResourceShareCommand,
  DeleteResourceShareCommand,
  EnableSharingWithAwsOrganizationCommand,
  RAMClient,
} from '@aws-sdk/client-ram';
import { afterEach, describe, expect, it } from 'vitest';
import { type Cloud, createCloud } from '../../local/cloud.ts';
import { awsEnforcer } from '../../src/aws/aws-enforcer.ts';
import { ramShares } from '../../src/aws/ram-shares.ts';
import { aPool } from '../local/sms-voice/a-cloud.ts';

const OWNER = '111122223333';
const SCOPE = { account: OWNER, region: 'us-east-1' };
const MANAGEMENT = '123456789012';
const INSIDE = '444455556666';
const OUTSIDE = '999988887777';

let cloud: Cloud;
afterEach(() => cloud.stop());

/** A pool of the owner, and RAM as the product reaches it. */
async function given(switches: Partial<Cloud['world']['switches']> = {}) {
  cloud = await createCloud({ clock: 'manual' });
  Object.assign(cloud.world.switches, switches);
  const connectionOf = (account: string) => ({
    requestHandler: cloud.requestHandler,
    region: 'us-east-1',
    credentials: { accessKeyId: account, secretAccessKey: 'any' },
    maxAttempts: 2,
  });
  const connection = connectionOf(OWNER);
  const ram = new RAMClient(connection);
  await new RAMClient(connectionOf(MANAGEMENT)).send(new EnableSharingWithAwsOrganizationCommand());
  const pool = await aPool(new PinpointSMSVoiceV2Client(connection));
  const clock = { now: () => new Date(cloud.world.clock.now()).toISOString() };
  const share = async (name: string, ...principals: string[]) => {
    const request = { name, resourceArns: [pool.arn], principals };
    const { resourceShare } = await ram.send(new CreateResourceShareCommand(request));
    return resourceShare?.resourceShareArn ?? '';
  };
  const settle = () => cloud.world.clock.advance(60_000);
  const enforcer = awsEnforcer(ram, new PinpointSMSVoiceV2Client(connection));
  return { ram, pool, share, settle, shares: ramShares(ram, clock), enforcer };
}

describe.each([false, true])('a cloud whose lists begin with an empty page: %o', (emptyPages) => {
  it('shows a share through its life', async () => {
    const { ram, pool, share, settle, shares, enforcer } = await given({ emptyPages });
    const arn = await share('numbers', INSIDE);
    expect((await shares.read(arn))?.principals).toMatchObject([{ entity: INSIDE, state: 'pending' }]);
    await settle();
    expect(await shares.read(arn)).toMatchObject({
      name: 'numbers',
      owner: OWNER,
      principals: [{ entity: INSIDE, state: 'active' }],
      resources: [{ entity: pool.arn, state: 'active' }],
    });
    expect((await shares.holdings(SCOPE)).pools).toEqual([pool.arn]);

    expect(await enforcer.disassociate(arn, { principal: INSIDE })).toEqual({ outcome: 'requested' });
    await settle();
    const live = (await shares.read(arn))?.principals.filter(({ state }) => state === 'active');
    expect(live).toEqual([]);

    await ram.send(new DeleteResourceShareCommand({ resourceShareArn: arn }));
    await settle();
    expect(await shares.read(arn)).toBeUndefined();
    expect(await shares.readAll(SCOPE)).toEqual([]);
  });

  it('shows every share of the scope in three lists, of more than fit on a page', async () => {
    const { pool, share, settle, shares } = await given({ emptyPages });
    const names = Array.from({ length: 501 }, (_, n) => `share-${n}`);
    for (const name of names) await share(name, INSIDE);
    await settle();
    const all = await shares.readAll(SCOPE);
    expect(all.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
    expect(all.every(({ principals, resources }) => principals.length === 1 && resources.length === 1)).toBe(
      true,
    );
    expect(await shares.readHolding(SCOPE, [pool.arn])).toHaveLength(501);
  });
});

describe('a cloud', () => {
  it('knows nothing of a share that was never there', async () => {
    const { shares } = await given();
    const unknown = `arn:aws:ram:us-east-1:${OWNER}:resource-share/7ab63972-b505-7e2a-420d-6f5d3f3f3f3f`;
    expect(await shares.read(unknown)).toBeUndefined();
  });

  it('asks to wait while an invitation is open, where RAM does so', async () => {
    const { share, settle, enforcer } = await given({ pendingInvitationBlocksDisassociate: true });
    const arn = await share('numbers', OUTSIDE);
    await settle();
    expect(await enforcer.disassociate(arn, { principal: OUTSIDE })).toMatchObject({
      outcome: 'wait',
      reason: expect.stringContaining('InvalidStateTransitionException'),
    });
  });

  it('takes one principal off and leaves the others', async () => {
    const { ram, share, settle, shares, enforcer } = await given();
    const arn = await share('numbers', INSIDE);
    await ram.send(
      new AssociateResourceShareCommand({ resourceShareArn: arn, principals: ['555566667777'] }),
    );
    await settle();
    await enforcer.disassociate(arn, { principal: '555566667777' });
    await settle();
    const read = await shares.read(arn);
    const live = read?.principals.filter(({ state }) => state === 'active').map(({ entity }) => entity);
    expect(live).toEqual([INSIDE]);
  });
});
