import { message } from './slack-message.js';

/** What a table shows of each entry: heading -> text. Everything reaches the page as text, never as markup. */
const TABLES = {
  findings: {
    Opened: (each) => clock(each.openedAt),
    Finding: (each) => each.body?.kind ?? each.id,
    About: (each) =>
      [each.body?.principal, each.body?.share?.name ?? each.about].filter(Boolean).join(' on '),
    Status: (each) => [each.status, each.resolution].filter(Boolean).join(': '),
  },
  removals: {
    Planned: (each) => clock(each.steps?.[0]?.at),
    Consumer: (each) => each.principal,
    'Share or policy': (each) => each.share?.name ?? each.about,
    Status: (each) => each.status,
    Why: (each) => each.verdicts?.[0]?.reason,
  },
  events: {
    Time: (each) => clock(each.time),
    Account: (each) => each.account,
    Event: (each) => each.detail?.eventName ?? each['detail-type'],
    Source: (each) => each.source,
    Error: (each) => each.detail?.errorCode,
  },
  calls: {
    Time: (each) => clock(each.time),
    Account: (each) => each.account,
    Call: (each) => `${each.service} ${each.operation}`,
    Role: (each) => each.role?.replace(/^.*\//, '').replace(/^.+?-(.+)-[0-9a-f]{12}$/, '$1'),
    Status: (each) => each.status,
  },
};
const SHOWN = 100;
const PAUSE_MS = 2000;
const shown = {};

for (;;) {
  if (!document.hidden) await refresh();
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}

async function refresh() {
  try {
    await Promise.all([
      ...Object.keys(TABLES).map((name) => show(name, `/_local/${name}?last=${SHOWN}`, table)),
      show('slack', `/_local/slack?last=${SHOWN}`, (entries) => entries.toReversed().map(message)),
      show('switches', '/_local/switches', switches),
    ]);
    state('Live');
  } catch (error) {
    state(`Not reachable: ${error.message}`);
  }
}

/** Draws a part anew when it has changed, and nobody is in the middle of using it. */
async function show(name, path, draw) {
  const text = await read(path);
  const place = document.getElementById(name);
  const isInUse = document.activeElement !== place && place.contains(document.activeElement);
  if (shown[name] === text || isInUse) return;
  shown[name] = text;
  const value = JSON.parse(text);
  const isEmpty = Array.isArray(value) && value.length === 0;
  place.replaceChildren(
    ...(isEmpty ? [element('p', 'None yet', { className: 'quiet' })] : [draw(value, name)].flat()),
  );
}

function table(entries, name) {
  const columns = Object.entries(TABLES[name]);
  const heads = columns.map(([heading]) => element('th', heading, { scope: 'col' }));
  const rows = entries.toReversed().map((entry) => {
    const cells = columns.map(([, read]) => cell(read(entry) ?? ''));
    return element('tr', cells, { className: isBad(entry) ? 'bad' : '' });
  });
  return element('table', [element('thead', [element('tr', heads)]), element('tbody', rows)]);
}

/** What is short stays on one line: times, account ids and states are read at a glance. */
function cell(text) {
  return element('td', breakable(String(text)), { className: String(text).length <= 20 ? 'short' : '' });
}

/** Names such as GetResourceShares may break before a capital letter. */
function breakable(text) {
  const [first, ...others] = text.split(/(?<=[a-z])(?=[A-Z])/);
  return [first, ...others.flatMap((part) => [document.createElement('wbr'), part])];
}

function isBad(entry) {
  return entry.status >= 400 || entry.status === 'refused' || entry.detail?.errorCode;
}

function switches(all) {
  const rows = Object.entries(all).map(([name, { value, allowed, about, default: usual }]) => {
    const input = Array.isArray(allowed)
      ? element(
          'select',
          allowed.map((each) => new Option(String(each), JSON.stringify(each))),
        )
      : element('input', '', { type: 'number', min: 0, step: 0.1 });
    input.value = Array.isArray(allowed) ? JSON.stringify(value) : value;
    input.setAttribute('aria-label', name);
    input.addEventListener('change', () => turn(name, JSON.parse(input.value || 'null')));
    const explained = [
      element('code', breakable(name)),
      element('br', ''),
      element('span', about, { className: 'quiet' }),
    ];
    return element('tr', [element('td', explained), element('td', [input]), element('td', `${usual}`)]);
  });
  const heads = ['Switch', 'Now', 'Default'].map((heading) => element('th', heading, { scope: 'col' }));
  return element('table', [element('thead', [element('tr', heads)]), element('tbody', rows)]);
}

async function turn(name, value) {
  await read('/_local/switches', { method: 'POST', body: JSON.stringify({ [name]: value }) }).catch((error) =>
    state(error.message),
  );
}

async function read(path, options) {
  const response = await fetch(path, options);
  const text = await response.text();
  if (!response.ok) throw new Error(JSON.parse(text).error);
  return text;
}

function state(text) {
  const place = document.getElementById('state');
  if (place.textContent !== text) place.textContent = text;
}

function element(name, content, properties = {}) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...(Array.isArray(content) ? content : [String(content)]));
  return made;
}

function clock(time) {
  return time ? time.slice(11, 19) : '';
}
