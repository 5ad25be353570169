import type { KnownBlock } from '@slack/types';
import { MOST_OF_A_LINE, oneLine } from './one-line.ts';
import { type Phrase, spoken } from './phrase.ts';

/** A section takes 3,000 characters (docs.slack.dev/reference/block-kit/blocks/section-block). */
export const MOST_OF_A_SECTION = 2400;

/** `verbatim` keeps Slack from making links and mentions of text that looks like one. */
export const section = (text: string): KnownBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text, verbatim: true },
});

/** Smaller and grey. */
export const context = (text: string): KnownBlock => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text, verbatim: true }],
});

/** The words as Slack's markup, what comes from outside as code. @param longest of a quote. */
export const mrkdwn = (words: Phrase, longest?: number): string =>
  spoken(words, (outside) => asCode(outside, longest));

/**
 * Text from outside as code, in which Slack reads neither *bold* nor :emoji: nor links. The three characters that are
 * markup everywhere are escaped (docs.slack.dev/messaging/formatting-message-text), and a backtick would end the code.
 *
 * @param longest so many characters, escaped. Escaping makes up to five of one.
 */
export function asCode(outside: string, longest = MOST_OF_A_QUOTE): string {
  const escaped = withoutMarkup(oneLine(outside, Math.min(longest, MOST_OF_A_LINE)));
  return `\`${escaped.length <= longest ? escaped : withoutMarkup(oneLine(outside, longest / 5))}\``;
}

/** So that a line of three quotes fits into its section. */
const MOST_OF_A_QUOTE = 600;

const withoutMarkup = (text: string): string =>
  text.replaceAll('`', "'").replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
