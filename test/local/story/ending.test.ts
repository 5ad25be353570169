import { describe, expect, it } from 'vitest';
import { output } from '../../../local/start/output.ts';
import type { Telling } from '../../../local/story/chapter.ts';
import { ending, type Made } from '../../../local/story/ending.ts';
import { CAMPAIGNS, OUTSIDER, SANDBOX } from '../../../local/story/example.ts';
import type { Kept } from '../../../local/story/witness.ts';

const named = (name: string) => ({ name, arn: `arn:of:${name}` });
const pool = { name: 'pool-1', arn: 'arn:aws:sms-voice:us-east-1:111122223333:pool/pool-1' };
const made: Made = {
  stock: { optOutList: named('stops'), firstNumber: named('+1'), secondNumber: named('+2'), pool },
  campaign: named('spring-campaign'),
  spring: named('spring-pool'),
};

const removal = (principal: string, more: Kept = {}): Kept => ({
  principal,
  share: named('spring-campaign'),
  status: 'done',
  ...more,
});
const forbidden = (principal: string, more: Kept = {}): Kept => ({
  about: 'arn:of:spring-campaign',
  body: { kind: 'forbidden-consumer', principal },
  status: 'resolved',
  resolution: 'removed',
  ...more,
});
const uncovered = (more: Kept = {}): Kept => ({
  about: pool.arn,
  body: { kind: 'uncovered-pool' },
  status: 'resolved',
  resolution: 'covered',
  ...more,
});

interface World {
  readonly removals: readonly Kept[];
  readonly findings: readonly Kept[];
  readonly slack: readonly string[];
  readonly campaign: Readonly<Record<string, string>>;
}
const good: World = {
  removals: [removal(OUTSIDER), removal(SANDBOX)],
  findings: [forbidden(OUTSIDER), uncovered(), forbidden(SANDBOX)],
  slack: [`${OUTSIDER} removed`, 'pool-1: gap', 'pool-1: resolved', `${SANDBOX} removed`],
  campaign: { [CAMPAIGNS]: 'ASSOCIATED', [OUTSIDER]: 'DISASSOCIATED' },
};

function differencesIn(world: World) {
  const principals = new Map(Object.entries(world.campaign));
  const telling = {
    me: {
      principals: async ({ name }: { name: string }) =>
        name === 'spring-campaign' ? principals : new Map([[CAMPAIGNS, 'ASSOCIATED']]),
    },
    seen: {
      slack: async () => world.slack.map((text) => ({ time: '', target: '', body: { text } })),
      removals: async () => world.removals,
      findings: async () => world.findings,
      idle: async () => {},
    },
    tell: output({ write: () => {}, colour: false }),
  };
  // The ending asks the owner for nothing but principals.
  return ending(telling as unknown as Telling, made);
}

describe('the ending of the story', () => {
  it('finds nothing wrong with a world that is right, in whatever order it is listed', async () => {
    expect(await differencesIn(good)).toEqual([]);
    const reversed = { removals: good.removals.toReversed(), findings: good.findings.toReversed() };
    expect(await differencesIn({ ...good, ...reversed })).toEqual([]);
  });

  it('leaves aside what an earlier telling has left in a kept table', async () => {
    const earlier = {
      removals: [removal(OUTSIDER, { share: { name: 'spring-campaign', arn: 'arn:of:last-year' } })],
      findings: [forbidden(OUTSIDER, { about: 'arn:of:last-year' })],
    };
    const removals = [...earlier.removals, ...good.removals];
    const findings = [...earlier.findings, ...good.findings];
    expect(await differencesIn({ ...good, removals, findings })).toEqual([]);
  });

  it.each<[string, Partial<World>, RegExp]>([
    [
      'the outsider is back',
      { campaign: { [CAMPAIGNS]: 'ASSOCIATED', [OUTSIDER]: 'ASSOCIATING' } },
      /consumers/,
    ],
    ['the allowed account is gone', { campaign: {} }, /consumers of "spring-campaign": none/],
    ['more was removed', { removals: [...good.removals, removal(CAMPAIGNS)] }, /removals: .*444455556666/],
    [
      'a finding is open',
      { findings: [...good.findings.slice(1), uncovered({ status: 'open' })] },
      /findings/,
    ],
    ['a finding was never made', { findings: good.findings.slice(1) }, /findings/],
    ['Slack was told twice', { slack: [...good.slack, `${SANDBOX} removed`] }, /the sandbox account: 2/],
    ['Slack was not told', { slack: good.slack.slice(1) }, /the outsider: 0/],
    ['Slack was told of something else', { slack: [...good.slack, 'hello'] }, /Slack messages: 5/],
  ])('says so when %s', async (_, changed, message) => {
    expect((await differencesIn({ ...good, ...changed })).join('\n')).toMatch(message);
  });
});
