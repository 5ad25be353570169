import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slackVerdict } from '../../local/control/slack-limits.ts';
import { causeOf } from '../../src/alerts/cause.ts';
import { ACTION_IDS, decode } from '../../src/alerts/slack-actions.ts';
import { slackMessage } from '../../src/alerts/slack-message.ts';
import type { Alert, Digest } from '../../src/core/alert.ts';
import { digestsOf } from '../../src/core/digest.ts';
import { findingId } from '../../src/core/finding.ts';
import { OWNER, SHARE } from '../support/builders.ts';
import { anAlert, forbidden, removalThat, state } from './alerts.ts';
import { HOSTILE, hostileAlerts } from './hostile.ts';

const hostile = fc.oneof(
  fc.constantFrom(...HOSTILE, '`'.repeat(10_000), '<!channel>'.repeat(1000), '\u202e😀'.repeat(2500)),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
/** Everything that Slack would read, but our own link. */
const readIn = (message: object): string =>
  JSON.stringify(message).replaceAll(
    /<https:\/\/console\.[a-z.-]+\/[a-z/-]+\?region=[a-z0-9-]+[^|<>]*\|[^|<>]+>/g,
    '',
  );
const named = (text: string, n: number): Alert => {
  const principal = String(555500000000 + n);
  const share = { arn: n % 3 === 0 ? SHARE : `${SHARE}-${n}`, name: text };
  const body = forbidden({ action: 'remove' }, { share, principal });
  return anAlert({
    body,
    finding: { id: findingId('forbidden-consumer', share.arn, principal), about: share.arn },
  });
};

describe('a digest', () => {
  it('names every finding, pings nobody and is within the limits, whatever the shares are called', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 2, max: 90 }), (text, count) => {
        const alerts = Array.from({ length: count }, (_, n) => named(text, n));
        const messages = digestsOf(alerts, causeOf).map((digest) =>
          slackMessage(digest, { hasButtons: true }),
        );
        for (const message of messages) {
          expect(slackVerdict({ ...message })).toBe('ok');
          expect(JSON.stringify(message).length).toBeLessThan(20_000);
          expect(readIn(message)).not.toMatch(/<[@#!]|<http/);
        }
        const said = JSON.stringify(messages);
        for (const n of alerts.keys()) expect(said).toContain(String(555500000000 + n));
      }),
      { numRuns: 60 },
    );
  });

  it('of any kind of finding is so too, with a line for each', () => {
    const kinds = hostileAlerts('harmless').length;
    fc.assert(
      fc.property(hostile, fc.nat(kinds - 1), (text, index) => {
        const alert = hostileAlerts(text)[index] ?? anAlert();
        const digest: Digest = [alert, ...Array.from({ length: 39 }, () => alert)];
        for (const message of [slackMessage([alert], { hasButtons: true }), slackMessage(digest)]) {
          expect(slackVerdict({ ...message })).toBe('ok');
          expect(readIn(message)).not.toMatch(/<[@#!]|<http/);
        }
        expect(JSON.stringify(slackMessage(digest)).match(/• /g)).toHaveLength(40);
      }),
      { numRuns: 150 },
    );
  });

  it('says what it is about, and puts findings under their share', () => {
    const alerts = [named('campaign', 0), named('campaign', 3), named('other', 1)];
    const [digest] = digestsOf(alerts, causeOf);
    if (!digest) throw new Error('no digest');
    const { text, blocks } = slackMessage(digest);
    expect(text).toBe(`Forbidden consumer, removal waits: 3 findings of \`${OWNER}\` in \`us-east-1\``);
    expect(blocks[3]).toMatchObject({
      text: {
        text: [
          `On share \`campaign\` \`${SHARE}\``,
          '• Account `555500000000`',
          '• Account `555500000003`',
          `On share \`other\` \`${SHARE}-1\``,
          '• Account `555500000001`',
        ].join('\n'),
      },
    });
  });
});

