import { describe, expect, it } from 'vitest';
import { GUARDRAIL_DEFAULTS } from '../../src/core/guardrail.ts';
import { memberCanBeShared } from '../../src/guardrails/member-can-be-shared.ts';
import { aPoolCase, NUMBER, POOL, smsArn, someGuardrails } from '../support/builders.ts';

const RCS = smsArn('rcs-agent/rcs-0123456789abcdef0123456789abcdef');
const pool = { ...aPoolCase().pool, members: [NUMBER, RCS] };
const told = {
  kind: 'unshareable-member',
  subject: { arn: POOL, name: 'pool-0123456789abcdef0123456789abcdef' },
  reason: 'the pool is shared, and holds what can not be shared at all',
  entities: [RCS],
};
const fileThat = (members: 'tell' | 'share' | 'ignore') =>
  someGuardrails({ pools: { ...GUARDRAIL_DEFAULTS.pools, members } });

describe('a pool', () => {
  it.each([
    ['of numbers and sender IDs can be shared', {}, []],
    ['that is shared with an RCS agent in it is told', { pool }, [told]],
    ['is told too where missing members are put on the share', { pool, file: fileThat('share') }, [told]],
    ['is not where nobody wants to hear of members', { pool, file: fileThat('ignore') }, []],
    ['may hold an RCS agent while it is not shared', { pool, isShared: false }, []],
  ])('%s', (_, parts, expected) => {
    expect(memberCanBeShared.check(aPoolCase(parts))).toEqual(expected);
  });
});
