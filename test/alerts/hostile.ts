import type { Alert } from '../../src/core/alert.ts';
import { type FindingBody, STATE_KINDS } from '../../src/core/finding.ts';
import { aVerdict } from '../support/builders.ts';
import { anAlert, removalThat } from './alerts.ts';

/** Names that people could give to a share so that a message says something else. */
export const HOSTILE = [
  '<!channel>',
  '<!here|everybody>',
  '<@U012AB3CD> <#C012AB3CD> <!subteam^S012AB3CD>',
  '<https://evil.example|Sharewarden>',
  'a\nWhat was done:\n  nothing, all is well',
  'a\r\n*What was done*\r\nnothing',
  '`` ` ```',
  '&lt;!channel&gt; &amp;lt;',
  '\u202ereversed\u2066 \u200bhidden\ufeff',
  'line\u2028separator\u2029and\u0085next\u000bline',
  '\u0000\u001b[31mred\u007f',
  '\ud800 half a character',
  ' ',
  '\u200b',
  '*bold* _it_ ~no~ :skull:',
  '&'.repeat(1000),
  '😀'.repeat(500),
];

/** Alerts of every kind in which everything that comes from outside is this text. */
export function hostileAlerts(text: string): readonly Alert[] {
  const share = { arn: text, name: text };
  const policy = { resource: text, statements: [text, text] };
  const verdicts = [aVerdict({ reason: text, guardrail: text, why: text, consumer: text })];
  const named = { principal: text, through: text, resources: [text] };
  const refuse = { action: 'refuse', reason: text } as const;
  const bodies: readonly FindingBody[] = [
    { kind: 'forbidden-consumer', share, ...named, verdicts, remedy: { action: 'remove' } },
    { kind: 'forbidden-consumer', policy, ...named, verdicts, remedy: refuse },
    {
      kind: 'forbidden-consumer',
      share,
      ...named,
      verdicts,
      remedy: { action: 'remove-resources', resources: [text] },
    },
    { kind: 'undecided-consumer', policy, ...named, verdicts },
    { kind: 'denied-through-group', share, ...named, verdicts },
    { kind: 'unbound-service', policy, ...named, remedy: refuse },
    {
      kind: 'uncovered-pool',
      pool: text,
      gap: { missing: [{ consumer: text, members: [text] }] },
      added: [{ share: text, member: text }],
    },
    ...STATE_KINDS.map((kind) => ({ kind, subject: share, reason: text, entities: [text] })),
  ];
  const finding = { actor: { arn: text, eventName: text, at: text }, owner: text, region: text };
  const removal = removalThat('refused', text);
  return bodies.flatMap((body) => [
    anAlert({ body, finding, removal }),
    anAlert({ body, change: 'resolved', finding: { ...finding, resolution: 'gone' }, removal }),
  ]);
}
