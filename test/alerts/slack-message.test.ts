import type { KnownBlock } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slackMessage } from '../../src/alerts/slack-message.ts';
import type { Alert } from '../../src/core/alert.ts';
import type { FindingBody } from '../../src/core/finding.ts';
import { removalId } from '../../src/core/removal.ts';
import { removalCode } from '../../src/core/removal-code.ts';
import {
  ALLOWED,
  aVerdict,
  NUMBER,
  OPT_OUT_LIST,
  OUTSIDER,
  OWNER,
  POOL,
  SENDER_ID,
  SHARE,
} from '../support/builders.ts';
import { anAlert, forbidden, reached, removalThat, state, uncovered, undecided } from './alerts.ts';
import { HOSTILE, hostileAlerts } from './hostile.ts';

/** What the blocks say, a line each. */
const lines = (alert: Alert): readonly string[] =>
  slackMessage([alert]).blocks.flatMap(textOf).join('\n').split('\n');
function textOf(block: KnownBlock): readonly string[] {
  return (block.type === 'section' || block.type === 'header') && block.text ? [block.text.text] : [];
}
/** What stands small above and below. */
const notes = (alert: Alert): readonly string[] =>
  slackMessage([alert]).blocks.flatMap((block) =>
    block.type === 'context' ? block.elements.map((each) => ('text' in each ? each.text : '')) : [],
  );
const fact = (alert: Alert, label: string): readonly string[] => {
  const all = lines(alert);
  const rest = all.slice(all.indexOf(`*${label}*`) + 1);
  const end = rest.findIndex((line) => line.startsWith('*'));
  return end < 0 ? rest : rest.slice(0, end);
};

const requested = removalThat('requested', 'RAM accepted the request');
const actor = {
  arn: 'arn:aws:iam::111122223333:user/operator',
  eventName: 'AssociateResourceShare',
  at: '2026-11-02T09:59:58Z',
  userAgent: 'APN/1.0 HashiCorp/1.0 Terraform/1.9.5 aws-sdk-go-v2/1.30',
};

describe('a forbidden consumer that was removed', () => {
  const alert = anAlert({ body: forbidden(), finding: { actor }, removal: requested });

  it('is told with what, whom, whose, where, who, which rule and what was done', () => {
    expect(lines(alert)).toEqual([
      'Forbidden consumer removed',
      `Account \`${OUTSIDER}\` on share \`campaign\``,
      '*What was done*',
      'removed: `RAM accepted the request`',
      '*Guardrail*',
      '`only-campaigns`: `only-campaigns allows only account 444455556666`. Why: `our numbers are for us`',
      '*Resources*',
      `\`${NUMBER}\``,
      '*Share*',
      '`campaign`',
      `\`${SHARE}\``,
      '*Owner account*',
      `\`${OWNER}\` in \`us-east-1\``,
      '*Shared by*',
      '`arn:aws:iam::111122223333:user/operator` by `AssociateResourceShare` at `2026-11-02T09:59:58Z`, with Terraform',
      '*What to do next*',
      `to put it back: \`npx sharewarden undo ${removalCode(removalId(alert.finding)).slice(0, 12)} --until YYYY-MM-DD --reason "…"\``,
      `to allow it for a while: \`npx sharewarden waive ${NUMBER} ${OUTSIDER} --until YYYY-MM-DD --reason "…"\``,
    ]);
    expect(notes(alert)).toEqual([
      ':large_red_square: *Critical*: somebody should look now',
      '<https://console.aws.amazon.com/ram/home?region=us-east-1#OwnedResourceShares:|shares in the RAM console, us-east-1> · all of it: `npx sharewarden report`',
    ]);
  });

  it('is told in a notification by its first words', () => {
    expect(slackMessage([alert]).text).toBe(
      `Forbidden consumer removed: Account \`${OUTSIDER}\` on share \`campaign\``,
    );
  });

  it('says a rule once that forbids several resources, and a reason each where they differ', () => {
    const verdicts = [
      aVerdict(),
      aVerdict({ resource: POOL }),
      aVerdict({ guardrail: 'no-sandbox', reason: 'denied' }),
    ];
    const several = anAlert({ body: forbidden(undefined, { verdicts, resources: [NUMBER, POOL] }) });
    expect(fact(several, 'Guardrail')).toHaveLength(2);
    expect(fact(several, 'Resources')).toEqual([`\`${NUMBER}\``, `\`${POOL}\``]);
  });

  it('says that the event did not say who shared it', () => {
    expect(fact(anAlert(), 'Shared by')).toEqual(['unknown: the event did not say']);
  });
});

