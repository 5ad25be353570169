/** Where on the page somebody is: the part of the address behind `#`. */
export interface Where {
  readonly tab: string;
  /** What of the tab is open. */
  readonly item?: string | undefined;
  /** Filters, and `q` for what is searched. Empty ones are left out. */
  readonly filters: Readonly<Record<string, string>>;
}

/** `#pools/pool-0123?gaps=yes`. Whatever stands there makes a place: people edit addresses. */
export function whereOf(hash: string): Where {
  const [path = '', query = ''] = splitOnce(hash.replace(/^#/, ''), '?');
  const [tab = '', ...rest] = path.split('/');
  const filters = Object.fromEntries([...new URLSearchParams(query)].filter(([, value]) => value !== ''));
  const item = decoded(rest.join('/'));
  return { tab: decoded(tab), ...(item !== '' && { item }), filters };
}

export function hashOf({ tab, item, filters }: Where): string {
  const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== '')).toString();
  const path = item === undefined ? tab : `${tab}/${item.split('/').map(encodeURIComponent).join('/')}`;
  return `#${path}${query === '' ? '' : `?${query}`}`;
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
