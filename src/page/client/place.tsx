import { createContext } from 'preact';
import { useCallback, useContext, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { Indexed } from '../indexed.ts';
import { hashOf, type Where, whereOf } from '../route.ts';
import { finder } from '../search.ts';

/** What every part of the page knows: the data, where somebody is, and what time it is. */
export interface Place {
  readonly all: Indexed;
  readonly where: Where;
  /** Goes there; back leads back. */
  readonly go: (where: Partial<Where> & { readonly tab: string }) => void;
  /** Sets filters of where one is; back leads past it. */
  readonly filter: (filters: Readonly<Record<string, string>>) => void;
  readonly finds: ReturnType<typeof finder>;
  /** Milliseconds since 1970, by the clock of what is looked at. */
  readonly now: number;
}

const Context = createContext<Place | undefined>(undefined);
export const PlaceProvider = Context.Provider;

export function usePlace(): Place {
  const place = useContext(Context);
  if (!place) throw new Error('a part of the page stands outside of it');
  return place;
}

/** Follows the address. @param first the tab of an address that names none. */
export function useWhere(first: string): Pick<Place, 'where' | 'go' | 'filter' | 'finds'> {
  const [hash, setHash] = useState(location.hash);
  useLayoutEffect(() => {
    const follow = () => setHash(location.hash);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const where = useMemo(() => {
    const read = whereOf(hash);
    return read.tab === '' ? { ...read, tab: first } : read;
  }, [hash, first]);
  const go = useCallback((to: Partial<Where> & { readonly tab: string }) => {
    location.hash = hashOf({ filters: {}, ...to });
  }, []);
  const filter = useCallback(
    (filters: Readonly<Record<string, string>>) => {
      const next = hashOf({ ...where, filters: { ...where.filters, ...filters } });
      history.replaceState(null, '', next);
      setHash(next);
    },
    [where],
  );
  const finds = useMemo(() => finder(where.filters.q ?? ''), [where.filters.q]);
  return { where, go, filter, finds };
}
