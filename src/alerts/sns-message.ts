import type { Digest, SnsMessage } from '../core/alert.ts';
import type { Fact } from './fact.ts';
import { countOf, noticesOf } from './notice.ts';
import { cut, oneLine } from './one-line.ts';
import { type Phrase, spoken } from './phrase.ts';

/**
 * Renders alerts of one cause as plain text, its subject in at most 100 printable ASCII characters. Every line break is
 * ours: what comes from outside stays on its line.
 */
export function snsMessage(digest: Digest): SnsMessage {
  const [{ headline, summary, facts }, ...others] = noticesOf(digest);
  const title = `Sharewarden: ${headline}`;
  const [about, lines] =
    others.length > 0
      ? [countOf(digest), noticesOf(digest).map((each) => plain(each.summary))]
      : [plain(summary), facts.flatMap(linesOf)];
  return {
    subject: cutPlain(ascii(`${title}: ${about}`), 100),
    message: `${[title, about, '', ...lines].join('\n')}\n`,
  };
}

/** SNS takes 256 KB; past this many lines nobody reads on. */
const MOST_LINES = 500;

function linesOf({ label, lines }: Fact): readonly string[] {
  const left = lines.length - MOST_LINES;
  const rest = left > 0 ? [`  … and ${left} more`] : [];
  return [`${label}:`, ...lines.slice(0, MOST_LINES).map((line) => `  ${plain(line)}`), ...rest];
}

const plain = (words: Phrase): string => spoken(words, (outside) => oneLine(outside));
const ascii = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?');
const cutPlain = (text: string, longest: number): string => cut(text, longest).replace('…', '~');
