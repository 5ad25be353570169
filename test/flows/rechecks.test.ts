import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALLOWED, OUTSIDER, OWNER, SANDBOX } from '../support/builders.ts';
import { type ServiceInProcess, serviceInProcess } from '../support/service.ts';

let service: ServiceInProcess;
beforeEach(async () => {
  service = await serviceInProcess();
});
afterEach(() => service.stop());

async function aShareWith(...principals: readonly string[]): Promise<string> {
  const number = await service.operator.requestNumber();
  const share = await service.operator.share('campaign', [number.arn], principals);
  await service.advance(1);
  return share;
}
const removals = () => service.calls('ram').filter((operation) => operation === 'DisassociateResourceShare');

describe('a share with several outsiders whose removals wait', () => {
  it('is looked at by one re-check after another, not by ever more', async () => {
    service.cloud.world.switches.pendingInvitationBlocksDisassociate = true;
    const share = await aShareWith(OUTSIDER, '888877776666', '777766665555');
    await service.lookAtShare(share);
    expect(service.rechecks()).toBe(1);
    for (let look = 0; look < 5; look += 1) {
      await service.lookAtShare(share, { isRecheck: true });
      expect(service.rechecks()).toBe(look + 2);
    }
  });
});

describe('a removal that RAM takes its time for', () => {
  it('is looked at until it is over, though no event tells', async () => {
    const share = await aShareWith(OUTSIDER);
    service.cloud.world.switches.associationSeconds = 100;
    await service.lookAtShare(share);
    await service.rest();
    expect(await service.removals(share)).toMatchObject([{ status: 'done' }]);
    expect(await service.findings(share)).toMatchObject([{ status: 'resolved', resolution: 'removed' }]);
    expect(removals()).toHaveLength(1);
  });
});

describe('a removal that waits for an invitation', () => {
  it('is over when the invitation expires, and told as it began and as it ended', async () => {
    service.cloud.world.switches.pendingInvitationBlocksDisassociate = true;
    const share = await aShareWith(OUTSIDER);
    await service.lookAtShare(share);
    await service.rest();
    expect(await service.removals(share), 'after an hour it is left to the sweeps').toMatchObject([
      { status: 'waiting' },
    ]);
    await service.advance(12 * 3600);
    await service.sweep();
    await service.rest();
    expect(await service.operator.principals(share)).toEqual({});
    expect(await service.removals(share)).toMatchObject([{ status: 'done' }]);
    expect(service.told.map(({ news }) => news.change)).toEqual(['opened', 'resolved']);
  });

  it('is not due any more once a guardrail allows the consumer, and is asked after no longer', async () => {
    service.cloud.world.switches.pendingInvitationBlocksDisassociate = true;
    const share = await aShareWith(OUTSIDER);
    await service.lookAtShare(share);
    const today = new Date(service.cloud.world.clock.now()).toISOString().slice(0, 10);
    const [finding] = await service.findings(share);
    const [resource = ''] = finding?.body.kind === 'forbidden-consumer' ? finding.body.resources : [];
    const waiver = { resource, consumer: OUTSIDER, until: today, reason: 'x', approvedBy: 'y' };
    await service.lookAtShareUnder({ waivers: [waiver] }, share, { isRecheck: true });
    expect(await service.findings(share)).toMatchObject([{ status: 'resolved', resolution: 'allowed' }]);
    const [removal] = await service.removals(share);
    expect(removal).toMatchObject({ status: 'done' });
    expect(removal?.steps.at(-1)?.reason).toContain('not due any more');
    expect(removals()).toHaveLength(1);
  });
});

describe('a re-check of a share that holds a pool', () => {
  const waiting = async () => {
    service.cloud.world.switches.pendingInvitationBlocksDisassociate = true;
    const { id } = await service.operator.requestNumber();
    const pool = await service.operator.createPool(id);
    const share = await service.operator.share('pool', [pool.arn], [OUTSIDER, ALLOWED]);
    await service.advance(1);
    return share;
  };
  const callsOfRecheck = async (share: string) => {
    await service.advance(2);
    service.calls('sms-voice');
    await service.lookAtShare(share, { isRecheck: true });
    return service.calls('sms-voice');
  };

  it('asks sms-voice nothing while the share is as it was, and everything once it is not', async () => {
    const share = await waiting();
    await service.lookAtShare(share);
    expect(await callsOfRecheck(share)).toEqual([]);
    service.cloud.world.switches.pendingInvitationBlocksDisassociate = false;
    await service.operator.removeFromShare(share, { principal: ALLOWED });
    await service.advance(1);
    expect(await callsOfRecheck(share)).toContain('DescribePools');
  });

  it('looks at the pool that a run died over', async () => {
    const share = await waiting();
    const { resources } = service.ports;
    const pool = () => Promise.reject(new Error('died'));
    const died = service.lookAtShareUnder({}, share, {}, { resources: { ...resources, pool } });
    await expect(died).rejects.toThrow('died');
    expect(await callsOfRecheck(share)).toContain('DescribePools');
  });
});

