import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/core/evaluate.ts';
import { GUARDRAIL_DEFAULTS } from '../../src/core/guardrail.ts';
import { caseGrant } from '../../src/policy/case-grant.ts';
import { parseCases, problemText } from '../../src/policy/parse-cases.ts';
import { guardrailsOf } from './guardrail-files.ts';

const read = (file: string) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
const text = read('guardrails.yml');

describe('the guardrail file at the top of the repository', () => {
  it('lets the organization and SNS in, the sandbox not, and shows the defaults of all else', () => {
    expect(guardrailsOf(text)).toEqual({
      organization: 'o-exampleorgid',
      mode: 'enforce',
      guardrails: [
        {
          id: 'inside-only',
          why: expect.any(String),
          allow: [{ organization: true }, { service: 'sns.amazonaws.com' }],
        },
        { id: 'no-sandbox', why: expect.any(String), deny: [{ ou: 'ou-ab12-22222222' }] },
      ],
      ...GUARDRAIL_DEFAULTS,
    });
  });

  it('names the schema that editors complete it by', () => {
    expect(text).toContain('# yaml-language-server: $schema=./guardrails.schema.json\n');
  });

  it('is in order with what it shows in comments', () => {
    const whole = text.replace(/^( *)# ((?:mode|resources|waivers|owners|deciders):| {2})/gm, '$1$2');
    expect(guardrailsOf(whole)).toMatchObject({
      guardrails: [
        {},
        {
          id: 'no-sandbox',
          mode: 'observe',
          resources: {
            types: ['phone-number', 'pool', 'sender-id', 'opt-out-list'],
            arns: ['arn:aws:sms-voice:*:111122223333:*'],
            regions: ['us-east-1'],
            accounts: ['111122223333'],
            tags: { environment: 'production', campaign: '*' },
          },
        },
      ],
      waivers: [{ consumer: '999988887777', until: '2026-12-31' }],
      alerts: {
        owners: [{ accounts: ['111122223333'], slack: { critical: '/sharewarden/slack-messaging' } }],
        deciders: { users: ['U0123456789'], userGroups: ['S0123456789'] },
      },
    });
  });
});

describe('the cases beside it', () => {
  const parsed = parseCases(read('guardrails.test.yml'), 'guardrails.test.yml');
  const cases = parsed.ok ? parsed.cases : [];

  it('are in order', () => {
    expect(parsed.ok ? [] : parsed.problems.map(problemText)).toEqual([]);
    expect(cases.length).toBeGreaterThan(3);
  });

  it.each(cases)('hold: $name', (each) => {
    const guardrails = guardrailsOf(text);
    const { grant, places } = caseGrant(each, guardrails.organization);
    const verdict = evaluate(grant, guardrails, places, each.given.on ?? '2026-11-02');
    expect(verdict.decision).toBe(each.expect);
    expect(each.by === undefined || verdict.guardrail === each.by).toBe(true);
  });
});
