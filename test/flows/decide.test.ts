import { afterEach, describe, expect, it } from 'vitest';
import type { DecisionRequest } from '../../src/core/decision.ts';
import { type DecidePorts, decide } from '../../src/flows/decide.ts';
import type { Ports } from '../../src/ports.ts';
import { ALLOWED, SANDBOX } from '../support/builders.ts';
import { lifeUntil } from '../support/life.ts';
import { type ServiceInProcess, serviceInProcess } from '../support/service.ts';

const [ANN, BOB] = ['slack:T0123456789/U0000000ANN', 'slack:T0123456789/U0000000BOB'];
const PLACE = { channel: 'C0123456789', ts: '1762077600.000100' };
const OTHER = { channel: 'C9876543210', ts: '1762077600.000200' };
const DAY_SECONDS = 24 * 3600;

let service: ServiceInProcess;
let refreshed: (typeof PLACE)[] = [];
afterEach(() => service.stop());

const portsOn = (ports: Ports): DecidePorts => ({
  ...ports,
  messages: { of: async () => [PLACE, OTHER] },
  refreshes: { ask: async (place) => void refreshed.push(place) },
  undoingIn: () => ({ ...ports, pause: () => service.advance(1) }),
});
const now = () => service.ports.clock.now();
const dayIn = (days: number) =>
  new Date(Date.parse(now()) + days * DAY_SECONDS * 1000).toISOString().slice(0, 10);
const only = async (share: string) => {
  const [finding] = await service.findings(share);
  if (!finding) throw new Error('no finding');
  return finding;
};

/** A share with a forbidden consumer, and what was found of it. */
async function found(mode: 'observe' | 'enforce' = 'observe') {
  refreshed = [];
  service = await serviceInProcess({ mode });
  const { arn: number } = await service.operator.requestNumber();
  const share = await service.operator.share('campaign', [number], [SANDBOX, ALLOWED]);
  await service.advance(1);
  await service.lookAtShare(share);
  await service.rest();
  return { number, share };
}

async function pressed(share: string, kind: DecisionRequest['kind'], by = ANN): Promise<DecisionRequest> {
  const { id: findingId, occurrence } = await only(share);
  return { kind, about: share, findingId, occurrence, by, at: now(), place: PLACE };
}
const press = async (share: string, kind: DecisionRequest['kind'], by = ANN) =>
  decide(await pressed(share, kind, by), portsOn(service.ports));
const waivers = () => service.ports.ledger.waivers(now());

describe('Waive for 7 days', () => {
  it('allows the consumer its resources, and resolves the finding at once', async () => {
    const { share, number } = await found();
    const at = now();
    expect(await press(share, 'waive')).toEqual({ outcome: 'decided', kind: 'waive', by: ANN });
    const until = dayIn(7);
    expect(await waivers()).toMatchObject([
      {
        resource: number,
        consumer: SANDBOX,
        until,
        approvedBy: ANN,
        grantedAt: at,
        reason: 'Slack: Waive for 7 days',
      },
    ]);
    expect((await only(share)).decisions).toEqual([{ kind: 'waive', by: ANN, at, until }]);
    await service.rest();
    expect(await only(share)).toMatchObject({ status: 'resolved', resolution: 'allowed' });
    expect(refreshed).toEqual([PLACE, OTHER]);
  });

  it('ends with its last day', async () => {
    const { share } = await found();
    await press(share, 'waive');
    await service.rest();
    await service.advance(8 * DAY_SECONDS);
    await service.lookAtShare(share);
    expect(await only(share)).toMatchObject({ status: 'open', occurrence: 2 });
  });

  it('leaves a waiver alone that is granted for longer', async () => {
    const { share, number } = await found();
    const longer = {
      resource: number,
      consumer: SANDBOX,
      until: '2027-12-31',
      reason: 'campaign 42',
      approvedBy: 'ann',
      grantedAt: now(),
    };
    await service.ports.ledger.grantWaiver(longer);
    await press(share, 'waive');
    expect(await waivers()).toEqual([longer]);
  });

  it('lets in whoever was taken off, should they come back', async () => {
    const { share, number } = await found('enforce');
    await service.rest();
    expect(await press(share, 'waive')).toMatchObject({ outcome: 'decided' });
    expect(await waivers()).toMatchObject([{ resource: number, consumer: SANDBOX }]);
  });
});

