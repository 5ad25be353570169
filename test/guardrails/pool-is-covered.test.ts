import { describe, expect, it } from 'vitest';
import { poolIsCovered } from '../../src/guardrails/pool-is-covered.ts';
import { ALLOWED, aPoolCase, NUMBER, POOL } from '../support/builders.ts';

describe('a shared pool', () => {
  it('whose consumers have all that is in it makes no finding', () => {
    expect(poolIsCovered.check(aPoolCase())).toEqual([]);
  });

  it('of which a consumer lacks something is told, with what is lacking', () => {
    const gap = { missing: [{ consumer: ALLOWED, members: [NUMBER] }] };
    expect(poolIsCovered.check(aPoolCase({ gap }))).toEqual([{ kind: 'uncovered-pool', pool: POOL, gap }]);
  });
});
