import {
  AssociateOriginationIdentityCommand,
  CreateOptOutListCommand,
  DeletePoolCommand,
  DisassociateOriginationIdentityCommand,
  PinpointSMSVoiceV2Client,
  ReleasePhoneNumberCommand,
  RequestSenderIdCommand,
  UpdatePoolCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXAMPLE_UNITS } from '../../local/organizations/index.ts';
import { ALLOWED, OWNER, SANDBOX } from '../support/builders.ts';
import { type ServiceInProcess, serviceInProcess } from '../support/service.ts';

const CAMPAIGNS = `arn:aws:organizations::123456789012:ou/o-exampleorgid/${EXAMPLE_UNITS.campaigns}`;
const ANOTHER = '200000000001';
let service: ServiceInProcess;
let sms: PinpointSMSVoiceV2Client;
beforeEach(async () => {
  service = await serviceInProcess({ guardrails: [] });
  sms = new PinpointSMSVoiceV2Client(service.client);
});
afterEach(() => service.stop());

async function aPool() {
  const number = await service.operator.requestNumber();
  return { number, pool: await service.operator.createPool(number.id) };
}

/** Shares, lets it settle, and looks at it. */
async function share(resources: readonly string[], principals: readonly string[]) {
  const arn = await service.operator.share('pool', resources, principals);
  await service.advance(1);
  await service.lookAtShare(arn);
  return arn;
}

/** Consumer × missing member as the open finding lists it; `undefined`: there is none open. */
async function gap(pool: { arn: string }) {
  const [finding] = (await service.findings(pool.arn)).filter(({ status }) => status === 'open');
  return finding?.body.kind === 'uncovered-pool' ? finding.body.gap.missing : undefined;
}
const told = () => service.told.map(({ news }) => news.change);

describe('a pool that is deleted', () => {
  it('resolves its gap as gone and is forgotten', async () => {
    const { pool } = await aPool();
    await share([pool.arn], [ALLOWED]);
    await service.rest();
    await sms.send(new DeletePoolCommand({ PoolId: pool.id }));
    await service.lookAtPools([pool.arn]);
    await service.rest();
    expect(await service.findings(pool.arn)).toMatchObject([{ status: 'resolved', resolution: 'gone' }]);
    expect(await service.ports.ledger.pools({ account: OWNER, region: 'us-east-1' })).toEqual([]);
    expect(told()).toEqual(['opened', 'resolved']);
  });
});

describe('a number of a shared pool', () => {
  const released = async (pool: { id: string; arn: string }, id: string) => {
    const identity = { PoolId: pool.id, OriginationIdentity: id, IsoCountryCode: 'US' };
    await sms.send(new DisassociateOriginationIdentityCommand(identity));
  };

  it('that is taken out and released closes the gap', async () => {
    const { number, pool } = await aPool();
    const another = await service.operator.requestNumber();
    await service.operator.addToPool(pool.id, another.id);
    await share([pool.arn, number.arn], [ALLOWED]);
    expect(await gap(pool)).toEqual([{ consumer: ALLOWED, members: [another.arn] }]);
    await released(pool, another.id);
    await service.advance(60);
    await sms.send(new ReleasePhoneNumberCommand({ PhoneNumberId: another.id }));
    await service.lookAtPools([another.arn]);
    expect(await gap(pool)).toBeUndefined();
  });

  it('that moves to another pool closes the one gap and opens the other', async () => {
    const [one, other] = [await aPool(), await aPool()];
    const roaming = await service.operator.requestNumber();
    await service.operator.addToPool(one.pool.id, roaming.id);
    await share([one.pool.arn, one.number.arn, other.pool.arn, other.number.arn], [ALLOWED]);
    expect([await gap(one.pool), await gap(other.pool)]).toEqual([
      [{ consumer: ALLOWED, members: [roaming.arn] }],
      undefined,
    ]);
    await released(one.pool, roaming.id);
    await service.advance(60);
    await service.operator.addToPool(other.pool.id, roaming.id);
    await service.lookAtPools([one.pool.arn, roaming.arn]);
    await service.lookAtPools([other.pool.arn, roaming.arn]);
    expect([await gap(one.pool), await gap(other.pool)]).toEqual([
      undefined,
      [{ consumer: ALLOWED, members: [roaming.arn] }],
    ]);
  });
});

