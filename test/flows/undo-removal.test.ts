import { AssociateResourceShareCommand, RAMClient, UpdateResourceShareCommand } from '@aws-sdk/client-ram';
import { afterEach, describe, expect, it } from 'vitest';
import type { Removal } from '../../src/core/removal.ts';
import { type UndoAnswer, undoRemoval } from '../../src/flows/undo-removal.ts';
import type { Ports, Shares } from '../../src/ports.ts';
import { ALLOWED, OUTSIDER, OWNER, SANDBOX, SNS, SUBNET } from '../support/builders.ts';
import { lifeUntil } from '../support/life.ts';
import { policyHands, toAccount, toService } from '../support/policies.ts';
import { type ServiceInProcess, serviceInProcess } from '../support/service.ts';

const ANN = `arn:aws:sts::${OWNER}:assumed-role/Admin/ann`;
const DAY_SECONDS = 24 * 3600;

let service: ServiceInProcess;
afterEach(() => service.stop());

const undo = (
  removal: Removal,
  ports: Ports = service.ports,
  terms: { until?: string; reason?: string; by?: string } = {},
): Promise<UndoAnswer> =>
  undoRemoval(
    { removal, until: '2027-12-31', reason: 'campaign 42', by: ANN, ...terms },
    { ...ports, pause: () => service.advance(1) },
  );
const waivers = () => service.ports.ledger.waivers(service.ports.clock.now());

/** The newest removal about a share or policy, once it is over. */
async function theRemoval(about: string): Promise<Removal> {
  await service.rest();
  const removal = (await service.removals(about)).at(-1);
  if (!removal) throw new Error(`no removal about ${about}`);
  return removal;
}

/** A share that a consumer was taken off. */
async function aShareCut(consumer = SANDBOX) {
  service = await serviceInProcess();
  const { arn: number } = await service.operator.requestNumber();
  const share = await service.operator.share('campaign', [number], [consumer, ALLOWED]);
  await service.advance(1);
  await service.lookAtShare(share);
  return { number, share, removal: await theRemoval(share) };
}

/** A policy that an outsider was taken out of. */
async function aPolicyCut() {
  service = await serviceInProcess();
  const { arn } = await service.operator.requestNumber();
  const statements = [toAccount(OUTSIDER), toAccount(ALLOWED, { Sid: 'Campaign' })];
  await policyHands(service).put(arn, ...statements);
  await service.lookAtPolicy(arn);
  return { arn, statements, removal: await theRemoval(arn) };
}
const statementsOf = (arn: string) => policyHands(service).statements(arn);

