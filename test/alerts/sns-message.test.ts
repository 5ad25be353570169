import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { snsMessage } from '../../src/alerts/sns-message.ts';
import { removalCode } from '../../src/core/removal-code.ts';
import { ALLOWED, NUMBER, OUTSIDER, OWNER, SHARE } from '../support/builders.ts';
import { anAlert, forbidden, removalThat, uncovered } from './alerts.ts';
import { HOSTILE, hostileAlerts } from './hostile.ts';

const removed = removalThat('requested', 'RAM accepted the request');

describe('a message for subscribers', () => {
  it('says what Slack is told, as plain text', () => {
    const { subject, message } = snsMessage([anAlert({ body: forbidden(), removal: removed })]);
    expect(subject).toBe(`Sharewarden: forbidden consumer removed: Account ${OUTSIDER} on share campaign`);
    expect(message.split('\n')).toEqual([
      'Sharewarden: forbidden consumer removed',
      `Account ${OUTSIDER} on share campaign`,
      '',
      'Severity:',
      '  critical',
      'What was done:',
      '  removed: RAM accepted the request',
      'Guardrail:',
      '  only-campaigns: only-campaigns allows only account 444455556666. Why: our numbers are for us',
      'Resources:',
      `  ${NUMBER}`,
      'Share:',
      '  campaign',
      `  ${SHARE}`,
      'Owner account:',
      `  ${OWNER} in us-east-1`,
      'Shared by:',
      '  unknown: the event did not say',
      'What to do next:',
      `  to put it back: npx sharewarden undo ${removalCode(`forbidden-consumer|${SHARE}|${OUTSIDER}|1`).slice(0, 12)} --until YYYY-MM-DD --reason "…"`,
      `  to allow it for a while: npx sharewarden waive ${NUMBER} ${OUTSIDER} --until YYYY-MM-DD --reason "…"`,
      '',
    ]);
  });

  it('names each finding of a digest on a line, and how what was removed is undone', () => {
    const principals = ['888877776666', '777766665555', '666655554444'];
    const [first, ...others] = principals.map((principal) =>
      anAlert({ body: forbidden({ action: 'remove' }, { principal }), removal: removed }),
    );
    const { subject, message, short } = snsMessage([first ?? anAlert(), ...others]);
    expect(subject).toBe(`Sharewarden: forbidden consumer removed: 3 findings of ${OWNER} in us-east-1`);
    expect(short).toBe(`CRITICAL forbidden consumer removed: 3 findings of ${OWNER} in us-east-1`);
    expect(message.split('\n').slice(1)).toEqual([
      `3 findings of ${OWNER} in us-east-1`,
      '',
      ...principals.map((principal) => `Account ${principal} on share campaign`),
      '',
      'To see each with its code, by which it is undone:',
      '  npx sharewarden history',
      '',
    ]);
  });

  it('says to phones in one line how grave it is and what is the matter', () => {
    const { short } = snsMessage([anAlert({ body: forbidden(), removal: removed })]);
    expect(short).toBe(`CRITICAL forbidden consumer removed: Account ${OUTSIDER} on share campaign`);
  });

  it('names what is in order again', () => {
    const finding = { status: 'resolved', resolution: 'covered' } as const;
    const { subject } = snsMessage([anAlert({ body: uncovered([]), change: 'resolved', finding })]);
    expect(subject).toMatch(/^Sharewarden: Resolved: pool shared without all that is in it/);
  });

  it('is cut with a count where it is long', () => {
    const members = Array.from({ length: 6000 }, (_, n) => `${NUMBER}-${n}`);
    const { message } = snsMessage([anAlert({ body: uncovered([{ consumer: ALLOWED, members }]) })]);
    expect(message).toContain('\n  … and 5500 more\n');
    expect(Buffer.byteLength(message)).toBeLessThan(250_000);
  });
});

describe('text from outside', () => {
  const harmless = hostileAlerts('harmless');

  it.each(HOSTILE)('%j breaks no line and no subject', (text) => {
    for (const index of harmless.keys()) expectHarmless(text, index);
  });

  it('of any kind does neither', () => {
    const texts = fc.string({ unit: 'binary', minLength: 1, maxLength: 400 });
    fc.assert(fc.property(texts, fc.nat(harmless.length - 1), expectHarmless));
  });

  function expectHarmless(text: string, index: number): void {
    const { subject, message, short } = snsMessage([hostileAlerts(text)[index] ?? anAlert()]);
    const lineCount = snsMessage([harmless[index] ?? anAlert()]).message.split('\n').length;
    expect(subject).toMatch(/^[A-Za-z][\x20-\x7e]{0,99}$/);
    expect(message.split('\n')).toHaveLength(lineCount);
    expect(message).not.toMatch(/[^\P{C}\n]/u);
    // The basic alphabet of text messages, as far as it is ASCII.
    expect(short).toMatch(/^(CRITICAL|WARNING|NOTICE) [A-Za-z0-9 !"#$%&'()*+,\-./:;<=>?@_]+$/);
    expect(short.length).toBeLessThanOrEqual(140);
    expect(message).not.toMatch(/[\u2028\u2029]/);
  }
});
