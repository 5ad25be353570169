import { describe, expect, it } from 'vitest';
import { durationText } from '../../src/cli/plan/duration-text.ts';
import { planText } from '../../src/cli/plan/plan-text.ts';
import type { Row } from '../../src/flows/survey/row.ts';
import { ALLOWED, NUMBER, OUTSIDER, SANDBOX, SHARE } from '../support/builders.ts';

const aRow = (parts: Partial<Row> = {}): Row => ({
  action: 'remove',
  found: 'forbidden-consumer',
  resource: NUMBER,
  consumer: OUTSIDER,
  path: { share: { arn: SHARE, name: 'campaign' } },
  state: 'active',
  decision: 'forbidden',
  reason: 'nobody allows it',
  ...parts,
});
const PLAIN = {
  isTerminal: false,
  columns: undefined,
  env: {},
  out: () => {},
  err: () => {},
  now: () => '',
  readFile: async () => '',
  writeFile: async () => {},
  wait: async () => {},
};
const textOf = (row: Partial<Row>) => planText([aRow(row)], true, PLAIN).split('\n')[1];

describe('a row of a plan', () => {
  it.each([
    [{ consumers: [ALLOWED], consumer: undefined }, / {2}444455556666 {2}/],
    [
      { consumers: [ALLOWED, SANDBOX, OUTSIDER, '1'], consumer: undefined },
      / {2}444455556666, 555566667777 and 2 more {2}/,
    ],
    [{ through: 'sns.amazonaws.com' }, / {2}999988887777 through sns.amazonaws.com {2}/],
    [{ state: 'pending' }, / {2}share campaign \(pending\) {2}/],
    [{ path: { pool: NUMBER } }, / {2}phone number phone-\S+ {2}nobody/],
    [{ path: { policy: { resource: NUMBER } } }, / {2}policy of phone number phone-\S+ {2}nobody/],
    [{ path: { policy: { resource: NUMBER, statement: 'Alarms' } } }, / {2}policy, Alarms {2}nobody/],
    [{ resource: 'arn:aws:sms-voice:us-east-1:1:rcs-agent/rcs-1' }, /^remove {2}arn:\S+rcs-1 {2}/],
  ] as const)('%j', (row, text) => {
    expect(textOf(row)).toMatch(text);
  });

  it('shows what comes from outside as it can be seen', () => {
    const path = { share: { arn: SHARE, name: 'a\u001b[2J\nremove  everything' } };
    expect(planText([aRow({ path })], true, PLAIN).split('\n')).toHaveLength(4);
    expect(textOf({ path })).not.toContain('\u001b');
  });
});

describe('a plan', () => {
  it('is coloured on a terminal only', () => {
    expect(planText([aRow()], false, PLAIN)).not.toContain('\u001b[');
    const terminal = { ...PLAIN, isTerminal: true, columns: 200 };
    expect(planText([aRow()], false, terminal)).toContain('\u001b[31mremove');
  });

  it('lists what would change before what would be told, and what is kept when it is asked for', () => {
    const rows = [aRow({ action: 'keep' }), aRow({ action: 'tell' }), aRow({ action: 'bind-source' })];
    const titles = (isAll: boolean) =>
      planText(rows, isAll, PLAIN)
        .split('\n')
        .filter((line) => !line.includes('phone-') && line !== '');
    expect(titles(false)).toEqual([
      'Would be changed:',
      'Would be told:',
      '1 to change, 1 to tell, 1 to keep (--all lists what is kept)',
    ]);
    expect(titles(true)).toEqual([
      'Would be changed:',
      'Would be told:',
      'Would be kept:',
      '1 to change, 1 to tell, 1 to keep',
    ]);
  });
});

describe('how long something takes', () => {
  it.each([
    [0, '1 second'],
    [1.4, '1 second'],
    [59.6, '1 minute'],
    [61, '1 minute 1 second'],
    [120, '2 minutes'],
    [276, '4 minutes 36 seconds'],
  ])('%f seconds: %s', (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
  });
});
