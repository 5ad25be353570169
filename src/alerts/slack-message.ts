import type { KnownBlock } from '@slack/types';
import type { Alert, Digest } from '../core/alert.ts';
import type { Fact } from './fact.ts';
import { countOf, noticeOf, noticesOf } from './notice.ts';
import { oneLine } from './one-line.ts';
import { type Phrase, spoken } from './phrase.ts';

/** What an incoming webhook of Slack takes. `text` is for notifications; the channel shows the blocks. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** Renders alerts of one cause for Slack, within the limits of Block Kit. */
export function slackMessage(digest: Digest): SlackMessage {
  const [{ headline, summary, facts }, ...others] = noticesOf(digest);
  const capital = headline.charAt(0).toUpperCase() + headline.slice(1);
  const isOne = others.length === 0;
  const about = isOne ? mrkdwn(summary) : countOf(digest);
  return {
    text: `${capital}: ${about}`,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: capital, emoji: false } },
      section(about),
      ...(isOne ? facts.map(sectionOf) : digest.map((each) => section(lineOf(each)))),
    ],
  };
}

/** A line a finding, which is short enough that a message holds a whole digest. */
const lineOf = (alert: Alert): string => spoken(noticeOf(alert).summary, (outside) => asCode(outside, 60));

/**
 * A section takes 3,000 characters and a message 50 blocks (docs.slack.dev/reference/block-kit/blocks). What Slack
 * takes altogether is not published; 2,400 characters for each of six facts has room below what is seen to be refused, and
 * of no finding are more than six long.
 */
const MOST_OF_A_FACT = 2400;

function sectionOf({ label, lines }: Fact): KnownBlock {
  const texts = lines.map(mrkdwn);
  const shown: string[] = [];
  let length = 0;
  for (const text of texts) {
    length += text.length + 1;
    if (length > MOST_OF_A_FACT && shown.length > 0) break;
    shown.push(text);
  }
  const left = texts.length - shown.length;
  const rest = left > 0 ? [`… and ${left} more`] : [];
  return section([`*${label}*`, ...shown, ...rest].join('\n'));
}

/** `verbatim` keeps Slack from making links and mentions of text that looks like one. */
const section = (text: string): KnownBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text, verbatim: true },
});

const mrkdwn = (words: Phrase): string => spoken(words, (outside) => asCode(outside));

/**
 * Text from outside as code, in which Slack reads neither *bold* nor :emoji: nor links. The three characters that are
 * markup everywhere are escaped (docs.slack.dev/messaging/formatting-message-text), and a backtick would end the code.
 *
 * @param longest so many characters, escaped. Escaping makes up to five of one.
 */
function asCode(outside: string, longest = MOST_OF_A_QUOTE): string {
  const escaped = withoutMarkup(oneLine(outside));
  return `\`${escaped.length <= longest ? escaped : withoutMarkup(oneLine(outside, longest / 5))}\``;
}

/** So that a line of three quotes fits into its section. Escaping makes up to five characters of one. */
const MOST_OF_A_QUOTE = 600;

const withoutMarkup = (text: string): string =>
  text.replaceAll('`', "'").replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
