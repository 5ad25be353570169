import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Change, mergeSubjects, type Subject } from '../../src/core/subject.ts';
import { readShareEvent } from '../../src/events/share-event.ts';
import { ALLOWED, OUTSIDER, OWNER, SANDBOX } from '../support/builders.ts';
import { lifeUntil } from '../support/life.ts';
import { runs } from '../support/runs.ts';
import { type ServiceInProcess, serviceInProcess } from '../support/service.ts';

const LIMITS = { limits: { removalsPerHour: 5000, readdsBeforeStop: 5000 } };

const now = (service: ServiceInProcess) => new Date(service.cloud.world.clock.now()).toISOString();

describe('an event that came before the last look at its share began', () => {
  let service: ServiceInProcess;
  let share: string;
  let arrivedAt: string;
  beforeEach(async () => {
    service = await serviceInProcess();
    const { arn } = await service.operator.requestNumber();
    share = await service.operator.share('campaign', [arn], [OUTSIDER, ALLOWED]);
    await service.advance(1);
    arrivedAt = now(service);
    await service.advance(1);
    await service.lookAtShare(share, { changes: [by('ann', OUTSIDER)] });
    service.calls('ram');
  });
  afterEach(() => service.stop());

  const by = (user: string, ...added: readonly string[]): Change => ({
    arn: `arn:aws:iam::${OWNER}:user/${user}`,
    at: new Date(service.cloud.world.clock.now() - 3000).toISOString(),
    added,
    removed: [],
  });
  const readsOf = async (subject: Partial<Subject>) => {
    const { shares } = await service.lookAtShare(share, { arrivedAt, ...subject });
    const calls = service.calls('ram').length;
    expect(shares.map(({ state }) => state)).toEqual([calls > 0 ? 'judged' : 'seen']);
    return calls > 0;
  };

  it('costs no call of RAM', async () => {
    expect(await readsOf({ changes: [by('ann', OUTSIDER)] })).toBe(false);
    expect(await readsOf({})).toBe(false);
  });

  it.each<[string, () => Partial<Subject>]>([
    ['it came at the very moment', () => ({ arrivedAt: now(service) })],
    ['nobody knows when it came', () => ({ arrivedAt: undefined })],
    ['it names somebody else who did it', () => ({ changes: [by('ben', OUTSIDER)] })],
    ['it tells of something that the look did not see', () => ({ changes: [by('ann', SANDBOX)] })],
  ])('is looked at where %s', async (_, subject) => {
    expect(await readsOf(subject())).toBe(true);
  });

  it('costs none either when what it tells of was removed since then, and asks for no second look', async () => {
    await service.rest();
    service.calls('ram');
    expect(await readsOf({ changes: [by('ann', OUTSIDER)] })).toBe(false);
    await service.lookAtShare(share, { changes: [by('ann', OUTSIDER)] });
    expect(service.rechecks()).toBe(0);
  });
});

describe('eight runs at once with events of a share that nobody has looked at', () => {
  it('look at it one after the other, until one has seen what all of them came for', async () => {
    const service = await serviceInProcess();
    const { arn } = await service.operator.requestNumber();
    const share = await service.operator.share('campaign', [arn], [OUTSIDER]);
    await service.advance(1);
    service.calls('ram');
    const arrivedAt = now(service);
    await Promise.all(Array.from({ length: 8 }, () => service.lookAtShare(share, { arrivedAt })));
    const looks = service.calls('ram').filter((operation) => operation === 'GetResourceShares');
    // Each wait moves the clock, so some looks last longer than a turn.
    expect(looks.length).toBeLessThan(8);
    await service.stop();
  });
});

describe('a run that dies, while another one looks at the same share', () => {
  it('leaves a removal that is made when its message comes again, wherever it dies', async () => {
    let deaths = 0;
    for (let isOver = true; isOver; deaths += 1) {
      const service = await serviceInProcess();
      const { arn } = await service.operator.requestNumber();
      const share = await service.operator.share('campaign', [arn], [OUTSIDER]);
      await service.advance(1);
      const arrivedAt = now(service);
      await service.advance(1);
      const life = lifeUntil({ at: deaths + 1, when: 'after' });
      const died = service.dying(life).lookAtShare(share, { arrivedAt });
      await died.catch((error: Error) => error);
      await service.advance(2);
      await service.lookAtShare(share, { arrivedAt });
      await service.advance(360);
      // As Lambda's handler has it: nobody can tell what came of it the first time.
      await service.lookAtShare(share, { arrivedAt: undefined });
      await service.rest();
      expect(await service.operator.principals(share), `death after call ${deaths + 1}`).toEqual({});
      isOver = life.isOver();
      await service.stop();
    }
    expect(deaths).toBeGreaterThan(15);
  }, 60_000);
});

