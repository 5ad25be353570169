import {
  CreateOptOutListCommand,
  PinpointSMSVoiceV2Client,
  UpdatePhoneNumberCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { afterEach, describe, expect, it } from 'vitest';
import { EXAMPLE_UNITS } from '../../local/organizations/index.ts';
import { findingId } from '../../src/core/finding.ts';
import { scopeArn } from '../../src/core/resource.ts';
import { tellOfBudget } from '../../src/flows/tell-of-budget.ts';
import { ALLOWED, OUTSIDER, SANDBOX, SCOPE } from '../support/builders.ts';
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
    expect(outcome.seconds).toBeGreaterThanOrEqual(0);
    expect(outcome.budgetLeft, 'before anything is removed').toBe(20);
    await service.rest();
    expect(await service.operator.principals(share)).toEqual({ [ALLOWED]: 'ASSOCIATED' });
    expect(await service.findings(share)).toMatchObject([{ resolution: 'removed', isFoundBySweep: true }]);
    const removals = await service.removals(share);
    expect(removals).toMatchObject([{ status: 'done' }]);
    expect(removals[0]?.steps[0]?.event).toBe('sweep');
    expect(toldChanges()).toEqual(['opened']);
    expect(foundBySweep(await service.sweep())).toBe(0);
    expect((await service.sweep()).budgetLeft).toBe(19);
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

describe('a removal that waits', () => {
  it('is tried again by the sweep, past the twelve hours of an invitation, when its re-checks were lost', async () => {
    await aService();
    service.cloud.world.switches.pendingInvitationBlocksDisassociate = true;
    service.cloud.world.switches.nativeRamEvents = 'none';
    const { share } = await aShareWith(OUTSIDER);
    await service.sweep();
    expect(await service.removals(share)).toMatchObject([{ status: 'waiting' }]);
    await service.advance(900);
    expect(foundBySweep(await service.sweep()), 'found once').toBe(0);
    await service.loseMessages();
    await service.advance(13 * 3600);
    await service.sweep();
    expect(await service.operator.principals(share)).toEqual({});
    expect(await service.removals(share)).toMatchObject([{ status: 'done' }]);
    const open = (await service.findings(share)).filter(({ status }) => status === 'open');
    expect(open).toEqual([]);
  });
});

describe('pools', () => {
  it('shared without all that is in them are told when no event told of them', async () => {
    await aService();
    const number = await service.operator.requestNumber();
    const pool = await service.operator.createPool(number.id);
    await service.operator.share('half', [pool.arn], [ALLOWED]);
    await service.advance(LATER);
    const outcome = await service.sweep();
    expect(outcome.pools).toMatchObject([{ pool: pool.arn, state: 'uncovered', foundBySweep: 1 }]);
    expect((await service.sweep()).pools).toEqual([]);
  });

  it('are told of as covered when the event of that was lost', async () => {
    await aService();
    const number = await service.operator.requestNumber();
    const pool = await service.operator.createPool(number.id);
    const share = await service.operator.share('half', [pool.arn], [ALLOWED]);
    await service.lookAtShare(share);
    await service.operator.addToShare(share, number.arn);
    await service.advance(LATER);
    await service.sweep();
    expect(await service.findings(pool.arn)).toMatchObject([{ status: 'resolved', resolution: 'covered' }]);
  });

  it('are kept on record with who is in them now', async () => {
    await aService();
    const [number, other] = [await service.operator.requestNumber(), await service.operator.requestNumber()];
    const pool = await service.operator.createPool(number.id);
    const share = await service.operator.share('whole', [pool.arn, number.arn, other.arn], [ALLOWED]);
    await service.lookAtShare(share);
    await service.operator.addToPool(pool.id, other.id);
    await service.advance(LATER);
    await service.sweep();
    expect((await service.ports.ledger.pools(SCOPE))[0]?.members).toHaveLength(2);
    expect(await service.findings(pool.arn)).toEqual([]);
  });
});

describe('a shared number that names an opt-out list', () => {
  async function aNumberWithList(OptOutListName: string) {
    await aService();
    const sms = new PinpointSMSVoiceV2Client(service.client);
    const { id, arn } = await service.operator.requestNumber();
    const list = await sms
      .send(new CreateOptOutListCommand({ OptOutListName }))
      .then(({ OptOutListArn = '' }) => OptOutListArn)
      .catch(() => '');
    await sms.send(new UpdatePhoneNumberCommand({ PhoneNumberId: id, OptOutListName }));
    const share = await service.operator.share('number', [arn], [ALLOWED]);
    await service.advance(LATER);
    return { arn, list, share };
  }

  it('is told with the consumers who lack the list, and when they have it', async () => {
    const { arn, list, share } = await aNumberWithList('marketing');
    expect(foundBySweep(await service.sweep())).toBe(0);
    expect(await service.findings(arn)).toMatchObject([
      { status: 'open', body: { pool: arn, gap: { missing: [{ consumer: ALLOWED, members: [list] }] } } },
    ]);
    await service.sweep();
    await service.operator.addToShare(share, list);
    await service.advance(LATER);
    await service.sweep();
    await service.rest();
    expect(await service.findings(arn)).toMatchObject([{ status: 'resolved', resolution: 'covered' }]);
    expect(toldChanges()).toEqual(['opened', 'resolved']);
  });

  it('is not told when it is the one that every account has', async () => {
    const { arn } = await aNumberWithList('Default');
    await service.sweep();
    expect(await service.findings(arn)).toEqual([]);
  });
});

describe('a waiver about to end', () => {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const DAY_MS = 24 * 3600 * 1000;
  async function aWaiver(days: number) {
    const { arn: resource } = await service.operator.requestNumber();
    const grant = (until: string) =>
      service.ports.ledger.grantWaiver({
        resource,
        consumer: SANDBOX,
        until,
        reason: 'campaign 42',
        approvedBy: 'somebody',
        grantedAt: service.ports.clock.now(),
      });
    await grant(day(service.cloud.world.clock.now() + days * DAY_MS));
    return grant;
  }
  const ending = async () =>
    (await service.findings(scopeArn(SCOPE))).map(({ status, revision }) => `${status} ${revision}`);

  it('is told a week before and a day before, each once, and is over with it', async () => {
    await aService();
    await aWaiver(9);
    const told: string[] = [];
    for (let at = 0; at < 11; at += 1) {
      await service.sweep();
      await service.rest();
      told.push(
        ...toldChanges()
          .slice(told.length)
          .map((change) => `${at} ${change}`),
      );
      await service.advance(24 * 3600);
    }
    expect(told).toEqual(['3 opened', '9 changed', '10 resolved']);
  });

  it('is no longer told when it is extended', async () => {
    await aService();
    const grant = await aWaiver(3);
    await service.sweep();
    expect(await ending()).toEqual(['open 1']);
    await grant(day(service.cloud.world.clock.now() + 90 * DAY_MS));
    await service.sweep();
    expect(await ending()).toEqual(['resolved 1']);
  });
});

describe('a budget that was used up', () => {
  it.each([
    [0, 3599, 'open'],
    [0, 3600, 'resolved'],
    [1, 7200, 'open'],
  ])(
    'of 1, of which %i is used, %i seconds after a removal had to wait, is %s',
    async (used, seconds, status) => {
      await aService({ limits: { removalsPerHour: 1, readdsBeforeStop: 3 } });
      const { account: owner, region } = SCOPE;
      await tellOfBudget({ of: owner, limit: 1 }, { owner, region }, service.ports);
      const refusedAt = service.ports.clock.now();
      await service.advance(seconds);
      await service.sweepWith(({ ledger }) => ({
        ledger: { ...ledger, spent: async () => ({ used, refusedAt }) },
      }));
      expect(await service.findings(scopeArn(SCOPE))).toMatchObject([{ status }]);
    },
  );

  it('is told to have room by the sweep, and its removals are made', async () => {
    await aService({ limits: { removalsPerHour: 1, readdsBeforeStop: 3 } });
    const { share } = await aShareWith(OUTSIDER, SANDBOX);
    await service.sweep();
    expect(await service.findings(scopeArn(SCOPE))).toMatchObject([{ status: 'open' }]);
    await service.loseMessages();
    await service.advance(3600);
    await service.sweep();
    await service.rest();
    expect(await service.operator.principals(share)).toEqual({});
    await service.advance(3600);
    await service.sweep();
    expect(await service.findings(scopeArn(SCOPE))).toMatchObject([{ status: 'resolved' }]);
  });
});

describe('a sweep', () => {
  it('is left to the one that is under way, but for one that an event asks for: that comes later', async () => {
    await aService();
    await service.ports.ledger.beginSweep(SCOPE, service.ports.clock.now(), 1_200_000);
    expect(await service.sweep()).toMatchObject({ state: 'left' });
    expect(service.sweepsAskedFor()).toEqual([]);
    expect(await service.sweep({ isAnew: true })).toMatchObject({ state: 'left' });
    await service.advance(300);
    expect(service.sweepsAskedFor()).toEqual([{ scope: SCOPE, isAnew: true }]);
  });

  it('reads the organization anew when that has changed', async () => {
    await aService({ guardrails: [{ id: 'campaigns', allow: [{ ou: EXAMPLE_UNITS.campaigns }] }] });
    const { share } = await aShareWith(ALLOWED);
    await service.sweep();
    service.cloud.world.peers.organizations.place(ALLOWED, 'Sandbox');
    expect(foundBySweep(await service.sweep({ isAnew: true }))).toBe(0);
    await service.rest();
    expect(await service.operator.principals(share)).toEqual({});
  });

  it('looks at all the rest when something can’t be looked at, and fails', async () => {
    await aService();
    const { share: broken } = await aShareWith(OUTSIDER);
    const { share } = await aShareWith(OUTSIDER);
    const failing = service.sweepWith(({ shares }) => ({
      shares: {
        ...shares,
        read: (arn) => (arn === broken ? Promise.reject(new Error('RAM is broken')) : shares.read(arn)),
      },
    }));
    await expect(failing).rejects.toThrow(`1 could not be looked at, the first: ${broken}: RAM is broken`);
    await service.rest();
    expect(await service.operator.principals(share)).toEqual({});
    expect(await service.sweep(), 'the next one need not wait').toMatchObject({ state: 'done' });
  });

  it('reads policies one by one when one of them can’t be read with the others', async () => {
    await aService();
    const { arn } = await service.operator.requestNumber();
    await policyHands(service).put(arn, toAccount(OUTSIDER), toAccount(ALLOWED));
    const broken = async () => Promise.reject(new Error('one of them is broken'));
    const outcome = await service.sweepWith(({ inventory }) => ({
      inventory: { ...inventory, policies: broken },
    }));
    expect(outcome).toMatchObject({ state: 'done' });
    expect(await policyHands(service).statements(arn)).toEqual([toAccount(ALLOWED)]);
  });

  it('takes the outsider out of the policy, and leaves the share alone that RAM made of it', async () => {
    await aService();
    service.cloud.world.switches.policyPutCreatesShare = true;
    const { arn } = await service.operator.requestNumber();
    await policyHands(service).put(arn, toAccount(OUTSIDER), toAccount(ALLOWED));
    await service.advance(LATER);
    expect(foundBySweep(await service.sweep())).toBe(1);
    await service.rest();
    expect(await policyHands(service).statements(arn)).toEqual([toAccount(ALLOWED)]);
    const calls = service.cloud.calls.entries().map(({ operation }) => operation);
    expect(calls).not.toContain('DisassociateResourceShare');
  });

  it('tells what nobody was told of, since its news was lost', async () => {
    await aService({ mode: 'observe' });
    const { share } = await aShareWith(OUTSIDER);
    const id = findingId('forbidden-consumer', share, OUTSIDER);
    await service.lookAtShare(share);
    const lost = service.news.length;
    await service.sweep();
    expect(service.news.slice(lost)).toMatchObject([{ findingId: id, change: 'opened' }]);
  });

  it('in observe mode changes nothing of AWS', async () => {
    await aService({ mode: 'observe' });
    const { arn } = await service.operator.requestNumber();
    await policyHands(service).put(arn, toAccount(OUTSIDER));
    const { share } = await aShareWith(OUTSIDER);
    const before = service.cloud.calls.entries().length;
    await service.sweep();
    await service.rest();
    const calls = service.cloud.calls.entries().slice(before);
    const isReading = ({ operation }: { operation: string }) => /^(Get|List|Describe)/.test(operation);
    const ofOthers = calls.filter(({ service }) => ['ram', 'sms-voice', 'organizations'].includes(service));
    expect(ofOthers.filter((call) => !isReading(call))).toEqual([]);
    expect(await service.findings(share)).toHaveLength(1);
    expect(await service.findings(arn)).toHaveLength(1);
  });

  it('forgets what has been at rest for an hour', async () => {
    await aService();
    await aShareWith(OUTSIDER);
    await service.sweep();
    await service.rest();
    await service.advance(3000);
    await service.sweep();
    expect(await service.ports.findings.marked(SCOPE)).toHaveLength(1);
    await service.advance(3601);
    await service.sweep();
    expect(await service.ports.findings.marked(SCOPE)).toEqual([]);
  });
});

describe('what is at rest and has not been told', () => {
  it('is announced by each sweep until it is', async () => {
    await aService();
    const { share } = await aShareWith(OUTSIDER);
    await service.lookAtShare(share);
    await service.advance(7200);
    await service.lookAtShare(share);
    await service.advance(7200);
    const announced = async () => {
      const before = service.news.length;
      await service.sweep();
      return service.news.length - before;
    };
    for (let times = 0; times < 3; times += 1) expect(await announced()).toBeGreaterThan(0);
    expect(await service.ports.findings.marked(SCOPE)).toHaveLength(1);
    for (const news of service.news) await service.ports.findings.markTold(news);
    expect(await announced()).toBe(0);
    expect(await service.ports.findings.marked(SCOPE)).toEqual([]);
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
