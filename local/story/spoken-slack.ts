/** A Slack message as lines of text: what a reader of the channel would see, without its looks. */
export function spokenSlack(body: Readonly<Record<string, unknown>>): string {
  const blocks = Array.isArray(body.blocks) ? body.blocks : [];
  const lines = blocks.flatMap(linesOf).filter((line) => line !== '');
  return lines.length ? lines.join('\n') : plain(String(body.text ?? ''));
}

/** Every text of a block, in reading order; what only decorates has none. */
function linesOf(block: unknown): readonly string[] {
  if (typeof block === 'string') return plain(block).split('\n');
  if (Array.isArray(block)) return block.flatMap(linesOf);
  if (block === null || typeof block !== 'object') return [];
  const { text, fields, elements } = block as Readonly<Record<string, unknown>>; // an object, as just checked
  return [text, fields, elements].flatMap(linesOf);
}

/** A bold line over a value is its label. */
function plain(text: string): string {
  return text
    .replace(/^\*([^*\n]+)\*\n/, '$1: ')
    .replace(/<([^>|]+)\|([^>]+)>/g, '$2 ($1)')
    .replace(/<([^>]+)>/g, '$1')
    .replace(/(^|\s)\*([^*\n]+)\*/g, '$1$2')
    .replaceAll('`', '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