describe('whatever is done to a share, and however its events come', () => {
  let service: ServiceInProcess;
  let number: string;
  beforeAll(async () => {
    service = await serviceInProcess(LIMITS);
    number = (await service.operator.requestNumber()).arn;
  });
  afterAll(() => service.stop());

  const principal = fc.constantFrom(OUTSIDER, SANDBOX, ALLOWED);
  const chosen = fc.array(fc.nat(9), { minLength: 1, maxLength: 3 });
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.record({ add: principal }),
    fc.record({ remove: principal }),
    fc.record({ waitMs: fc.constantFrom(1, 300, 1500) }),
    fc.record({ arrive: fc.constantFrom('call', 'native') }),
    fc.record({ deliver: chosen }),
    fc.record({ deliver: chosen, diesAt: fc.integer({ min: 1, max: 30 }) }),
  );
  const steps = fc.array(step, { minLength: 4, maxLength: 20 });

  // RAM says nothing of its own of an account that it has invited.
  it.each<[string, Kind, readonly string[], number]>([
    ['the calls', 'call', [OUTSIDER, SANDBOX], 0],
    ["RAM's own events", 'native', [SANDBOX], 0],
    ['the calls, while lists lag behind,', 'call', [OUTSIDER, SANDBOX], 3],
  ])(
    'no forbidden consumer is overlooked when %s are all heard of',
    async (_, sure, forbidden, lag) => {
      const { switches } = service.cloud.world;
      await fc.assert(
        fc.asyncProperty(steps, async (history) => {
          const world = await aShareWithAQueue(service, number);
          switches.readLagSeconds = lag;
          for (const each of history) await world.take(each);
          await world.hearAll(sure);
          await service.rest();
          switches.readLagSeconds = 0;
          const left = Object.keys(await service.operator.principals(world.share));
          expect(left.filter((each) => forbidden.includes(each))).toEqual([]);
        }),
        runs(25),
      );
    },
    120_000,
  );
});

interface Step {
  readonly add?: string;
  readonly remove?: string;
  readonly waitMs?: number;
  readonly arrive?: Kind;
  readonly deliver?: readonly number[];
  readonly diesAt?: number;
}
type Kind = 'call' | 'native';
interface Message {
  readonly body: unknown;
  /** `undefined` once somebody died over it. */
  readonly arrivedAt: string | undefined;
}

/** A share, and its events on their way, in a queue, and handed out in any order and again. */
async function aShareWithAQueue(service: ServiceInProcess, number: string) {
  const share = await service.operator.share('campaign', [number], [ALLOWED]);
  await service.advance(1);
  const heard = { call: service.cloud.events().length, native: service.cloud.events().length };
  let queue: readonly Message[] = [];

  /** What RAM refuses while something is in transition did not happen. */
  const tried = (call: Promise<void>) =>
    call.catch((error: Error) => {
      if (!/InvalidStateTransition|UnknownResource|InvalidParameter/.test(error.name)) throw error;
    });

  function arrive(kind: Kind): void {
    const events = service.cloud.events().slice(heard[kind]);
    heard[kind] += events.length;
    const ours = events.filter(
      (event) =>
        event.source === 'aws.ram' && event['detail-type'].includes(kind === 'call' ? 'API Call' : 'State'),
    );
    queue = [...queue, ...ours.map((body) => ({ body, arrivedAt: now(service) }))];
  }

  async function deliver(chosen: readonly number[], diesAt = Number.POSITIVE_INFINITY): Promise<void> {
    const batch = [...new Set(chosen.map((index) => queue[index % queue.length]))].filter(
      (message) => message !== undefined,
    );
    queue = queue.filter((message) => !batch.includes(message));
    const subjects = batch.flatMap(({ body, arrivedAt }) => {
      const read = readShareEvent(body, { ownRoleArns: [] }, arrivedAt);
      return 'subject' in read ? [read.subject] : [];
    });
    const [first, ...others] = subjects;
    if (!first) return;
    const life = lifeUntil({ at: diesAt, when: 'after' });
    const run = service.dying(life).lookAtShare(share, mergeSubjects(first, ...others));
    await run.catch((error) => {
      if (!life.isOver()) throw error;
      queue = [...queue, ...batch.map(({ body }) => ({ body, arrivedAt: undefined }))];
    });
  }

  return {
    share,
    async take({ add, remove, waitMs, arrive: kind, deliver: chosen, diesAt }: Step): Promise<void> {
      if (add) await tried(service.operator.addPrincipal(share, add));
      if (remove) await tried(service.operator.removeFromShare(share, { principal: remove }));
      if (waitMs) await service.cloud.world.clock.advance(waitMs);
      if (kind) arrive(kind);
      if (chosen && queue.length > 0) await deliver(chosen, diesAt);
    },
    /** The last events of a kind come, and what somebody died over comes again when its time is over. */
    async hearAll(kind: Kind): Promise<void> {
      if (kind === 'native') await service.advance(1);
      arrive(kind);
      const diedOver = queue.filter(({ arrivedAt }) => arrivedAt === undefined);
      for (queue = queue.filter(({ arrivedAt }) => arrivedAt); queue.length > 0; ) await deliver([0]);
      if (diedOver.length > 0) await service.advance(360);
      for (queue = diedOver; queue.length > 0; ) await deliver([0]);
    },
  };
}
