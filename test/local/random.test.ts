import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../local/random.ts';

describe('seeded chance', () => {
  it('is the same for the same seed', () =>
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const run = () => {
          const { random, uuid, hex } = seededRandom(seed);
          return [random(), uuid(), hex(32), random()];
        };
        expect(run()).toEqual(run());
      }),
    ));

  it('differs between neighbouring seeds', () => {
    const first = Array.from({ length: 100 }, (_, seed) => seededRandom(seed).uuid());
    expect(new Set(first).size).toBe(100);
  });

  it('stays from 0 to below 1 and covers the range evenly', () => {
    const { random } = seededRandom(7);
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let draw = 0; draw < 10_000; draw += 1) {
      const tenth = Math.floor(random() * 10);
      tenths[tenth] = (tenths[tenth] ?? Number.NaN) + 1;
    }
    expect(tenths).toHaveLength(10);
    expect(Math.min(...tenths)).toBeGreaterThan(850);
    expect(Math.max(...tenths)).toBeLessThan(1150);
  });

  it('makes UUIDs of version 4 and as many hex digits as asked for', () => {
    const { uuid, hex } = seededRandom(1);
    expect(uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(hex(32)).toMatch(/^[0-9a-f]{32}$/);
  });
});
