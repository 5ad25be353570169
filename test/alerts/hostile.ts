import type { Alert } from '../../src/core/alert.ts';
import { aVerdict, SHARE } from '../support/builders.ts';
import { anAlert, forbidden, removalThat } from './alerts.ts';

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

/** An alert in which everything that comes from outside is this text. */
export function hostileAlert(text: string): Alert {
  const parts = {
    share: { arn: SHARE, name: text },
    principal: text,
    resources: [text],
    verdicts: [aVerdict({ reason: text, guardrail: text, why: text })],
  };
  return anAlert({
    body: forbidden(undefined, parts),
    finding: { actor: { arn: text, eventName: text, at: text }, owner: text, region: text },
    removal: removalThat('refused', text),
  });
}