describe('a consumer that is brought back while its removal is requested', () => {
  it('is removed again, under the same removal', async () => {
    const share = await aShareWith(OUTSIDER, ALLOWED);
    await service.lookAtShare(share);
    await service.advance(1);
    await service.operator.addPrincipal(share, OUTSIDER);
    await service.lookAtShare(share);
    await service.rest();
    expect(await service.operator.principals(share)).toEqual({ [ALLOWED]: 'ASSOCIATED' });
    expect(await service.removals(share)).toMatchObject([{ status: 'done', attempts: 2 }]);
    expect(service.told).toHaveLength(1);
  });
});

describe('lists that lag behind', () => {
  const bringsIn = (principal: string, eventName = 'AssociateResourceShare') => ({
    changes: [{ arn: 'x', eventName, at: '2026-11-02T09:00:01Z', added: [principal], removed: [] }],
  });

  it('have a consumer that an event names and they do not show looked for again', async () => {
    const share = await aShareWith(ALLOWED);
    service.cloud.world.switches.readLagSeconds = 20;
    await service.operator.addPrincipal(share, OUTSIDER);
    await service.lookAtShare(share, bringsIn(OUTSIDER));
    await service.rest();
    await service.advance(60);
    expect(await service.operator.principals(share)).toEqual({ [ALLOWED]: 'ASSOCIATED' });
    expect(await service.removals(share)).toMatchObject([{ status: 'done' }]);
  });

  it('have one removed once, though they show it for a while', async () => {
    const share = await aShareWith(OUTSIDER, ALLOWED);
    await service.advance(30);
    service.cloud.world.switches.readLagSeconds = 30;
    await service.lookAtShare(share, bringsIn(OUTSIDER));
    await service.rest();
    expect(removals()).toHaveLength(1);
    expect(await service.removals(share)).toMatchObject([{ status: 'done' }]);
    expect(service.told.map(({ news }) => news.change)).toEqual(['opened']);
  });

  it('are not asked again when they show all that events tell', async () => {
    const share = await aShareWith(ALLOWED);
    await service.lookAtShare(share, bringsIn(ALLOWED));
    expect(service.rechecks()).toBe(0);
  });

  it('have a share that they do not know looked for again, unless it was deleted', async () => {
    const unknown = `arn:aws:ram:us-east-1:${OWNER}:resource-share/unknown`;
    await service.lookAtShare(unknown, bringsIn(ALLOWED, 'DeleteResourceShare'));
    expect(service.rechecks()).toBe(0);
    await service.lookAtShare(unknown, bringsIn(ALLOWED, 'CreateResourceShare'));
    expect(service.rechecks()).toBe(1);
  });
});

describe('a finding that nothing is done about', () => {
  it('is looked at once more, so that one opened from a stale read does not stay', async () => {
    const observing = { mode: 'observe' } as const;
    const share = await aShareWith(SANDBOX);
    const { shares } = service.ports;
    const stale = await shares.read(share);
    await service.operator.removeFromShare(share, { principal: SANDBOX });
    await service.advance(1);
    await service.lookAtShareUnder(observing, share, {}, { shares: { ...shares, read: async () => stale } });
    expect(await service.findings(share)).toMatchObject([{ status: 'open' }]);
    expect(service.rechecks()).toBe(1);
    await service.rest();
    expect(await service.findings(share)).toMatchObject([{ status: 'resolved', resolution: 'gone' }]);
    expect(service.rechecks()).toBe(0);
  });
});

describe('a share that holds nothing of ours', () => {
  it('costs three reads and is not put on record', async () => {
    const share = await service.operator.share('network', [], [OUTSIDER]);
    await service.advance(1);
    service.calls('ram');
    await service.lookAtShare(share);
    expect(service.calls('ram')).toHaveLength(3);
    expect(await service.ports.ledger.share(share)).toBeUndefined();
  });
});
