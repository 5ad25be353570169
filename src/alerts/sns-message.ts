import type { Alert, Digest, SnsMessage } from '../core/alert.ts';
import { severityOf } from '../core/severity.ts';
import { undoCommand } from '../core/undo-command.ts';
import type { Fact } from './fact.ts';
import { countOf, noticeOf, noticesOf } from './notice.ts';
import { cut, oneLine } from './one-line.ts';
import { type Phrase, spoken } from './phrase.ts';

/**
 * Renders alerts of one cause for people: a text for mail, with what to do next as a command, and one for phones. The
 * subject is at most 100 printable ASCII characters. Every line break is ours: what comes from outside stays on its line.
 */
export function snsMessage(digest: Digest): SnsMessage {
  const [alert, ...others] = digest;
  const [{ headline, summary, facts }] = noticesOf(digest);
  const title = `Sharewarden: ${headline}`;
  const isOne = others.length === 0;
  const severity = severityOf(alert.finding.body);
  const about = isOne ? plain(summary) : countOf(digest);
  const lines = isOne
    ? facts.flatMap(linesOf)
    : [...digest.map((each) => plain(noticeOf(each).summary)), ...nextOfAll(digest)];
  return {
    subject: cut(ascii(`${title}: ${about}`), 100).replace('…', '~'),
    message: `${[title, about, '', ...lines].join('\n')}\n`,
    short: cut(gsm(`${severity.toUpperCase()} ${headline}: ${about}`), MOST_ON_PHONES).replace('…', '.'),
  };
}

/** What a finding is about, on one line. */
export function titleOf(alert: Alert): string {
  const { headline, summary } = noticeOf(alert);
  return `${headline}: ${plain(summary)}`;
}

/** One text message holds 160 characters, and SNS writes the topic's name before it. */
const MOST_ON_PHONES = 140;

/** SNS takes 256 KB; past this many lines nobody reads on. */
const MOST_LINES = 500;

function linesOf({ label, lines }: Fact): readonly string[] {
  const left = lines.length - MOST_LINES;
  const rest = left > 0 ? [`  … and ${left} more`] : [];
  return [`${label}:`, ...lines.slice(0, MOST_LINES).map((line) => `  ${plain(line)}`), ...rest];
}

/** So many commands nobody pastes: another one lists them. */
function nextOfAll(digest: Digest): readonly string[] {
  const isUndoable = digest.some(({ removal }) => removal && undoCommand(removal) !== undefined);
  return isUndoable
    ? ['', 'To see each with its code, by which it is undone:', '  npx sharewarden history']
    : [];
}

const plain = (words: Phrase): string => spoken(words, (outside) => oneLine(outside));
const ascii = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?');
/** What takes one place each in the alphabet of phones (3GPP TS 23.038): of ASCII all but these. */
const gsm = (text: string): string => ascii(text).replace(/[\^{}\\[\]~|`]/g, '?');
