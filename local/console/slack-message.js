/** A Slack message, about as Slack would show it. */
export function message({ time, target, body }) {
  const shown = document.createElement('article');
  const parts = body.blocks?.length ? body.blocks.flatMap(block) : [paragraph(body.text ?? '')];
  shown.append(line('p', [line('time', [`${time.slice(11, 19)} to ${target}`])]), ...parts);
  return shown;
}

function block({ type, text, fields = [], elements = [] }) {
  if (type === 'header') return [line('h3', [text.text])];
  if (type === 'divider') return [document.createElement('hr')];
  if (type === 'context') return [line('p', elements.flatMap(spoken), 'quiet')];
  if (type === 'actions')
    return [
      line(
        'p',
        elements.flatMap(({ text: label }) => [`[${label?.text}] `]),
      ),
    ];
  return [text, ...fields].filter(Boolean).map((each) => line('p', spoken(each)));
}

const paragraph = (text) => line('p', marked(String(text)));

const spoken = ({ type, text }) => (type === 'plain_text' ? [text] : marked(String(text ?? '')));

/** Slack's markup: *bold*, `code` and <address|label>. Made of nodes, so that nothing in it can be markup of the page. */
function marked(text) {
  return text.split(/(\*[^*\n]+\*|`[^`\n]+`|<[^>\n]+>)/).map((part) => {
    if (/^\*.+\*$/.test(part)) return line('strong', [plain(part.slice(1, -1))]);
    if (/^`.+`$/.test(part)) return line('code', [plain(part.slice(1, -1))]);
    if (/^<.+>$/.test(part)) return plain(part.slice(1, -1).split('|').pop());
    return plain(part);
  });
}

const plain = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

function line(name, content, className = '') {
  const made = Object.assign(document.createElement(name), { className });
  made.append(...content);
  return made;
}
