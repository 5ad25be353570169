import { hash } from 'node:crypto';
import { canonical } from './canonical.ts';

/** What a page is cut from, and how. */
export interface PageRequest<T> {
  readonly items: readonly T[];
  /** Unique, and stable between calls: the order of the list, and the place where the next page begins. */
  readonly keyOf: (item: T) => string;
  readonly token: string | undefined;
  readonly size: number;
  /** All that a token must be used with again: caller, operation and parameters. */
  readonly boundTo: unknown;
  /** The `emptyPages` switch: the first page is empty and has a token. */
  readonly emptyFirst: boolean;
  /** What is thrown for a token that was not issued for this list. */
  readonly refuse: () => Error;
}

/** One page; `nextToken` is absent on the last one only. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken?: string;
}

/**
 * Cuts one page. A token names the last item that was shown, so that what is added or taken away between two pages
 * neither repeats nor hides the others.
 */
export function pageOf<T>({ items, keyOf, token, size, ...how }: PageRequest<T>): Page<T> {
  const bond = () => digest(how.boundTo); // most answers need no token
  if (token === undefined && how.emptyFirst) return { items: [], nextToken: issue(bond(), '') };
  const after = token === undefined ? '' : read(token, bond());
  if (after === undefined) throw how.refuse();

  const all = items.map((item) => ({ key: keyOf(item), item }));
  const left = (token === undefined ? all : all.filter(({ key }) => key > after)).sort(byKey);
  const shown = left.slice(0, size);
  const last = shown.at(-1);
  return {
    items: shown.map(({ item }) => item),
    ...(last !== undefined && left.length > shown.length && { nextToken: issue(bond(), last.key) }),
  };
}

interface Keyed {
  readonly key: string;
}
const byKey = ({ key: a }: Keyed, { key: b }: Keyed): number => (a < b ? -1 : a > b ? 1 : 0);

const digest = (value: unknown): string => hash('sha256', canonical(value), 'base64url').slice(0, 22);

/** The seal covers the place too, so that a token that was tampered with is refused. */
const issue = (bond: string, after: string): string =>
  Buffer.from(JSON.stringify([after, digest([bond, after])])).toString('base64url');

function read(token: string, bond: string): string | undefined {
  try {
    const [after, seal] = JSON.parse(Buffer.from(token, 'base64url').toString());
    return typeof after === 'string' && seal === digest([bond, after]) ? after : undefined;
  } catch {
    return undefined;
  }
}
