import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { virtualClock } from '../../local/virtual-clock.ts';
import type { Machine } from '../../local/virtual-time.ts';

const START = Date.UTC(2026, 10, 1);

describe('a manual clock', () => {
  it('stands still until it is advanced', async () => {
    const clock = virtualClock({ mode: 'manual', startMs: START });
    expect(clock.now()).toBe(START);
    await clock.advance(1500);
    expect(clock.now()).toBe(START + 1500);
  });

  it('tells when the next task is due', async () => {
    const clock = virtualClock({ mode: 'manual', startMs: START });
    expect(clock.nextDue()).toBeUndefined();
    clock.at(START + 20, () => {});
    const cancel = clock.at(START + 10, () => {});
    expect(clock.nextDue()).toBe(START + 10);
    cancel();
    expect(clock.nextDue()).toBe(START + 20);
    await clock.advance(20);
    expect(clock.nextDue()).toBeUndefined();
  });

  it('runs every task once, in order of due time, each at its own moment', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(100), { maxLength: 20 }),
        fc.array(fc.nat(60), { minLength: 1, maxLength: 6 }),
        async (delays, advances) => {
          const clock = virtualClock({ mode: 'manual', startMs: START });
          const ran: { task: number; at: number }[] = [];
          for (const [task, delay] of delays.entries()) {
            clock.at(START + delay, () => ran.push({ task, at: clock.now() - START }));
          }
          for (const ms of advances) await clock.advance(ms);

          const end = advances.reduce((sum, ms) => sum + ms, 0);
          const expected = delays
            .map((delay, task) => ({ task, at: delay }))
            .filter(({ at }) => at <= end)
            .sort((a, b) => a.at - b.at || a.task - b.task);
          expect(ran).toEqual(expected);
          expect(clock.now()).toBe(START + end);
        },
      ),
    ));

  it('runs the same tasks at the same moments however the time is cut into advances', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), async (advances) => {
        const beats = async (steps: readonly number[]) => {
          const clock = virtualClock({ mode: 'manual', startMs: START });
          const seen: number[] = [];
          const beat = () => {
            seen.push(clock.now() - START);
            clock.at(clock.now() + 7, beat);
          };
          clock.at(START + 7, beat);
          for (const ms of steps) await clock.advance(ms);
          return seen;
        };
        const whole = advances.reduce((sum, ms) => sum + ms, 0);
        expect(await beats(advances)).toEqual(await beats([whole]));
      }),
    ));

  it('runs a task whose moment has passed at the present one', async () => {
    const clock = virtualClock({ mode: 'manual', startMs: START });
    const at: number[] = [];
    clock.at(START - 5000, () => at.push(clock.now()));
    await clock.advance(0);
    expect(at).toEqual([START]);
  });

  it('lets the promises of a task settle at the moment of that task', async () => {
    const clock = virtualClock({ mode: 'manual', startMs: START });
    const seen: string[] = [];
    clock.at(START + 10, async () => {
      for (let step = 0; step < 50; step += 1) await Promise.resolve();
      seen.push(`first at ${clock.now() - START}`);
    });
    clock.at(START + 20, () => seen.push(`second at ${clock.now() - START}`));
    await clock.advance(30);
    expect(seen).toEqual(['first at 10', 'second at 20']);
  });

  it('moves on only once all has settled', async () => {
    const { promise: settled, resolve: settle } = Promise.withResolvers<void>();
    const clock = virtualClock({ mode: 'manual', startMs: START, settle: () => settled });
    const moved = clock.advance(10);
    for (let turn = 0; turn < 20; turn += 1) await nextTurn();
    expect(clock.now()).toBe(START);
    settle();
    await moved;
    expect(clock.now()).toBe(START + 10);
  });

  it('does not run what was cancelled, also by a task due before it', async () => {
    const clock = virtualClock({ mode: 'manual', startMs: START });
    const ran: string[] = [];
    const cancel = clock.at(START + 2, () => ran.push('cancelled'));
    clock.at(START + 1, cancel);
    clock.at(START + 3, () => ran.push('kept'));
    await clock.advance(10);
    expect(ran).toEqual(['kept']);
  });

  it('adds up advances that overlap', async () => {
    const clock = virtualClock({ mode: 'manual', startMs: START });
    const at: number[] = [];
    for (const due of [5, 15]) clock.at(START + due, () => at.push(clock.now() - START));
    await Promise.all([clock.advance(10), clock.advance(10)]);
    expect(clock.now()).toBe(START + 20);
    expect(at).toEqual([5, 15]);
  });

  it('runs the other tasks when one throws, and the error surfaces', async () => {
    const clock = virtualClock({ mode: 'manual', startMs: START });
    const { promise: surfaced, resolve } = Promise.withResolvers<unknown>();
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException').once('uncaughtException', resolve);
    onTestFinished(() => {
      for (const listener of others) process.on('uncaughtException', listener);
    });
    const ran: string[] = [];
    clock.at(START + 1, () => {
      throw new Error('out of cheese');
    });
    clock.at(START + 2, () => ran.push('next'));
    await clock.advance(5);
    expect(await surfaced).toMatchObject({ message: 'out of cheese' });
    expect(ran).toEqual(['next']);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses to move by %d', (ms) => {
    const clock = virtualClock({ mode: 'manual', startMs: START });
    expect(() => clock.advance(ms)).toThrow(/0 or more milliseconds/);
  });

  it('runs nothing once it is stopped', async () => {
    const clock = virtualClock({ mode: 'manual', startMs: START });
    const ran: string[] = [];
    clock.at(START + 1, () => ran.push('before'));
    clock.stop();
    clock.at(START + 1, () => ran.push('after'));
    await clock.advance(10);
    expect(ran).toEqual([]);
  });
});