describe('Undo', () => {
  it('gives back what was taken, in the name of whoever pressed it', async () => {
    const { share } = await found('enforce');
    expect(await press(share, 'undo')).toMatchObject({ outcome: 'decided' });
    expect(await service.operator.principals(share)).toHaveProperty(SANDBOX);
    const [removal] = await service.removals(share);
    expect(removal?.steps.at(-1)).toMatchObject({ status: 'undone', actor: ANN, reason: 'Slack: Undo' });
    expect(await waivers()).toMatchObject([{ approvedBy: ANN, until: dayIn(7), removal: removal?.id }]);
    expect((await only(share)).decisions).toMatchObject([{ kind: 'undo', by: ANN, until: dayIn(7) }]);
    await service.lookAtShare(share);
    expect(await service.operator.principals(share)).toHaveProperty(SANDBOX);
    await service.advance(8 * DAY_SECONDS);
    await service.sweep();
    await service.rest();
    expect(Object.keys(await service.operator.principals(share))).toEqual([ALLOWED]);
  });

  it('is refused, on record, where it would not be exact', async () => {
    const { share } = await found('enforce');
    await service.operator.deleteShare(share);
    await service.advance(60);
    const answer = await press(share, 'undo');
    expect(answer).toMatchObject({ outcome: 'refused', reason: 'the share is gone' });
    expect((await only(share)).decisions).toMatchObject([
      { kind: 'undo', by: ANN, refused: 'the share is gone' },
    ]);
    expect(await waivers()).toEqual([]);
    await service.advance(60);
    await press(share, 'undo');
    expect((await only(share)).decisions).toMatchObject([{ at: now() }]);
  });
});

describe('Snooze', () => {
  it('is silent until its last day is over, and tells the finding again then', async () => {
    const { share } = await found();
    const told = service.told.length;
    await press(share, 'snooze');
    const finding = await only(share);
    expect(finding).toMatchObject({
      status: 'open',
      snoozedUntil: `${dayIn(8)}T00:00:00.000Z`,
      decisions: [{ kind: 'snooze', by: ANN }],
    });
    for (const day of [1, 3, 6]) {
      await service.sweep();
      await service.rest();
      expect(service.told.length, `before day ${day}`).toBe(told);
      await service.advance(day === 6 ? 0 : 2 * DAY_SECONDS);
    }
    await service.advance(Date.parse(finding.snoozedUntil ?? '') / 1000 - Date.parse(now()) / 1000);
    await service.sweep();
    await service.rest();
    expect(service.told.slice(told)).toMatchObject([
      { news: { change: 'changed' }, finding: { id: finding.id } },
    ]);
    await service.sweep();
    await service.rest();
    expect(service.told).toHaveLength(told + 1);
  });

  it('tells that it is over, and nothing besides', async () => {
    const { share } = await found();
    const told = service.told.length;
    await press(share, 'snooze');
    await service.operator.removeFromShare(share, { principal: SANDBOX });
    await service.advance(60);
    await service.lookAtShare(share);
    await service.rest();
    expect(service.told.slice(told)).toMatchObject([{ news: { change: 'resolved' } }]);
  });

  it('ends when there is more to tell', async () => {
    const { share } = await found();
    const told = service.told.length;
    await press(share, 'snooze');
    const other = await service.operator.requestNumber();
    await service.operator.addToShare(share, other.arn);
    await service.advance(60);
    await service.lookAtShare(share);
    await service.rest();
    expect(service.told.slice(told)).toMatchObject([{ news: { change: 'changed' } }]);
    expect(await only(share)).not.toHaveProperty('snoozedUntil');
  });

  it('outlives that the consumer goes and comes back', async () => {
    const { share } = await found();
    await press(share, 'snooze');
    await service.operator.removeFromShare(share, { principal: SANDBOX });
    await service.advance(60);
    await service.lookAtShare(share);
    await service.rest();
    const told = service.told.length;
    await service.operator.addPrincipal(share, SANDBOX);
    await service.advance(60);
    await service.lookAtShare(share);
    await service.rest();
    expect(await only(share)).toMatchObject({
      status: 'open',
      occurrence: 2,
      snoozedUntil: expect.any(String),
    });
    expect(service.told).toHaveLength(told);
  });
});