describe('a consumer that was taken off a share', () => {
  it('is put back, on record, with a waiver by which it stays until that is over', async () => {
    const { number, share, removal } = await aShareCut();
    const until = new Date(Date.parse(service.ports.clock.now())).toISOString().slice(0, 10);
    expect(await undo(removal, service.ports, { until })).toMatchObject({ outcome: 'undone', isOurs: true });
    expect(await service.operator.principals(share)).toMatchObject({ [SANDBOX]: 'ASSOCIATING' });
    const waiver = { resource: number, consumer: SANDBOX, until, reason: 'campaign 42', approvedBy: ANN };
    expect(await waivers()).toMatchObject([{ ...waiver, removal: removal.id }]);
    const [undone] = await service.removals(share);
    expect(undone).toMatchObject({ status: 'undone' });
    expect(undone?.steps.at(-1)).toMatchObject({
      status: 'undone',
      actor: ANN,
      event: 'undo',
      reason: 'campaign 42',
    });

    await service.lookAtShare(share);
    await service.rest();
    expect(Object.keys(await service.operator.principals(share)).sort()).toEqual([ALLOWED, SANDBOX]);

    await service.advance(DAY_SECONDS);
    await service.lookAtShare(share);
    await service.rest();
    expect(await service.operator.principals(share)).toEqual({ [ALLOWED]: 'ASSOCIATED' });
    expect((await service.removals(share)).map(({ status }) => status).sort()).toEqual(['done', 'undone']);
  });

  it('that was put back already is not asked for again', async () => {
    const { share, removal } = await aShareCut();
    await undo(removal);
    service.calls('ram');
    expect(await undo(removal)).toMatchObject({
      outcome: 'undone-before',
      waivers: [{ consumer: SANDBOX }],
    });
    expect(service.calls('ram')).toEqual([]);
    const [undone] = await service.removals(share);
    expect(undone?.steps.filter(({ status }) => status === 'undone')).toHaveLength(1);
  });

  it('is not put back once more when its waiver is over', async () => {
    const { removal } = await aShareCut();
    await undo(removal, service.ports, { until: service.ports.clock.now().slice(0, 10) });
    await service.advance(DAY_SECONDS);
    expect(await undo(removal)).toMatchObject({
      outcome: 'refused',
      reasons: [expect.stringContaining('its waiver is over')],
    });
  });

  it('is on record as put back where somebody has put it back meanwhile', async () => {
    const { share, removal } = await aShareCut();
    await service.operator.addPrincipal(share, SANDBOX);
    expect(await undo(removal)).toMatchObject({ outcome: 'undone', isOurs: false });
    expect(await service.removals(share)).toMatchObject([{ status: 'undone' }]);
  });

  it('keeps a longer waiver of somebody else’s until RAM has refused', async () => {
    const { number, removal } = await aShareCut();
    const theirs = {
      resource: number,
      consumer: SANDBOX,
      until: '2027-12-31',
      reason: 'campaign 41',
      approvedBy: 'Ben',
      grantedAt: service.ports.clock.now(),
    };
    await service.ports.ledger.grantWaiver(theirs);
    const refusing = {
      ...service.ports,
      enforcer: {
        ...service.ports.enforcer,
        associate: async () => ({ outcome: 'refused', reason: 'not today' }) as const,
      },
    };
    expect(await undo(removal, refusing, { until: '2027-06-30' })).toEqual({
      outcome: 'refused',
      reasons: ['not today'],
    });
    expect(await waivers()).toEqual([theirs]);
  });

  it('is left out, without a waiver, where RAM refuses it', async () => {
    const { removal } = await aShareCut();
    service.cloud.gateway.faults.add({
      service: 'ram',
      operation: 'AssociateResourceShare',
      error: 'OperationNotPermittedException',
      times: 1,
    });
    expect(await undo(removal)).toMatchObject({ outcome: 'refused' });
    expect(await waivers()).toEqual([]);
    expect(await undo(removal)).toMatchObject({ outcome: 'undone' });
  });

  it('is said to be on its way where RAM does not show it, and finished by the same again', async () => {
    const { share, removal } = await aShareCut();
    const { shares } = service.ports;
    const stale = await shares.read(share);
    const lagging = { ...service.ports, shares: { ...shares, read: async () => stale } };
    expect(await undo(removal, lagging)).toMatchObject({ outcome: 'unseen' });
    expect(await service.removals(share)).toMatchObject([{ status: 'done' }]);
    expect(await waivers()).toMatchObject([{ until: '2027-12-31' }]);
    const longer = { until: '2028-12-31' };
    expect(await undo(removal, service.ports, longer)).toMatchObject({ outcome: 'undone', isOurs: false });
    expect(await waivers()).toMatchObject([longer]);
  });
});

describe('a removal from a share that has changed since', () => {
  const ram = () => new RAMClient(service.client);
  type Cut = Awaited<ReturnType<typeof aShareCut>>;
  it.each<[string, (cut: Cut) => Promise<unknown>, RegExp]>([
    ['is gone', ({ share }) => service.operator.deleteShare(share), /^the share is gone$/],
    [
      'holds something else',
      async ({ share }) => service.operator.addToShare(share, (await service.operator.requestNumber()).arn),
      /^the share holds arn:.* since$/,
    ],
    [
      'no longer holds what it did',
      ({ share, number }) => service.operator.removeFromShare(share, { resource: number }),
      /^the share no longer holds arn:.*$/,
    ],
    [
      'is closed to outsiders',
      ({ share }) =>
        ram().send(
          new UpdateResourceShareCommand({ resourceShareArn: share, allowExternalPrincipals: false }),
        ),
      new RegExp(`^the share is closed to accounts outside of the organization, and ${OUTSIDER} is one$`),
    ],
  ])('is refused, and nothing is changed, where the share %s', async (_, change, reason) => {
    const cut = await aShareCut(OUTSIDER);
    await change(cut);
    await service.advance(5);
    service.calls('ram');
    const answer = await undo(cut.removal);
    expect(answer.outcome === 'refused' && answer.reasons.join(', ')).toMatch(reason);
    expect(
      service
        .calls('ram')
        .filter((operation) => !operation.startsWith('Get') && !operation.startsWith('List')),
    ).toEqual([]);
    expect(await waivers()).toEqual([]);
    expect(await service.removals(cut.share)).toMatchObject([{ status: 'done' }]);
  });

  it('is refused while it is not over', async () => {
    service = await serviceInProcess();
    const { arn } = await service.operator.requestNumber();
    const share = await service.operator.share('campaign', [arn], [OUTSIDER, ALLOWED]);
    await service.advance(1);
    await service.lookAtShare(share);
    const [removal] = await service.removals(share);
    if (!removal) throw new Error('no removal');
    expect(await undo(removal)).toEqual({
      outcome: 'refused',
      reasons: ['AWS has been asked for it, and it is not over yet'],
    });
  });
});

