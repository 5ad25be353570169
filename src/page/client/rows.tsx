import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { usePrinting, useVirtual } from './use-virtual.ts';

export interface RowsProps<Item> {
  /** What the list is of, for those who do not see it. */
  readonly label: string;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  /** Nothing in it may be pressed: the row itself is. */
  readonly draw: (item: Item) => ComponentChildren;
  readonly chosen?: string | undefined;
  readonly onChoose: (item: Item) => void;
  readonly size?: number;
  readonly empty: ComponentChildren;
}

/** A list of any length: only the rows in sight are drawn. Arrow keys move, Enter opens. */
export function Rows<Item>({
  label,
  items,
  keyOf,
  draw,
  chosen,
  onChoose,
  size = 52,
  empty,
}: RowsProps<Item>) {
  const scrolled = useRef<HTMLDivElement>(null);
  const id = useId();
  const isPrinting = usePrinting();
  const virtual = useVirtual({ scrolled, count: items.length, size });
  const chosenAt = chosen === undefined ? -1 : items.findIndex((item) => keyOf(item) === chosen);
  const [active, setActive] = useState(Math.max(0, chosenAt));
  const at = Math.min(active, items.length - 1);
  useEffect(() => {
    if (chosenAt < 0) return;
    setActive(chosenAt);
    virtual.scrollToIndex(chosenAt);
  }, [chosenAt, virtual]);

  const move = (to: number) => {
    const next = Math.max(0, Math.min(items.length - 1, to));
    setActive(next);
    virtual.scrollToIndex(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + 10,
      PageUp: at - 10,
      Home: 0,
      End: items.length - 1,
    };
    const next = steps[event.key];
    const item = items[at];
    if (next !== undefined) move(next);
    else if ((event.key === 'Enter' || event.key === ' ') && item !== undefined) onChoose(item);
    else return;
    event.preventDefault();
  };
  if (items.length === 0) return <div class="rows">{empty}</div>;

  const inSight = virtual.getVirtualItems();
  const places = isPrinting
    ? items.slice(0, MOST_PRINTED).map((_, index) => index)
    : inSight.map(({ index }) => index);
  return (
    <div
      ref={scrolled}
      class="rows"
      role="listbox"
      tabIndex={0}
      aria-label={`${label}, ${items.length}`}
      aria-activedescendant={`${id}-${at}`}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={isPrinting ? {} : { height: `${virtual.getTotalSize()}px` }}>
        <div
          role="presentation"
          style={isPrinting ? {} : { transform: `translateY(${inSight[0]?.start ?? 0}px)` }}
        >
          {places.map((index) => {
            const item = items[index];
            if (item === undefined) return null;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list that holds it takes the keys
              <div
                key={keyOf(item)}
                id={`${id}-${index}`}
                data-index={index}
                ref={(row) => virtual.measureElement(row)}
                class={`row${index === at ? ' active' : ''}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === chosenAt}
                aria-setsize={items.length}
                aria-posinset={index + 1}
                onClick={() => {
                  setActive(index);
                  onChoose(item);
                }}
              >
                {draw(item)}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

const MOST_PRINTED = 500;
