import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';
import { useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';

type Options = Pick<VirtualizerOptions<HTMLElement, HTMLElement>, 'count' | 'horizontal' | 'paddingStart'> & {
  readonly scrolled: { readonly current: HTMLElement | null };
  readonly size: number;
};

/** Knows which of many items are in sight, so that only those are drawn. */
export function useVirtual({ scrolled, size, ...options }: Options): Virtualizer<HTMLElement, HTMLElement> {
  const [, redraw] = useReducer((drawn: number) => drawn + 1, 0);
  const all: VirtualizerOptions<HTMLElement, HTMLElement> = {
    ...options,
    getScrollElement: () => scrolled.current,
    estimateSize: () => size,
    overscan: 6,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => redraw(undefined),
  };
  const [virtual] = useState(() => new Virtualizer(all));
  virtual.setOptions(all);
  useLayoutEffect(() => virtual._didMount(), [virtual]);
  useLayoutEffect(() => virtual._willUpdate());
  return virtual;
}

/** Paper does not scroll: while it is printed a list shows what fits on some pages. */
export function usePrinting(): boolean {
  const [isPrinting, set] = useState(false);
  const known = useRef(set);
  useLayoutEffect(() => {
    const [begin, end] = [() => known.current(true), () => known.current(false)];
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
    };
  }, []);
  return isPrinting;
}
