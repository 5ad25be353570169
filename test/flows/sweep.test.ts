import { afterEach, describe, expect, it } from 'vitest';
import { EXAMPLE_UNITS } from '../../local/organizations/index.ts';
import { ALLOWED, OUTSIDER, SANDBOX } from '../support/builders.ts';
import { policyHands, toAccount } from '../support/policies.ts';
import { type ServiceInProcess, serviceInProcess } from '../support/service.ts';

let service: ServiceInProcess;
afterEach(() => service.stop());

/** Time enough for the events of what was done to have come. */
const LATER = 180;

async function aService(...parts: Parameters<typeof serviceInProcess>): Promise<ServiceInProcess> {
  service = await serviceInProcess(...parts);
  return service;
}
async function aShareWith(...principals: readonly string[]): Promise<{ share: string; number: string }> {
  const { arn: number } = await service.operator.requestNumber();
  const share = await service.operator.share('campaign', [number], principals);
  await service.advance(LATER);
  return { share, number };
}
const foundBySweep = ({ shares, pools }: Awaited<ReturnType<ServiceInProcess['sweep']>>) =>
  [...shares, ...pools].reduce((sum, each) => sum + each.foundBySweep, 0);
const toldChanges = () => service.told.map(({ news }) => news.change);

describe('a share whose events were lost', () => {
  it('loses its outsider by the sweep, which is counted and told as such', async () => {
    await aService();
    const { share } = await aShareWith(OUTSIDER, ALLOWED);
    const outcome = await service.sweep();
    expect(foundBySweep(outcome)).toBe(1);
    await service.rest();
    expect(await service.operator.principals(share)).toEqual({ [ALLOWED]: 'ASSOCIATED' });
    expect(await service.findings(share)).toMatchObject([{ resolution: 'removed', isFoundBySweep: true }]);
    const removals = await service.removals(share);
    expect(removals).toMatchObject([{ status: 'done' }]);
    expect(removals[0]?.steps[0]?.event).toBe('sweep');
    expect(toldChanges()).toEqual(['opened']);
    expect(foundBySweep(await service.sweep())).toBe(0);
  });

  it('is left to its events while they may still come', async () => {
    await aService();
    const { arn } = await service.operator.requestNumber();
    const share = await service.operator.share('campaign', [arn], [OUTSIDER]);
    await service.advance(100);
    await service.sweep();
    expect(await service.findings(share)).toEqual([]);
    await service.advance(30);
    expect(foundBySweep(await service.sweep())).toBe(1);
  });

  it('has its finding resolved when it was deleted', async () => {
    await aService({ mode: 'observe' });
    const { share } = await aShareWith(OUTSIDER);
    await service.lookAtShare(share);
    await service.rest();
    await service.operator.deleteShare(share);
    await service.advance(LATER);
    await service.sweep();
    expect(await service.findings(share)).toMatchObject([{ status: 'resolved', resolution: 'gone' }]);
  });
});

describe('a policy whose event was lost', () => {
  it('loses its outsider by the sweep', async () => {
    await aService();
    const { arn } = await service.operator.requestNumber();
    await policyHands(service).put(arn, toAccount(OUTSIDER), toAccount(ALLOWED));
    await service.advance(LATER);
    expect(foundBySweep(await service.sweep())).toBe(1);
    expect(await policyHands(service).statements(arn)).toEqual([toAccount(ALLOWED)]);
  });
});

describe('what changes without any event', () => {
  it('is enforced: a waiver that ends', async () => {
    await aService();
    const { share, number } = await aShareWith(SANDBOX);
    const until = new Date(service.cloud.world.clock.now()).toISOString().slice(0, 10);
    const grantedAt = service.ports.clock.now();
    await service.ports.ledger.grantWaiver({
      resource: number,
      consumer: SANDBOX,
      until,
      reason: 'campaign 42',
      approvedBy: 'somebody',
      grantedAt,
    });
    await service.sweep();
    expect(await service.operator.principals(share)).toEqual({ [SANDBOX]: 'ASSOCIATED' });
    await service.advance(24 * 3600);
    await service.sweep();
    await service.rest();
    expect(await service.operator.principals(share)).toEqual({});
  });

  it('is enforced: an account that is moved', async () => {
    await aService({ guardrails: [{ id: 'campaigns', allow: [{ ou: EXAMPLE_UNITS.campaigns }] }] });
    const { share } = await aShareWith(ALLOWED);
    await service.sweep();
    expect(await service.findings(share)).toEqual([]);
    service.cloud.world.peers.organizations.place(ALLOWED, 'Sandbox');
    await service.advance(900);
    await service.sweep();
    await service.rest();
    expect(await service.operator.principals(share)).toEqual({});
  });
});