describe('resources that were taken off a share of several services', () => {
  it('are put back, and stay', async () => {
    service = await serviceInProcess({
      shares: { external: 'ignore', retainOnLeave: 'tell', mixedWithOtherServices: 'remove-sms' },
    });
    const [one, other] = [await service.operator.requestNumber(), await service.operator.requestNumber()];
    const share = await service.operator.share('mixed', [one.arn, other.arn, SUBNET], [SANDBOX]);
    await service.advance(1);
    const held = async () =>
      (await service.ports.shares.read(share))?.resources.map(({ entity }) => entity).sort();
    await service.lookAtShare(share);
    const removal = await theRemoval(share);
    expect(await held()).toEqual([SUBNET]);
    await service.operator.addToShare(share, one.arn);
    await service.advance(1);
    expect(await undo(removal)).toMatchObject({ outcome: 'undone', isOurs: true });
    expect((await waivers()).map(({ resource }) => resource).sort()).toEqual([one.arn, other.arn].sort());
    await service.advance(1);
    await service.lookAtShare(share);
    await service.rest();
    expect(await held()).toEqual([SUBNET, one.arn, other.arn].sort());
  });
});

describe('a service that was taken off a share', () => {
  it('is put back, with the sources that stayed', async () => {
    service = await serviceInProcess();
    const { arn } = await service.operator.requestNumber();
    const share = await service.operator.share('alarms', [arn], [SNS]);
    await service.advance(1);
    await service.lookAtShare(share);
    const removal = await theRemoval(share);
    expect(removal.act).toMatchObject({ before: { sources: [OWNER] } });
    expect(await undo(removal)).toMatchObject({ outcome: 'undone', waivers: [{ consumer: SNS }] });
    await service.advance(1);
    expect(await service.operator.principals(share)).toMatchObject({ [SNS]: 'ASSOCIATED' });
  });
});

describe('a source that was taken off a share', () => {
  it('is put back', async () => {
    service = await serviceInProcess({
      guardrails: [{ id: 'only-campaigns', allow: [{ account: ALLOWED }, { service: SNS }] }],
    });
    const { arn } = await service.operator.requestNumber();
    const share = await service.operator.share('alarms', [arn], [SNS]);
    await service.advance(1);
    const ram = new RAMClient(service.client);
    await ram.send(new AssociateResourceShareCommand({ resourceShareArn: share, sources: [SANDBOX] }));
    await service.advance(1);
    await service.lookAtShare(share);
    const removal = await theRemoval(share);
    expect(removal).toMatchObject({ status: 'done', act: { kind: 'share-source' }, principal: SANDBOX });
    expect(await undo(removal)).toMatchObject({ outcome: 'undone', waivers: [{ consumer: SANDBOX }] });
    await service.advance(1);
    await service.lookAtShare(share);
    await service.rest();
    const sources = await service.ports.shares.sources(share);
    expect(sources.map(({ entity, status }) => `${entity} ${status}`).sort()).toEqual([
      `${OWNER} ASSOCIATED`,
      `${SANDBOX} ASSOCIATED`,
    ]);
  });
});