describe('what was done', () => {
  it.each([
    [
      'removed, read back',
      anAlert({ removal: removalThat('done', 'read back') }),
      'removed: `read back`',
      'Forbidden consumer removed',
    ],
    [
      'waiting',
      anAlert({ removal: removalThat('waiting', 'in transition') }),
      'removal waits: `in transition`. It is tried again',
      'Forbidden consumer, removal waits',
    ],
    [
      'refused by RAM',
      anAlert({ removal: removalThat('refused', 'not permitted') }),
      'not removed: `not permitted`, a person is needed',
      'Forbidden consumer not removed, a person is needed',
    ],
    [
      'refused by us',
      anAlert({ body: forbidden({ action: 'refuse', reason: 'it holds a subnet' }) }),
      'not removed: `it holds a subnet`, a person is needed',
      'Forbidden consumer not removed, a person is needed',
    ],
    [
      'observed',
      anAlert({ body: forbidden({ action: 'observe' }) }),
      'would be removed (observe mode)',
      'Forbidden consumer would be removed',
    ],
    [
      'on record',
      anAlert({ removal: removalThat('planned', 'forbidden') }),
      'not removed yet: the removal is on record and will be made',
      'Forbidden consumer, removal waits',
    ],
    [
      'gone by the time it is told',
      anAlert({
        finding: { status: 'resolved', resolution: 'removed' },
        removal: removalThat('waiting', 'x'),
      }),
      'removed: it is no longer on the share',
      'Forbidden consumer removed',
    ],
    [
      'nothing, as nobody knows',
      anAlert({ body: undecided }),
      'not removed: it is not known to be forbidden',
      'Nobody can say whether a consumer is allowed',
    ],
    [
      'more than before',
      anAlert({ change: 'changed', removal: requested }),
      'removed: `RAM accepted the request`',
      'Changed: forbidden consumer removed',
    ],
  ] as const)('%s', (_, alert, done, headline) => {
    expect(fact(alert, 'What was done')).toEqual([done]);
    expect(lines(alert)[0]).toBe(headline);
  });
});

describe('a consumer that is no account', () => {
  it.each([
    ['sns.amazonaws.com', 'Service'],
    ['arn:aws:organizations::123456789012:ou/o-exampleorgid/ou-ab12-11111111', 'OU'],
    ['arn:aws:organizations::123456789012:organization/o-exampleorgid', 'Organization'],
    ['arn:aws:iam::444455556666:role/Sender', 'Principal'],
  ])('%s is called %s', (principal, word) => {
    const alert = anAlert({ body: forbidden(undefined, { principal }) });
    expect(lines(alert)[1]).toBe(`${word} \`${principal}\` on share \`campaign\``);
  });
});

