import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXAMPLE_UNITS } from '../../local/organizations/index.ts';
import { MAX_AGE_MS } from '../../src/aws/cached-directory.ts';
import { ALLOWED, SANDBOX } from '../support/builders.ts';
import { type ServiceInProcess, serviceInProcess } from '../support/service.ts';

const CAMPAIGNS = `arn:aws:organizations::123456789012:ou/o-exampleorgid/${EXAMPLE_UNITS.campaigns}`;
const ANOTHER = '200000000001';
const CAMPAIGNS_ONLY = { guardrails: [{ id: 'campaigns', allow: [{ ou: EXAMPLE_UNITS.campaigns }] }] };

let service: ServiceInProcess;
beforeEach(async () => {
  service = await serviceInProcess(CAMPAIGNS_ONLY);
});
afterEach(() => service.stop());

const move = (account: string, ou: string) => service.cloud.world.peers.organizations.place(account, ou);
async function aShareWith(...principals: readonly string[]) {
  const number = await service.operator.requestNumber();
  const pool = await service.operator.createPool(number.id);
  const arn = await service.operator.share('campaign', [pool.arn], principals);
  await service.advance(1);
  service.calls('organizations');
  return { arn, pool };
}
const uncovered = async (pool: { readonly arn: string }) =>
  (await service.findings(pool.arn)).flatMap(({ status, body }) =>
    status === 'open' && body.kind === 'uncovered-pool'
      ? body.gap.missing.map(({ consumer }) => consumer)
      : [],
  );

describe('a consumer whose account is moved while its place is remembered', () => {
  it('stays when it was moved to where it is allowed: no removal rests on what is remembered', async () => {
    const { arn } = await aShareWith(SANDBOX);
    await service.ports.directory.places([SANDBOX]);
    move(SANDBOX, 'Campaigns');
    await service.lookAtShare(arn);
    await service.rest();
    expect(await service.operator.principals(arn)).toEqual({ [SANDBOX]: 'ASSOCIATED' });
    expect(await service.removals(arn)).toEqual([]);
  });

  it('is removed when it was moved to where it is forbidden', async () => {
    const { arn } = await aShareWith(ALLOWED);
    await service.ports.directory.places([ALLOWED]);
    move(ALLOWED, 'Sandbox');
    await service.lookAtShare(arn);
    await service.rest();
    expect(await service.operator.principals(arn)).toEqual({});
  });

  it('stays when Organizations can’t be asked any more', async () => {
    const { arn } = await aShareWith(SANDBOX);
    await service.ports.directory.places([SANDBOX]);
    service.cloud.gateway.faults.add({ service: 'organizations', error: 'AccessDeniedException' });
    expect((await service.lookAtShare(arn)).shares).toMatchObject([{ undecided: [SANDBOX], requested: [] }]);
  });
});

describe('a pool shared with an OU', () => {
  it('is looked at again without a call, until what is remembered of the OU is too old', async () => {
    const { arn, pool } = await aShareWith(CAMPAIGNS);
    await service.lookAtShare(arn);
    expect(await uncovered(pool)).toEqual([ALLOWED]);
    expect(service.calls('organizations')).toContain('ListAccounts');

    move(ANOTHER, 'Campaigns/Summer');
    await service.lookAtPools([pool.arn]);
    expect(await uncovered(pool)).toEqual([ALLOWED]);
    expect(service.calls('organizations')).toEqual([]);

    await service.advance(MAX_AGE_MS / 1000);
    await service.lookAtPools([pool.arn]);
    expect(await uncovered(pool)).toEqual([ANOTHER, ALLOWED]);
    expect(service.calls('organizations')).toEqual(['ListAccounts']);
  });
});

describe('a share with sixty accounts', () => {
  it('takes as many calls as the organization has pages', async () => {
    const accounts = Array.from({ length: 60 }, (_, n) => String(200000000000 + n));
    for (const account of accounts) move(account, 'Campaigns');
    const { arn } = await aShareWith(...accounts);
    await service.lookAtShare(arn);
    expect(service.calls('organizations')).toEqual(Array(4).fill('ListAccounts'));
    expect(await service.removals(arn)).toEqual([]);
  });
});