describe('a sender ID in two pools', () => {
  it('is missed in each, and covers both when it is shared', async () => {
    const [one, other] = [await aPool(), await aPool()];
    const asked = { SenderId: 'ACME', IsoCountryCode: 'GB' };
    const { SenderIdArn = '' } = await sms.send(new RequestSenderIdCommand(asked));
    for (const { pool } of [one, other]) {
      const join = { PoolId: pool.id, OriginationIdentity: SenderIdArn, IsoCountryCode: 'GB' };
      await sms.send(new AssociateOriginationIdentityCommand(join));
    }
    await share([one.pool.arn, one.number.arn, other.pool.arn, other.number.arn], [ALLOWED]);
    const missing = [{ consumer: ALLOWED, members: [SenderIdArn] }];
    expect([await gap(one.pool), await gap(other.pool)]).toEqual([missing, missing]);
    await share([SenderIdArn], [ALLOWED]);
    expect([await gap(one.pool), await gap(other.pool)]).toEqual([undefined, undefined]);
  });
});

describe('the opt-out list of a pool', () => {
  it('is missed by accounts, not by services, until it is shared or taken off', async () => {
    const { number, pool } = await aPool();
    const made = await sms.send(new CreateOptOutListCommand({ OptOutListName: 'marketing' }));
    await sms.send(new UpdatePoolCommand({ PoolId: pool.id, OptOutListName: 'marketing' }));
    await share([pool.arn, number.arn], [ALLOWED]);
    await share([pool.arn, number.arn], ['sns.amazonaws.com']);
    expect(await gap(pool)).toEqual([{ consumer: ALLOWED, members: [made.OptOutListArn] }]);
    await share([made.OptOutListArn ?? ''], [ALLOWED]);
    expect(await gap(pool)).toBeUndefined();
    await service.rest();
    expect(told()).toEqual(['opened', 'resolved']);
  });
});

describe('a pool of two numbers', () => {
  it('is covered by two shares together', async () => {
    const { number, pool } = await aPool();
    const another = await service.operator.requestNumber();
    await service.operator.addToPool(pool.id, another.id);
    await share([pool.arn, number.arn], [ALLOWED]);
    expect(await gap(pool)).toEqual([{ consumer: ALLOWED, members: [another.arn] }]);
    await share([another.arn], [ALLOWED]);
    expect(await gap(pool)).toBeUndefined();
  });
});

describe('a pool shared with an OU', () => {
  beforeEach(() => {
    service.cloud.world.peers.organizations.place(ANOTHER, 'Campaigns/Summer');
    service.cloud.world.peers.organizations.place(OWNER, 'Campaigns');
  });

  it('is covered when every account in it has the number, account by account, the owner aside', async () => {
    const { number, pool } = await aPool();
    await share([pool.arn], [CAMPAIGNS]);
    expect((await gap(pool))?.map(({ consumer }) => consumer)).toEqual([ANOTHER, ALLOWED]);
    const numbers = await share([number.arn], [ALLOWED]);
    expect(await gap(pool)).toEqual([{ consumer: ANOTHER, members: [number.arn] }]);
    await service.operator.addPrincipal(numbers, ANOTHER);
    await service.advance(1);
    await service.lookAtShare(numbers);
    expect(await gap(pool)).toBeUndefined();
  });

  it('lists the organization once, however many groups and looks', async () => {
    const { number, pool } = await aPool();
    const sandbox = `arn:aws:organizations::123456789012:ou/o-exampleorgid/${EXAMPLE_UNITS.sandbox}`;
    const arn = await service.operator.share('pool', [pool.arn], [CAMPAIGNS, sandbox]);
    await service.advance(1);
    service.calls('organizations');
    await service.lookAtShare(arn);
    expect(service.calls('organizations')).toEqual(['ListAccounts']);
    expect(await gap(pool)).toEqual(
      [ANOTHER, ALLOWED, SANDBOX].map((consumer) => ({ consumer, members: [number.arn] })),
    );
  });

  it('waits for the OU itself where Organizations does not say who is in it', async () => {
    service.cloud.gateway.faults.add({ service: 'organizations', error: 'AccessDeniedException' });
    const { number, pool } = await aPool();
    await share([pool.arn], [CAMPAIGNS]);
    expect(await gap(pool)).toEqual([{ consumer: EXAMPLE_UNITS.campaigns, members: [number.arn] }]);
    const organization = 'arn:aws:organizations::123456789012:organization/o-exampleorgid';
    await share([number.arn], [organization]);
    expect(await gap(pool)).toBeUndefined();
  });
});