describe('a real clock', () => {
  it('flows with the machine, from where it was started', () => {
    const machine = fakeMachine();
    const clock = virtualClock({ mode: 'real', startMs: START, machine });
    machine.pass(250);
    expect(clock.now()).toBe(START + 250);
    expect(clock.offsetMs()).toBe(START - MACHINE_START);
  });

  it('runs tasks as the machine reaches them, with one timer', () => {
    const machine = fakeMachine();
    const clock = virtualClock({ mode: 'real', machine });
    const ran: number[] = [];
    for (const delay of [300, 100, 200]) clock.at(MACHINE_START + delay, () => ran.push(delay));
    expect(machine.timers()).toBe(1);
    machine.pass(150);
    expect(ran).toEqual([100]);
    machine.pass(150);
    expect(ran).toEqual([100, 200, 300]);
    expect(machine.timers()).toBe(0);
  });

  it('runs what an advance passes, and the rest that much sooner', async () => {
    const machine = fakeMachine();
    const clock = virtualClock({ mode: 'real', machine });
    const ran: [string, number][] = [];
    clock.at(MACHINE_START + 60_000, () => ran.push(['passed', clock.now() - MACHINE_START]));
    clock.at(MACHINE_START + 61_500, () => ran.push(['later', clock.now() - MACHINE_START]));
    await clock.advance(61_000);
    expect(ran).toEqual([['passed', 60_000]]);
    expect(clock.offsetMs()).toBe(61_000);
    machine.pass(500);
    expect(ran).toEqual([
      ['passed', 60_000],
      ['later', 61_500],
    ]);
  });

  it('waits for a task further away than a timer reaches', () => {
    const machine = fakeMachine();
    const clock = virtualClock({ mode: 'real', machine });
    const ran: number[] = [];
    const days = 60 * 86_400_000;
    clock.at(MACHINE_START + days, () => ran.push(clock.now()));
    machine.pass(days - 1);
    expect(ran).toEqual([]);
    machine.pass(1);
    expect(ran).toEqual([MACHINE_START + days]);
  });

  it('does not go back when the machine does', () => {
    const machine = fakeMachine();
    const clock = virtualClock({ mode: 'real', machine });
    machine.pass(1000);
    const before = clock.now();
    machine.setBack(400);
    expect(clock.now()).toBe(before);
  });
});

const MACHINE_START = 1_700_000_000_000;

/** A machine whose time passes when told, firing its timers on the way; timers reach as far as Node's. */
function fakeMachine(): Machine & { pass(ms: number): void; setBack(ms: number): void; timers(): number } {
  let now = MACHINE_START;
  let timers: { readonly due: number; readonly task: () => void }[] = [];
  return {
    now: () => now,
    after(delayMs, task) {
      if (delayMs > 2 ** 31 - 1) throw new RangeError(`Node would fire a timer of ${delayMs} ms at once`);
      const timer = { due: now + delayMs, task };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    pass(ms) {
      const target = now + ms;
      for (let next = earliest(); next && next.due <= target; next = earliest()) {
        const { due, task } = next;
        timers = timers.filter((each) => each !== next);
        now = Math.max(now, due);
        task();
      }
      now = target;
    },
    setBack(ms) {
      now -= ms;
    },
    timers: () => timers.length,
  };

  function earliest() {
    return [...timers].sort((a, b) => a.due - b.due)[0];
  }
}
