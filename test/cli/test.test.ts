import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { ALLOWED, NUMBER, OUTSIDER } from '../support/builders.ts';
import { sharewarden } from './running.ts';

const GUARDRAILS = `organization: o-exampleorgid
mode: enforce
guardrails:
  - id: inside-only
    allow: [{ organization: true }]
waivers:
  - resource: ${NUMBER}
    consumer: "${OUTSIDER}"
    until: 2026-12-31
    reason: campaign 42
    approvedBy: head of messaging
`;

/** A case of the number and the outsider. */
const aCase = (expected: string, given = 'in: outside', name = '') =>
  `  - ${name && `name: ${name}\n    `}given: { resource: "${NUMBER}", consumer: "${OUTSIDER}", ${given} }\n    ${expected}\n`;

const testing = (cases: string, args: readonly string[] = [], world = {}) =>
  sharewarden(['test', ...args], {
    files: { 'guardrails.yml': GUARDRAILS, 'guardrails.test.yml': `cases:\n${cases}` },
    ...world,
  });

describe('sharewarden test', () => {
  it('is fine when every case is as expected', async () => {
    const { code, out, err } = await testing(
      aCase('expect: allowed', 'in: outside', 'a waiver') +
        aCase('expect: forbidden', 'in: outside, on: 2027-01-01'),
    );
    expect([code, err]).toEqual([EXIT.fine, '']);
    expect(out.split('\n')).toEqual([
      'ok    a waiver',
      'ok    999988887777 is forbidden to use phone-number phone-0123456789abcdef0123456789abcdef',
      '2 cases, 0 failed',
    ]);
  });

  it('looks at a case today when it names no day', async () => {
    const cases = aCase('expect: forbidden');
    expect(await testing(cases, [], { now: '2026-12-31T23:59:59.000Z' })).toMatchObject({
      code: EXIT.forbidden,
    });
    expect(await testing(cases, [], { now: '2027-01-01T00:00:00.000Z' })).toMatchObject({ code: EXIT.fine });
  });

  it('says what was expected, what came, and where', async () => {
    const { code, out } = await testing(aCase('expect: unknown', 'in: outside, on: 2027-01-01', 'strangers'));
    expect(code).toBe(EXIT.forbidden);
    expect(out.split('\n')).toEqual([
      'fail  strangers',
      '      guardrails.test.yml:2: expected unknown, got forbidden: inside-only allows only the organization',
      '1 case, 1 failed',
    ]);
  });

  it('minds which guardrail decides', async () => {
    const later = 'in: outside, on: 2027-01-01';
    const fine = await testing(aCase('expect: forbidden\n    by: inside-only', later));
    expect(fine.code).toBe(EXIT.fine);
    const other = await testing(aCase('expect: forbidden\n    by: another', later));
    expect(other.code).toBe(EXIT.forbidden);
    expect(other.out).toContain(
      'expected forbidden by another, got forbidden by inside-only: inside-only allows',
    );
  });

  it('is one value for programs', async () => {
    const cases = aCase('expect: allowed', 'in: organization', 'inside') + aCase('expect: forbidden');
    const { code, out, err } = await testing(cases, ['--json']);
    expect([code, err]).toEqual([EXIT.forbidden, '']);
    expect(JSON.parse(out)).toMatchObject({
      file: 'guardrails.test.yml',
      failed: 1,
      cases: [
        { name: 'inside', line: 2, ok: true, expected: { decision: 'allowed' }, got: { by: 'inside-only' } },
        {
          ok: false,
          got: { decision: 'allowed', reason: expect.stringMatching(/^waived until 2026-12-31/) },
        },
      ],
    });
  });

  it('colours on a terminal', async () => {
    const cases = aCase('expect: allowed') + aCase('expect: forbidden');
    const { out } = await testing(cases, [], { columns: 80 });
    expect(out).toContain('\u001b[32mok\u001b[39m');
    expect(out).toContain('\u001b[31mfail\u001b[39m');
    const plain = await testing(cases, [], { columns: 80, env: { NO_COLOR: '1' } });
    expect(plain.out).not.toContain('\u001b');
  });

  it('tells what is wrong in the file of cases', async () => {
    const { code, out, err } = await testing(aCase('expect: perhaps'));
    expect([code, out]).toEqual([EXIT.badInput, '']);
    expect(err).toMatch(/^guardrails\.test\.yml:3:13: expect takes/);
  });

  it('takes another file, and says when it is not there', async () => {
    const files = { 'guardrails.yml': GUARDRAILS, 'more.yml': `cases:\n${aCase('expect: allowed')}` };
    expect(await sharewarden(['test', 'more.yml'], { files })).toMatchObject({ code: EXIT.fine });
    const { code, err } = await sharewarden(['test', 'none.yml'], { files });
    expect([code, err]).toEqual([
      EXIT.badInput,
      'none.yml is not there: name the file of cases, or write one',
    ]);
  });
});

describe('an account that is allowed', () => {
  it('is so by its own id', async () => {
    const file = GUARDRAILS.replace('{ organization: true }', `{ account: "${ALLOWED}" }`);
    const cases = `cases:\n${aCase('expect: allowed').replace(OUTSIDER, ALLOWED)}`;
    const files = { 'guardrails.yml': file, 'guardrails.test.yml': cases };
    expect(await sharewarden(['test'], { files })).toMatchObject({ code: EXIT.fine });
  });
});
