import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sleepOn, withTimePassing } from '../../local/time-passing.ts';
import { virtualClock } from '../../local/virtual-clock.ts';
import { publishedRates } from '../../local/wire/published-rates.ts';
import { gapMs, pauseMs, secondsFor } from '../../src/aws/pace.ts';
import { type PaceableClient, pacing } from '../../src/aws/paced.ts';
import { callsPerSecond } from '../../src/aws/request-rates.ts';

const PACED = [
  ['sms-voice', 'DescribePools'],
  ['sms-voice', 'DescribePhoneNumbers'],
  ['sms-voice', 'DescribeSenderIds'],
  ['sms-voice', 'DescribeOptOutLists'],
  ['sms-voice', 'ListPoolOriginationIdentities'],
  ['sms-voice', 'GetResourcePolicy'],
  ['sms-voice', 'ListTagsForResource'],
  ['organizations', 'ListAccounts'],
  ['organizations', 'DescribeAccount'],
  ['organizations', 'ListParents'],
  ['organizations', 'DescribeOrganizationalUnit'],
] as const;

const named = (name: string) => Object.assign(new Error(name), { name });

/** Calls by operation on a client under a pace, before a service that answers as it is told. */
function aPacedClient(answer: (operation: string) => unknown = () => 'answer', speed?: number) {
  const clock = virtualClock({ mode: 'manual', startMs: 1_000_000 });
  const stopping = new AbortController();
  const started: (readonly [operation: string, ms: number])[] = [];
  const begin = clock.now();
  let call: ((operation: string) => Promise<unknown>) | undefined;
  const client: PaceableClient = {
    middlewareStack: {
      addRelativeTo(middleware) {
        const service = (operation: string) => async () => {
          started.push([operation, clock.now() - begin]);
          return answer(operation);
        };
        call = (operation) => middleware(service(operation), { commandName: `${operation}Command` })({});
      },
    },
  };
  pacing({ now: clock.now, sleep: sleepOn(clock), signal: stopping.signal, speed })(client);
  return {
    world: { world: { clock } },
    started,
    stop: () => stopping.abort(new Error('the run is over')),
    call: (operation: string) => call?.(operation) ?? Promise.reject(new Error('no pace')),
  };
}

describe('the rates', () => {
  it.each(PACED)('are those that are published, of %s %s', (service, operation) => {
    expect(callsPerSecond(operation)).toBe(publishedRates(service, operation)?.account.perSecond);
  });

  it('are none of an operation without a published one', () => {
    expect(callsPerSecond('GetResourceShares')).toBeUndefined();
    expect(gapMs(undefined)).toBe(0);
  });

  it.each([
    [1, 1020],
    [10, 102],
    [8, 128],
  ])('of %i a second leave a little room', (perSecond, ms) => {
    expect(gapMs(perSecond)).toBe(ms);
  });

  it('tell how long many calls take: as long as the slowest operation', () => {
    expect(secondsFor(new Map())).toBe(0);
    const calls = [
      ['GetResourcePolicy', 10],
      ['ListTagsForResource', 50],
      ['GetResourceShares', 1000],
    ] as const;
    expect(secondsFor(new Map(calls))).toBe(10.2);
  });

  it('are waited for longer and longer, but never for long', () => {
    expect([1, 2, 3, 4, 5, 6, 20].map(pauseMs)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });
});

describe('calls of a paced client', () => {
  it('begin in their order, each operation at its own rate, and those without one at once', async () => {
    const { call, started, world } = aPacedClient();
    await withTimePassing(world, () =>
      Promise.all(
        [
          'DescribePools',
          'DescribePools',
          'GetResourcePolicy',
          'DescribePools',
          'ListShares',
          'ListShares',
        ].map(call),
      ),
    );
    expect(started).toEqual([
      ['DescribePools', 0],
      ['GetResourcePolicy', 0],
      ['ListShares', 0],
      ['ListShares', 0],
      ['DescribePools', 1020],
      ['DescribePools', 2040],
    ]);
  });

  it('are never nearer to each other than the rate allows, whenever they are made', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom('DescribePools', 'ListTagsForResource'), fc.nat(3000)), {
          maxLength: 12,
        }),
        async (calls) => {
          const { call, started, world } = aPacedClient();
          const sleep = sleepOn(world.world.clock);
          await withTimePassing(world, () =>
            Promise.all(calls.map(([operation, ms]) => sleep(ms).then(() => call(operation)))),
          );
          expect(started).toHaveLength(calls.length);
          for (const [operation, gap] of [
            ['DescribePools', 1020],
            ['ListTagsForResource', 102],
          ] as const) {
            const times = started.filter(([each]) => each === operation).map(([, ms]) => ms);
            for (const [n, ms] of times.slice(1).entries())
              expect(ms - (times[n] ?? 0)).toBeGreaterThanOrEqual(gap);
          }
        },
      ),
      { numRuns: 30 },
    ));

  it.each(['ThrottlingException', 'TooManyRequestsException'])(
    'that came too soon are repeated: %s',
    async (name) => {
      let refusals = 2;
      const { call, started, world } = aPacedClient(() => {
        if (refusals-- > 0) throw named(name);
        return 'answer';
      });
      const { result } = await withTimePassing(world, () =>
        Promise.all([call('ListShares'), call('ListShares')]),
      );
      expect(result).toEqual(['answer', 'answer']);
      expect(started.map(([, ms]) => ms)).toEqual([0, 0, 1000, 1000]);
    },
  );

  it('rest together when one came too soon', async () => {
    let refusals = 1;
    const { call, started, world } = aPacedClient(() => {
      if (refusals-- > 0) throw named('ThrottlingException');
    });
    await withTimePassing(world, () => Promise.all([call('ListAccounts'), call('ListAccounts')]));
    expect(started.map(([, ms]) => ms)).toEqual([0, 1000, 1128]);
  });

  it('come as much faster as the account is granted, until one is refused', async () => {
    let calls = 0;
    const answer = () => {
      calls += 1;
      if (calls === 3) throw named('ThrottlingException');
    };
    const { call, started, world } = aPacedClient(answer, 10);
    await withTimePassing(world, () => Promise.all([1, 2, 3, 4].map(() => call('DescribePools'))));
    const [first, second, refused, ...rest] = started.map(([, ms]) => ms);
    expect([first, second, refused]).toEqual([0, 102, 204]);
    expect(rest.map((ms, n) => ms - (rest[n - 1] ?? ms))).toEqual([0, 1020]);
  });

  it('fail for good when they are refused again and again', async () => {
    const { call, started, world } = aPacedClient(() => {
      throw named('ThrottlingException');
    });
    await expect(withTimePassing(world, () => call('DescribePools'))).rejects.toThrow(
      'DescribePools was refused 8 times in a row as one call too many',
    );
    expect(started).toHaveLength(8);
  });

  it('fail at once with any other error', async () => {
    const { call, started, world } = aPacedClient(() => {
      throw named('AccessDeniedException');
    });
    await expect(withTimePassing(world, () => call('DescribePools'))).rejects.toThrow(
      'AccessDeniedException',
    );
    expect(started).toHaveLength(1);
  });

  it('fail instead of waiting for their turn when the run is over', async () => {
    const { call, started, stop, world } = aPacedClient();
    const results = await withTimePassing(world, () => {
      const calls = [1, 2, 3].map(() => call('DescribePools'));
      return Promise.allSettled([...calls, Promise.resolve().then(stop)]);
    });
    expect(started).toHaveLength(1);
    expect(results.result[2]).toMatchObject({ reason: { message: 'the run is over' } });
  });
});
