import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { sharewarden } from './running.ts';

const file = (guardrails: string) => ({
  files: { 'guardrails.yml': `organization: o-exampleorgid\nmode: enforce\nguardrails:\n${guardrails}` },
});
const INSIDE_ONLY = '  - id: inside-only\n    allow: [{ organization: true }]\n';
const accounts = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => `{ account: "${from + index}" }`).join(', ');

describe('sharewarden scp', () => {
  it('prints a policy, and apart from it what it does not prevent', async () => {
    const { code, out, err } = await sharewarden(['scp'], file(INSIDE_ONLY));
    expect(code).toBe(EXIT.fine);
    const { Version, Statement } = JSON.parse(out);
    expect(Version).toBe('2012-10-17');
    expect(Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual([
      'Guardrail1Allows',
      'NoSharesOpenToOutside',
    ]);
    expect(err).toMatch(/^What it does not prevent.*:\n {2}rules on ram:Principal {2}RAM checks/);
  });

  it('prints both as one value for programs', async () => {
    const { code, out, err } = await sharewarden(['scp', '--json'], file(INSIDE_ONLY));
    expect(code).toBe(EXIT.fine);
    expect(err).toBe('');
    const { policies, notes } = JSON.parse(out);
    expect(policies).toHaveLength(1);
    expect(notes.map(({ about }: { about: string }) => about)).toEqual([
      'rules on ram:Principal',
      'every rule',
      'resource policies',
    ]);
  });

  it('exempts the roles that it is told', async () => {
    const pattern = 'arn:aws:iam::*:role/governance/*';
    const { out } = await sharewarden(['scp', '--role-pattern', pattern], file(INSIDE_ONLY));
    for (const { Condition } of JSON.parse(out).Statement)
      expect(Condition.ArnNotLike).toEqual({ 'aws:PrincipalArn': pattern });
  });

  it.each(['sharewarden-*', 'arn:aws:iam::*:user/somebody', '*'])('refuses %s for roles', async (pattern) => {
    const { code, err } = await sharewarden(['scp', '--role-pattern', pattern], file(INSIDE_ONLY));
    expect(code).toBe(EXIT.badInput);
    expect(err).toContain(`there is ${pattern}`);
  });

  it('says when nothing can be prevented', async () => {
    const { code, out, err } = await sharewarden(['scp'], file('  - { id: a, allow: [], mode: observe }'));
    expect(code).toBe(EXIT.fine);
    expect(out).toBe('');
    expect(err).toMatch(/^No service control policy can prevent anything of it:\n {2}a/);
  });

  it('divides what is longer than a policy', async () => {
    const long = file(`  - id: a\n    deny: [${accounts(100000000000, 150)}]`);
    const { out, err } = await sharewarden(['scp'], long);
    const policies = out.split('\n}\n').length;
    expect(policies).toBeGreaterThan(1);
    expect(err).toMatch(new RegExp(`^${policies} policies, because one takes 5120 characters: attach all`));
  });

  it('says when an allow list is longer than a policy', async () => {
    const long = file(`  - id: a\n    allow: [${accounts(100000000000, 300)}]`);
    const { policies, notes } = JSON.parse((await sharewarden(['scp', '--json'], long)).out);
    expect(policies).toEqual([]);
    expect(notes[0]).toMatchObject({ about: 'Guardrail1Allows', reason: expect.stringMatching(/divided/) });
  });
});
