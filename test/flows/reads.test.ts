import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXAMPLE_UNITS } from '../../local/organizations/index.ts';
import { ALLOWED, OUTSIDER, SANDBOX } from '../support/builders.ts';
import { type ServiceInProcess, serviceInProcess } from '../support/service.ts';

const CAMPAIGNS_ONLY = {
  limits: { removalsPerHour: 100, readdsBeforeStop: 3 },
  guardrails: [{ id: 'campaigns', allow: [{ ou: EXAMPLE_UNITS.campaigns }] }],
};
let service: ServiceInProcess;
beforeEach(async () => {
  service = await serviceInProcess(CAMPAIGNS_ONLY);
});
afterEach(() => service.stop());

async function aShareWith(...principals: readonly string[]): Promise<string> {
  const number = await service.operator.requestNumber();
  const pool = await service.operator.createPool(number.id);
  const share = await service.operator.share('campaign', [number.arn, pool.arn], principals);
  await service.advance(1);
  service.calls('ram');
  return share;
}
const fail = (name: string, operation: string, error: string, times?: number) =>
  service.cloud.gateway.faults.add({ service: name, operation, error, ...(times && { times }) });
const removals = () => service.calls('ram').filter((operation) => operation === 'DisassociateResourceShare');

describe.each([
  ['ram', 'GetResourceShares', 'ThrottlingException'],
  ['ram', 'GetResourceShares', 'ServerInternalException'],
  ['ram', 'GetResourceShareAssociations', 'ThrottlingException'],
  ['ram', 'GetResourceShareAssociations', 'ServiceUnavailableException'],
  ['organizations', 'DescribeAccount', 'TooManyRequestsException'],
  ['organizations', 'DescribeAccount', 'ServiceException'],
  ['sms-voice', 'DescribePools', 'ThrottlingException'],
  ['sms-voice', 'ListPoolOriginationIdentities', 'InternalServerException'],
  ['ram', 'DisassociateResourceShare', 'ThrottlingException'],
  ['dynamodb', 'Query', 'ProvisionedThroughputExceededException'],
])('%s %s that answers %s', (name, operation, error) => {
  const ends = async (share: string) => {
    await service.rest();
    expect(await service.operator.principals(share)).toEqual({ [ALLOWED]: 'ASSOCIATED' });
    expect(await service.removals(share)).toMatchObject([{ status: 'done' }]);
    expect(service.told.map(({ news }) => news.change)).toEqual(['opened']);
  };

  it('once is asked again', async () => {
    const share = await aShareWith(SANDBOX, ALLOWED);
    fail(name, operation, error, 1);
    await service.lookAtShare(share);
    await ends(share);
  });

  it('and again fails the look, whose next delivery makes up for it', async () => {
    const share = await aShareWith(SANDBOX, ALLOWED);
    fail(name, operation, error);
    await expect(service.lookAtShareImpatiently(share)).rejects.toMatchObject({ name: error });
    service.cloud.gateway.faults.clear();
    await service.advance(360);
    await service.lookAtShare(share);
    await ends(share);
  });
});

describe('lists that begin with an empty page', () => {
  it('are read on', async () => {
    service.cloud.world.switches.emptyPages = true;
    const share = await aShareWith(SANDBOX, ALLOWED);
    await service.lookAtShare(share);
    await service.rest();
    expect(await service.operator.principals(share)).not.toHaveProperty(SANDBOX);
    expect(removals()).toHaveLength(1);
  });
});

describe('a share that is deleted', () => {
  it('between the reads resolves what was open', async () => {
    const share = await aShareWith(OUTSIDER);
    service.cloud.world.switches.pendingInvitationBlocksDisassociate = true;
    await service.lookAtShare(share);
    fail('ram', 'GetResourceShareAssociations', 'UnknownResourceException', 1);
    await service.lookAtShare(share);
    expect(await service.findings(share)).toMatchObject([{ status: 'resolved', resolution: 'gone' }]);
  });

  it('while RAM still lists it as deleted, takes its finding and its removal with it', async () => {
    const share = await aShareWith(SANDBOX);
    await service.lookAtShare(share);
    await service.operator.deleteShare(share);
    await service.advance(1);
    await service.lookAtShare(share);
    await service.rest();
    expect(await service.findings(share)).toMatchObject([{ status: 'resolved' }]);
    expect(await service.removals(share)).toMatchObject([{ status: 'done' }]);
    expect(service.told.map(({ news }) => news.change)).toEqual(['opened']);
  });
});