describe('a consumer that was taken out of a policy', () => {
  it('is put back, also beside what was changed since, and stays', async () => {
    const { arn, removal, statements } = await aPolicyCut();
    await policyHands(service).put(arn, toAccount(ALLOWED, { Sid: 'Campaign' }), toAccount(OWNER));
    expect(await undo(removal)).toMatchObject({ outcome: 'undone', isOurs: true });
    const back = [statements[1], toAccount(OWNER), statements[0]];
    expect(await statementsOf(arn)).toEqual(back);
    await service.lookAtPolicy(arn);
    await service.rest();
    expect(await statementsOf(arn)).toEqual(back);
    expect(await service.removals(arn)).toMatchObject([{ status: 'undone' }]);
  });

  it('is not put back where somebody changes the policy at the last moment so that it would not be exact', async () => {
    const { arn, removal } = await aPolicyCut();
    let reads = 0;
    const policies: Ports['policies'] = {
      async read(resource) {
        reads += 1;
        if (reads === 2) await policyHands(service).put(arn, toAccount(OUTSIDER, { Action: 'sms-voice:*' }));
        return service.ports.policies.read(resource);
      },
    };
    expect(await undo(removal, { ...service.ports, policies })).toMatchObject({
      outcome: 'refused',
      reasons: [expect.stringContaining('gives it something already')],
    });
    expect(await waivers()).toEqual([]);
  });
});

describe('a service that was bound to the owner in a policy', () => {
  it('is let go again, and not bound again until the waiver is over', async () => {
    service = await serviceInProcess({
      guardrails: [{ id: 'only-campaigns', allow: [{ account: ALLOWED }, { service: SNS }] }],
    });
    const { arn } = await service.operator.requestNumber();
    await policyHands(service).put(arn, toService(SNS, 'none'));
    await service.lookAtPolicy(arn);
    const removal = await theRemoval(arn);
    expect(await statementsOf(arn)).toEqual([toService(SNS)]);
    const until = service.ports.clock.now().slice(0, 10);
    expect(await undo(removal, service.ports, { until })).toMatchObject({ outcome: 'undone' });
    await service.lookAtPolicy(arn);
    await service.rest();
    expect(await statementsOf(arn)).toEqual([toService(SNS, 'none')]);
    await service.advance(DAY_SECONDS);
    await service.lookAtPolicy(arn);
    await service.rest();
    expect(await statementsOf(arn)).toEqual([toService(SNS)]);
  });
});

describe('a member of a pool that was put on its share', () => {
  it('is taken off again, and not put back', async () => {
    service = await serviceInProcess({ pools: { members: 'share', optOutList: 'tell' } });
    const number = await service.operator.requestNumber();
    const pool = await service.operator.createPool(number.id);
    const share = await service.operator.share('pool', [pool.arn], [ALLOWED]);
    await service.advance(1);
    await service.lookAtPools([pool.arn]);
    const removal = await theRemoval(share);
    expect(removal).toMatchObject({ status: 'done', act: { kind: 'share-member', member: number.arn } });
    expect(await undo(removal)).toMatchObject({
      outcome: 'undone',
      waivers: [{ resource: number.arn, consumer: share }],
    });
    await service.advance(1);
    await service.lookAtPools([pool.arn]);
    await service.rest();
    const read = await service.ports.shares.read(share);
    const held = read?.resources.filter(({ state }) => state === 'active').map(({ entity }) => entity);
    expect(held).toEqual([pool.arn]);
  });

  it('is not put back by a look that began before it was taken off', async () => {
    service = await serviceInProcess({ pools: { members: 'share', optOutList: 'tell' } });
    const number = await service.operator.requestNumber();
    const pool = await service.operator.createPool(number.id);
    const share = await service.operator.share('pool', [pool.arn], [ALLOWED]);
    await service.advance(1);
    await service.lookAtPools([pool.arn]);
    const removal = await theRemoval(share);
    const { shares } = service.ports;
    const holdings: Shares['holdings'] = async (scope) => ({
      ...(await shares.holdings(scope)),
      async sharesOf(arns) {
        await undo(removal);
        await service.advance(1);
        return shares.readHolding(scope, arns);
      },
    });
    await service.lookAtPoolsWith({ shares: { ...shares, holdings } }, [pool.arn]);
    expect(await service.removals(share)).toHaveLength(1);
  });
});

