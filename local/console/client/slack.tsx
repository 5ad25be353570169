import type { ComponentChildren } from 'preact';
import { Empty } from '../../../src/page/client/bits.tsx';
import { usePlace } from '../../../src/page/client/place.tsx';
import type { SlackBlock, SlackNews, SlackText } from './cloud-news.ts';

/** The messages that reached the local Slack, latest first, about as Slack would show them. */
export function Slack({ messages }: { readonly messages: readonly SlackNews[] }) {
  const { finds } = usePlace();
  const found = messages.filter(({ target, body }) => finds(target, JSON.stringify(body))).toReversed();
  return (
    <section class="pane wide scrolls" tabIndex={0} aria-label="Slack">
      {found.length === 0 && (
        <Empty title="No message has reached Slack">What Sharewarden tells people is here.</Empty>
      )}
      <div class="slack">
        {found.slice(0, 100).map((message) => (
          <Message key={`${message.time} ${messages.indexOf(message)}`} message={message} />
        ))}
      </div>
    </section>
  );
}

function Message({ message: { time, target, body } }: { readonly message: SlackNews }) {
  const blocks = body.blocks ?? [];
  return (
    <article class="card">
      <p class="quiet">
        <time dateTime={time}>{time.slice(11, 19)}</time> to {target}
      </p>
      {blocks.length > 0 ? (
        blocks.map((block, at) => <Block key={`${at} ${block.type}`} block={block} />)
      ) : (
        <p>{marked(String(body.text ?? ''))}</p>
      )}
    </article>
  );
}

function Block({ block: { type, text, fields = [], elements = [] } }: { readonly block: SlackBlock }) {
  if (type === 'header') return <h3>{plainOf(text)}</h3>;
  if (type === 'divider') return <hr />;
  if (type === 'context') return <p class="quiet">{elements.map(spoken)}</p>;
  if (type === 'actions') {
    return (
      <p>
        {elements.map((each, at) => (
          <span class="button" key={`${at} ${plainOf(each)}`}>
            {plainOf(each)}
          </span>
        ))}
      </p>
    );
  }
  return (
    <>{[text, ...fields].map((each, at) => each && <p key={`${at} ${plainOf(each)}`}>{spoken(each)}</p>)}</>
  );
}

const plainOf = (text: SlackText | undefined): string =>
  typeof text?.text === 'object' ? plainOf(text.text) : (text?.text ?? '');

const spoken = (text: SlackText): ComponentChildren =>
  text.type === 'plain_text' ? plainOf(text) : marked(plainOf(text));

/** Slack's markup: *bold*, `code` and <address|label>. Made of elements, so that nothing in it can be markup of the page. */
function marked(text: string): ComponentChildren {
  return text.split(/(\*[^*\n]+\*|`[^`\n]+`|<[^>\n]+>)/).map((part, at) => {
    const key = `${at} ${part}`;
    if (/^\*.+\*$/.test(part)) return <strong key={key}>{plain(part.slice(1, -1))}</strong>;
    if (/^`.+`$/.test(part)) return <code key={key}>{plain(part.slice(1, -1))}</code>;
    if (/^<.+>$/.test(part)) return plain(part.slice(1, -1).split('|').at(-1) ?? '');
    return plain(part);
  });
}

const plain = (text: string): string =>
  text
    .replace(/:large_(\w+)_square:/g, (name, colour: string) => SQUARES[colour] ?? name)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** The emoji that messages have: Slack draws them by name. */
const SQUARES: Readonly<Record<string, string>> = {
  red: '🟥',
  orange: '🟧',
  yellow: '🟨',
  blue: '🟦',
  green: '🟩',
};