describe('a pool that is shared without all that is in it', () => {
  const missing = [
    { consumer: ALLOWED, members: [NUMBER, SENDER_ID] },
    { consumer: OUTSIDER, members: [OPT_OUT_LIST, `${POOL.replace('pool/', 'rcs-agent/')}`] },
  ];

  it('is told with who lacks what', () => {
    const alert = anAlert({ body: uncovered(missing) });
    expect(lines(alert).slice(0, 2)).toEqual([
      'Pool shared without all that is in it',
      'Pool `pool-0123456789abcdef0123456789abcdef`',
    ]);
    expect(fact(alert, 'Who lacks what')).toEqual([
      `\`${ALLOWED}\` lacks number \`phone-0123456789abcdef0123456789abcdef\``,
      `\`${ALLOWED}\` lacks sender ID \`ACME/GB\``,
      `\`${OUTSIDER}\` lacks opt-out list \`marketing\``,
      `\`${OUTSIDER}\` lacks member \`${POOL.replace('pool/', 'rcs-agent/').replace('pool/', '')}\``,
    ]);
    expect(fact(alert, 'Pool')).toEqual([`\`${POOL}\``]);
    expect(fact(alert, 'Owner account')).toEqual([`\`${OWNER}\` in \`us-east-1\``]);
  });

  it('is cut with a count where it is long, and nothing goes uncounted', () => {
    const members = Array.from({ length: 100 }, (_, n) => `${NUMBER}-${n}`);
    const consumers = Array.from({ length: 60 }, (_, n) => String(111122220000 + n));
    const alert = anAlert({ body: uncovered(consumers.map((consumer) => ({ consumer, members }))) });
    const shown = fact(alert, 'Who lacks what');
    const [, more = '0'] = /^… and (\d+) more$/.exec(shown.at(-1) ?? '') ?? [];
    expect(shown.length - 1 + Number(more)).toBe(6000);
    expectWithinLimits(alert);
  });
});

describe('what is in order again', () => {
  const resolved = (
    resolution: 'gone' | 'allowed' | 'covered' | 'unshared' | 'removed-late',
    body: FindingBody = forbidden(),
  ) => anAlert({ body, change: 'resolved', finding: { status: 'resolved', resolution } });
  it.each([
    ['forbidden consumer', resolved('gone'), 'it is no longer on the share: it went without being removed'],
    [
      'forbidden consumer',
      resolved('removed-late'),
      'it was removed after all and is no longer on the share',
    ],
    ['forbidden consumer', resolved('allowed'), 'the guardrails allow it now'],
    ['undecided consumer', resolved('allowed', undecided), 'the guardrails allow it now'],
    [
      'pool shared without all that is in it',
      resolved('covered', uncovered([])),
      'every consumer of the pool can use all that is in it',
    ],
    [
      'pool shared without all that is in it',
      resolved('unshared', uncovered([])),
      'the pool is no longer shared with anybody who would need what is in it',
    ],
    ['pool shared without all that is in it', resolved('gone', uncovered([])), 'the pool is gone'],
  ] as const)('is a %s', (what, alert, how) => {
    expect(lines(alert)[0]).toBe(`Resolved: ${what}`);
    expect(fact(alert, 'Resolved')).toEqual([how]);
  });

  it('says nothing of who lacked what', () => {
    const alert = anAlert({
      body: uncovered([{ consumer: ALLOWED, members: [NUMBER] }]),
      change: 'resolved',
      finding: { status: 'resolved', resolution: 'covered' },
    });
    expect(JSON.stringify(slackMessage([alert]))).not.toContain(ALLOWED);
  });
});

const MANY = Array.from({ length: 5000 }, (_, n) => String(111122220000 + n));
const verdictOn = (consumer: string) => aVerdict({ consumer, guardrail: `no-${consumer}` });

const HARMLESS = hostileAlerts('harmless');