describe('a button that', () => {
  it.each(['waive', 'snooze'] as const)('is pressed by two people is one decision: %s', async (kind) => {
    const { share } = await found();
    const requests = [await pressed(share, kind, ANN), await pressed(share, kind, BOB)];
    await Promise.all(requests.map((each) => decide(each, portsOn(service.ports))));
    expect((await only(share)).decisions).toHaveLength(1);
    expect(await decide(await pressed(share, kind, BOB), portsOn(service.ports))).toMatchObject({ kind });
    expect((await only(share)).decisions).toHaveLength(1);
  });

  it('comes twice does one thing', async () => {
    const { share } = await found('enforce');
    const request = await pressed(share, 'undo');
    expect(await decide(request, portsOn(service.ports))).toMatchObject({ outcome: 'decided' });
    service.calls('ram');
    expect(await decide(request, portsOn(service.ports))).toMatchObject({ outcome: 'decided-before' });
    expect(service.calls('ram')).toEqual([]);
  });

  it.each([
    ['undo', 'there is nothing to give back: nothing was taken'],
    ['snooze', undefined],
  ] as const)('is not offered is refused: %s', async (kind, reason) => {
    const { share } = await found(kind === 'undo' ? 'observe' : 'enforce');
    const answer = await press(share, kind);
    expect(answer).toMatchObject({ outcome: 'refused', ...(reason && { reason }) });
    expect(await waivers()).toEqual([]);
    expect(await only(share)).not.toHaveProperty('snoozedUntil');
    expect(refreshed).toEqual([PLACE, OTHER]);
  });

  it('is of an earlier occurrence decides nothing about the later one', async () => {
    const { share } = await found();
    const request = await pressed(share, 'waive');
    const answer = await decide({ ...request, occurrence: 2 }, portsOn(service.ports));
    expect(answer).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('anew') });
    expect([await waivers(), (await only(share)).decisions]).toEqual([[], undefined]);
  });

  it('is undone by the command line meanwhile says who had it undone', async () => {
    const { share } = await found('enforce');
    await press(share, 'undo', BOB);
    const { decisions: _, ...undecided } = await only(share);
    const findings = { ...service.ports.findings, about: async () => [undecided] };
    const answer = await decide(await pressed(share, 'undo'), { ...portsOn(service.ports), findings });
    expect(answer).toMatchObject({ outcome: 'refused', reason: expect.stringContaining(BOB) });
  });
});

describe('a process that dies while it decides', () => {
  it.each(['waive', 'undo', 'snooze'] as const)(
    'has its message back, and %s is done once',
    async (kind) => {
      let deaths = 0;
      for (let calls = 1; ; calls += 1) {
        const { share } = await found(kind === 'undo' ? 'enforce' : 'observe');
        const request = await pressed(share, kind);
        const life = lifeUntil({ at: calls, when: 'after' });
        await decide(request, portsOn(service.dying(life).ports)).catch(() => {});
        if (!life.isOver()) break;
        deaths += 1;
        await service.rest();
        expect(await decide(request, portsOn(service.ports)), `after call ${calls}`).toMatchObject({
          kind,
          by: ANN,
        });
        await service.rest();
        const finding = await only(share);
        expect(finding.decisions, `after call ${calls}`).toMatchObject([{ kind, by: ANN, at: request.at }]);
        expect(finding.decisions?.[0], `after call ${calls}`).not.toHaveProperty('refused');
        if (kind === 'waive') expect(finding).toMatchObject({ status: 'resolved', resolution: 'allowed' });
        if (kind === 'undo') {
          expect(await service.operator.principals(share)).toHaveProperty(SANDBOX);
          expect(await service.removals(share)).toMatchObject([{ status: 'undone' }]);
        }
        await service.stop();
      }
      expect(deaths).toBeGreaterThan(2);
    },
    60_000,
  );
});
