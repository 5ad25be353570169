import type { KnownBlock } from '@slack/types';
import type { Alert, Digest } from '../core/alert.ts';
import { type Severity, severityOf } from '../core/severity.ts';
import { consoleLink } from './console-link.ts';
import { placeLine, subjectLine } from './digest-lines.ts';
import type { Fact } from './fact.ts';
import { noticeOf, SEVERITY } from './notice.ts';
import { buttonsOf } from './slack-buttons.ts';
import { asCode, context, MOST_OF_A_SECTION, mrkdwn, section } from './slack-text.ts';

/** What Slack takes for a message. `text` is for notifications and screen readers; the channel shows the blocks. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

export interface SlackLook {
  /** Somebody listens when they are pressed. */
  readonly hasButtons?: boolean;
  /** All there is to know, also of what is over: else that is short. */
  readonly isWhole?: boolean;
}

/** Renders alerts of one cause for Slack, within the limits of Block Kit: one with all there is to know, several as a list. */
export function slackMessage(
  digest: Digest,
  { hasButtons = false, isWhole = false }: SlackLook = {},
): SlackMessage {
  const [some, ...others] = digest;
  // What is not over stands for the others.
  const first = digest.find(({ news }) => news.change !== 'resolved') ?? some;
  const { headline, summary, facts } = noticeOf(first);
  const isOne = others.length === 0;
  const capital = headline.charAt(0).toUpperCase() + headline.slice(1);
  const isShort = first.news.change === 'resolved' && !isWhole;
  const isShown = ({ label }: Fact): boolean =>
    label !== SEVERITY && !(isShort && LEFT_OUT_AT_THE_END.includes(label));
  const about = isOne ? mrkdwn(summary) : `${digest.length} findings of ${ownerOf(first)}`;
  return {
    text: `${capital}: ${about}`,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: capital, emoji: false } },
      section(about),
      context(severityLine(first)),
      ...(isOne ? facts.filter(isShown).map(sectionOf) : listOf(digest, headline)),
      ...(isOne && hasButtons ? buttonsOf(first) : []),
      whereMoreIs(first),
    ],
  };
}

/** Who follows up on a finding has been told this when it was opened. */
const LEFT_OUT_AT_THE_END = ['Resources', 'Owner account', 'Shared by', 'Last changed by'];

const ownerOf = ({ finding: { owner, region } }: Alert): string => `${asCode(owner)} in ${asCode(region)}`;

/**
 * By a colour and by the word. A colour bar would want attachments, which Slack calls legacy, and folds when they are
 * long.
 */
function severityLine({ finding, news }: Alert): string {
  const severity = severityOf(finding.body);
  if (news.change === 'resolved') return `:white_large_square: *Resolved*, was ${severity}`;
  return `${SQUARES[severity]} *${WORDS[severity]}*: somebody should look ${WHEN[severity]}`;
}
const SQUARES: Readonly<Record<Severity, string>> = {
  critical: ':large_red_square:',
  warning: ':large_orange_square:',
  notice: ':large_blue_square:',
};
const WORDS: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  warning: 'Warning',
  notice: 'Notice',
};

const WHEN: Readonly<Record<Severity, string>> = {
  critical: 'now',
  warning: 'today',
  notice: 'when there is time',
};

/**
 * What Slack takes altogether is not published. So much for each fact has room below what is seen to be refused: of no
 * finding are more than six long.
 */
const MOST_OF_A_FACT = MOST_OF_A_SECTION;

function sectionOf({ label, lines }: Fact): KnownBlock {
  const texts = lines.map((line) => mrkdwn(line));
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

/** A line a finding, under the share or resource that they hang on; as many to a section as it takes. */
function listOf(digest: Digest, headline: string): readonly KnownBlock[] {
  const lines = [...Map.groupBy(digest, ({ finding }) => finding.about).values()].flatMap((beside) => [
    ...beside.slice(0, 1).map((each) => mrkdwn(placeLine(each), MOST_OF_A_NAME)),
    ...beside.map((each) => `• ${mrkdwn(subjectLine(each, headline), MOST_OF_A_NAME)}`),
  ]);
  const sections: string[] = [];
  for (const line of lines) {
    const last = sections.at(-1);
    if (last !== undefined && last.length + line.length < MOST_OF_A_SECTION)
      sections[sections.length - 1] = `${last}\n${line}`;
    else sections.push(line);
  }
  return sections.map(section);
}

/** So that a digest stays below some 12,000 characters. An ARN of a share has 90. */
const MOST_OF_A_NAME = 100;

function whereMoreIs({ finding }: Alert): KnownBlock {
  const link = consoleLink(finding);
  const page = link ? [`<${link.address}|${link.words}>`] : [];
  return context([...page, 'all of it: `npx sharewarden report`'].join(' · '));
}