describe('text from outside', () => {
  it('is on its line, in code, and is no markup', () => {
    const name = '<!channel> *now*\n*Guardrail*\n`x` & <https://evil.example|here> @here';
    const alert = anAlert({ body: forbidden(undefined, { share: { arn: SHARE, name } }) });
    expect(fact(alert, 'Share')[0]).toBe(
      "`&lt;!channel&gt; *now* *Guardrail* 'x' &amp; &lt;https://evil.example|here&gt; @here`",
    );
  });

  it.each(HOSTILE)('%j makes no line, no mention and no code of its own', (text) => {
    for (const index of HARMLESS.keys()) expectHarmless(text, index);
  });

  it('of any kind does neither', () => {
    const texts = fc.string({ unit: 'binary', minLength: 1, maxLength: 400 });
    fc.assert(fc.property(texts, fc.nat(HARMLESS.length - 1), expectHarmless));
  });

  it('that grows by being escaped fits all the same', () => {
    const [alert = anAlert(), ...others] = hostileAlerts('&'.repeat(5000));
    for (const each of [alert, ...others]) expectWithinLimits(each);
    expect(fact(alert, 'Share')[0]).toBe(`\`${'&amp;'.repeat(119)}…\``);
  });

  it.each([
    [
      'consumers forbidden by 5,000 verdicts',
      forbidden(undefined, { verdicts: MANY.map(verdictOn) }),
      'Guardrail',
    ],
    ['5,000 resources', forbidden(undefined, { resources: MANY }), 'Resources'],
    ['5,000 denied accounts', { ...reached, verdicts: MANY.map(verdictOn) }, 'Denied accounts'],
    ['5,000 that wait', state('sharing-not-enabled', MANY), 'Who waits'],
    [
      'a policy of 5,000 statements',
      { ...undecided, policy: { resource: NUMBER, statements: MANY } },
      'Policy',
    ],
    [
      '5,000 members that were added',
      { ...uncovered([]), added: MANY.map((member) => ({ share: SHARE, member })) },
      'What was put on a share',
    ],
  ])('%s are cut with a count', (_, body, label) => {
    const alert = anAlert({ body });
    const shown = fact(alert, label);
    const [, more = '0'] = /^… and (\d+) more$/.exec(shown.at(-1) ?? '') ?? [];
    expect(shown.length - 1 + Number(more)).toBe(label === 'Policy' ? 5001 : 5000);
    expectWithinLimits(alert);
  });

  it('of any length and number keeps within what Slack takes', () => {
    const many = fc.array(fc.constantFrom(...HOSTILE, NUMBER, '&'.repeat(5000)), { maxLength: 200 });
    fc.assert(
      fc.property(many, fc.constantFrom(...HOSTILE), (resources, name) => {
        const share = { arn: SHARE, name };
        const verdicts = resources.map((reason) => aVerdict({ reason, guardrail: name }));
        expectWithinLimits(anAlert({ body: forbidden(undefined, { share, resources, verdicts }) }));
      }),
      { numRuns: 30 },
    );
  });
});

/** The same message with a harmless text has the same lines; and Slack finds neither markup nor the end of the code. */
function expectHarmless(text: string, index: number): void {
  const texts = textsOf(hostileAlerts(text)[index]);
  expect(shapeOf(texts)).toBe(shapeOf(textsOf(HARMLESS[index])));
  for (const each of texts) {
    expect(each).not.toMatch(/[<>]/);
    expect(each).not.toMatch(/&(?!amp;|lt;|gt;)/);
    expect(each).not.toMatch(/[^\P{C}\n]/u);
    expect(each).not.toContain('``');
  }
}
function textsOf(alert = anAlert()): readonly string[] {
  const { text, blocks } = slackMessage([alert]);
  return [text, ...blocks.flatMap(textOf)];
}
const shapeOf = (texts: readonly string[]) => texts.join('\n').replace(/`[^`\n]*`/g, '``');

function expectWithinLimits(alert: Alert): void {
  const { text, blocks } = slackMessage([alert]);
  expect(text.length).toBeLessThanOrEqual(4000);
  expect(blocks.length).toBeLessThanOrEqual(50);
  expect(blocks.flatMap(textOf).join('').length).toBeLessThanOrEqual(6 * 2500);
  for (const block of blocks) {
    if (block.type === 'context') continue;
    const [said = ''] = textOf(block);
    expect(said.length).toBeGreaterThan(0);
    expect(said.length).toBeLessThanOrEqual(block.type === 'header' ? 150 : 3000);
  }
}