describe('a run of undo that dies', () => {
  it.each<[string, () => Promise<{ about: string; removal: Removal; world: () => Promise<unknown> }>]>([
    [
      'over a share',
      async () => {
        const { share, removal } = await aShareCut();
        return { about: share, removal, world: () => service.operator.principals(share) };
      },
    ],
    [
      'over a policy',
      async () => {
        const { arn, removal } = await aPolicyCut();
        return { about: arn, removal, world: () => statementsOf(arn) };
      },
    ],
  ])('%s ends the same when it is repeated, wherever it dies', { timeout: 60_000 }, async (_, scene) => {
    const whole = await scene();
    await undo(whole.removal);
    await service.advance(30);
    const expected = JSON.stringify(await whole.world()).replaceAll(/phone-[0-9a-f]+/g, 'phone');
    await service.stop();
    let deaths = 0;
    for (let at = 1; ; at += 1) {
      for (const when of ['before', 'after'] as const) {
        const { about, removal, world } = await scene();
        const life = lifeUntil({ at, when });
        const outcome = await undo(removal, service.dying(life).ports).catch((error: Error) => error);
        if (!life.isOver()) {
          expect(deaths).toBeGreaterThan(8);
          return;
        }
        const where = `${when} call ${at}`;
        expect(outcome, where).toBeInstanceOf(Error);
        deaths += 1;
        await service.lookAtShare(about).catch(() => service.lookAtPolicy(about));
        await service.advance(30);
        const again = await undo(removal);
        expect(['undone', 'undone-before'], where).toContain(again.outcome);
        await service.advance(30);
        expect(JSON.stringify(await world()).replaceAll(/phone-[0-9a-f]+/g, 'phone'), where).toBe(expected);
        const [record, ...more] = await service.removals(about);
        expect(more, where).toEqual([]);
        expect(
          record?.steps.filter(({ status }) => status === 'undone'),
          where,
        ).toHaveLength(1);
        expect(await waivers(), where).toHaveLength(1);
        await service.stop();
      }
    }
  });
});

describe('a consumer whose removal had to wait', () => {
  it('is given back, and waived for, what the share had gained meanwhile too', async () => {
    service = await serviceInProcess({ limits: { removalsPerHour: 1, readdsBeforeStop: 3 } });
    const [first, second] = [await service.operator.requestNumber(), await service.operator.requestNumber()];
    const share = await service.operator.share('campaign', [first.arn], [ALLOWED, SANDBOX, '888877776666']);
    await service.advance(1);
    await service.lookAtShare(share);
    await service.operator.addToShare(share, second.arn);
    await service.advance(3600);
    await service.lookAtShare(share);
    await service.rest();
    const late = (await service.removals(share)).find(({ steps }) => steps.some(({ budget }) => budget));
    if (!late) throw new Error('none had to wait');
    expect(late).toMatchObject({ status: 'done', resources: [first.arn, second.arn].sort() });
    expect(await undo(late)).toMatchObject({ outcome: 'undone' });
    expect((await waivers()).map(({ resource }) => resource).sort()).toEqual([first.arn, second.arn].sort());
    await service.lookAtShare(share);
    await service.rest();
    expect(Object.keys(await service.operator.principals(share)).sort()).toEqual(
      [ALLOWED, late.principal].sort(),
    );
  });
});

describe('a removal that was over before AWS was asked', () => {
  it('is not undone: its invitation has expired, and nobody is invited anew', async () => {
    service = await serviceInProcess();
    service.cloud.world.switches.pendingInvitationBlocksDisassociate = true;
    const { arn: number } = await service.operator.requestNumber();
    const share = await service.operator.share('campaign', [number], [OUTSIDER]);
    await service.advance(1);
    await service.lookAtShare(share);
    await service.rest();
    await service.advance(12 * 3600);
    await service.sweep();
    const removal = await theRemoval(share);
    expect(removal).toMatchObject({ status: 'done' });
    expect(await undo(removal)).toMatchObject({
      outcome: 'refused',
      reasons: [expect.stringContaining('before AWS was asked')],
    });
    expect(await service.operator.principals(share)).toEqual({});
    expect(await waivers()).toEqual([]);
  });
});