describe('an organization that may not be asked', () => {
  it('leaves the consumer where it is, and says so', async () => {
    const share = await aShareWith(SANDBOX);
    fail('organizations', 'DescribeAccount', 'AccessDeniedException');
    const { shares } = await service.lookAtShare(share);
    await service.rest();
    expect(shares).toMatchObject([{ undecided: [SANDBOX], requested: [] }]);
    expect(removals()).toEqual([]);
    expect(await service.findings(share)).toMatchObject([
      { status: 'open', body: { kind: 'undecided-consumer' }, toldRevision: 1 },
    ]);
  });

  it('has the consumer removed once it answers, without a second story of the doubt', async () => {
    const share = await aShareWith(SANDBOX);
    fail('organizations', 'DescribeAccount', 'AccessDeniedException');
    await service.lookAtShare(share);
    service.cloud.gateway.faults.clear();
    await service.lookAtShare(share);
    await service.rest();
    expect(await service.operator.principals(share)).toEqual({});
    expect(service.told.map(({ news, finding }) => [finding.body.kind, news.change])).toEqual([
      // What is critical is told first.
      ['forbidden-consumer', 'opened'],
      ['undecided-consumer', 'opened'],
    ]);
  });
});

describe('a principal that is on a share itself and by its OU', () => {
  it('is taken off itself, where only the OU is denied both go', async () => {
    const sandbox = `arn:aws:organizations::123456789012:ou/o-exampleorgid/${EXAMPLE_UNITS.sandbox}`;
    const share = await aShareWith(SANDBOX, sandbox, ALLOWED);
    await service.lookAtShare(share);
    await service.rest();
    expect(await service.operator.principals(share)).toEqual({ [ALLOWED]: 'ASSOCIATED' });
    expect(await service.removals(share)).toHaveLength(2);
  });
});

describe('a share with 600 principals', () => {
  it('loses the one that is forbidden, at one removal', async () => {
    const accounts = Array.from({ length: 600 }, (_, n) => String(200000000000 + n));
    const anybody = { allow: [...accounts, ALLOWED].map((account) => ({ account })) };
    await service.stop();
    service = await serviceInProcess({ guardrails: [{ id: 'listed', ...anybody }] });
    for (const account of accounts) service.cloud.world.peers.organizations.place(account, 'Campaigns');
    const share = await aShareWith(ALLOWED, OUTSIDER);
    for (let from = 0; from < accounts.length; from += 100) {
      await service.operator.addPrincipal(share, ...accounts.slice(from, from + 100));
    }
    await service.advance(1);
    await service.lookAtShare(share);
    await service.rest();
    expect(removals()).toHaveLength(1);
    expect((await service.ports.shares.read(share))?.principals).toHaveLength(601);
  }, 60_000);
});

describe('a share with sixty that are forbidden', () => {
  it('loses each at one removal, seen through by one chain of looks', async () => {
    const accounts = Array.from({ length: 60 }, (_, n) => String(200000000000 + n));
    for (const account of accounts) service.cloud.world.peers.organizations.place(account, 'Sandbox');
    const share = await aShareWith(ALLOWED, ...accounts);
    await service.lookAtShare(share);
    expect(service.rechecks()).toBe(1);
    await service.rest();
    expect(removals()).toHaveLength(60);
    expect(await service.operator.principals(share)).toEqual({ [ALLOWED]: 'ASSOCIATED' });
    expect(service.told).toHaveLength(60);
  }, 60_000);
});

describe('an observing guardrail beside an enforcing one', () => {
  it('leaves what only it forbids, and does not hold back the other', async () => {
    await service.stop();
    service = await serviceInProcess({
      guardrails: [
        { id: 'watch-sandbox', mode: 'observe', deny: [{ account: SANDBOX }] },
        { id: 'no-outsider', deny: [{ account: OUTSIDER }] },
        { id: 'watch-outsider', mode: 'observe', deny: [{ account: OUTSIDER }] },
      ],
    });
    const share = await aShareWith(SANDBOX, OUTSIDER);
    await service.lookAtShare(share);
    await service.rest();
    expect(await service.operator.principals(share)).toEqual({ [SANDBOX]: 'ASSOCIATED' });
    expect(await service.removals(share)).toMatchObject([{ principal: OUTSIDER }]);
    expect(service.told).toHaveLength(2);
  });
});

describe('a finding that is resolved before it was told', () => {
  it('is told as it opened and as it ended, once each', async () => {
    await service.stop();
    service = await serviceInProcess({ mode: 'observe' });
    const share = await aShareWith(OUTSIDER);
    await service.lookAtShare(share);
    await service.operator.removeFromShare(share, { principal: OUTSIDER });
    await service.advance(1);
    await service.lookAtShare(share);
    await service.rest();
    expect(service.told.map(({ news }) => news.change)).toEqual(['opened', 'resolved']);
  });
});