describe('the buttons of a message', () => {
  const buttons = (alert: Alert, hasButtons = true) =>
    slackMessage([alert], { hasButtons }).blocks.flatMap((block) =>
      block.type === 'actions' ? block.elements : [],
    );

  it('decide about its finding', () => {
    const alert = anAlert({ body: forbidden(), removal: removalThat('done', 'it is gone') });
    const { about, id, occurrence } = alert.finding;
    expect(buttons(alert)).toMatchObject([
      { action_id: ACTION_IDS.undo, confirm: { title: { text: 'Undo?' } } },
      { action_id: ACTION_IDS.waive, confirm: { title: { text: 'Waive for 7 days?' } } },
    ]);
    for (const button of buttons(alert))
      expect(decode('value' in button && button.value)).toEqual({ about, findingId: id, occurrence });
  });

  it.each<[string, Alert, readonly string[]]>([
    [
      'what is forbidden and still there',
      anAlert({ body: forbidden({ action: 'observe' }) }),
      ['waive', 'snooze'],
    ],
    ['what only a person mends', anAlert({ body: state('open-share', []) }), ['snooze']],
    [
      'what is over',
      anAlert({ body: forbidden(), finding: { status: 'resolved', resolution: 'gone' }, change: 'resolved' }),
      [],
    ],
  ])('of %s are those that offer something', (_, alert, kinds) => {
    const ids = buttons(alert).map((each) => ('action_id' in each ? each.action_id : ''));
    expect(ids).toEqual(kinds.map((kind) => `sharewarden.${kind}`));
  });

  it('are not there when nobody listens', () => {
    expect(buttons(anAlert({ body: forbidden() }), false)).toEqual([]);
  });

  it('are not there when Slack would refuse what they stand for', () => {
    const finding = { id: 'x'.repeat(2000) };
    expect(buttons(anAlert({ body: forbidden(), finding }))).toEqual([]);
  });
});

describe('what people decided', () => {
  it('is shown with who, when, until when, or why not', () => {
    const by = 'slack:T0123456789/U0123456789';
    const decision = { by, at: '2026-11-02T10:00:00.000Z', until: '2026-11-09' };
    const decisions = [
      { ...decision, kind: 'waive' },
      { ...decision, kind: 'undo', refused: 'the share is <gone>' },
    ] as const;
    const said = JSON.stringify(slackMessage([anAlert({ body: forbidden(), finding: { decisions } })]));
    expect(said).toContain(`allowed until \`2026-11-09\`, by \`${by}\` at \`2026-11-02T10:00:00.000Z\``);
    expect(said).toContain('not put back and allowed: `the share is &lt;gone&gt;`');
  });
});

describe('the link of a message', () => {
  it.each([
    [SHARE, 'us-east-1', 'https://console.aws.amazon.com/ram/home?region=us-east-1#OwnedResourceShares:|'],
    [
      'arn:aws-us-gov:ram:us-gov-west-1:111122223333:resource-share/x',
      'us-gov-west-1',
      'https://console.amazonaws-us-gov.com/ram/home?region=us-gov-west-1#OwnedResourceShares:|',
    ],
    [
      'arn:aws-cn:sms-voice:cn-north-1:111122223333:pool/p',
      'cn-north-1',
      'https://console.amazonaws.cn/sms-voice/home?region=cn-north-1|',
    ],
  ])('leads from %s to the console of its Region and partition', (about, region, link) => {
    expect(JSON.stringify(slackMessage([anAlert({ finding: { about, region } })]))).toContain(`<${link}`);
  });

  it.each([
    ['arn:aws-iso:ram:us-iso-east-1:111122223333:resource-share/x', 'us-iso-east-1'],
    [SHARE, 'us-east-1|<!channel>'],
    ['<!channel>', 'us-east-1'],
  ])('is not made up for %s in %s', (about, region) => {
    expect(JSON.stringify(slackMessage([anAlert({ finding: { about, region } })]))).not.toContain('<http');
  });
});
