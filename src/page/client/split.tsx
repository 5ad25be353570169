import type { ComponentChildren } from 'preact';
import { usePlace } from './place.tsx';

/** A list, and beside it what is open of it. Where there is no room for both, what is open takes the place of the list. */
export function Split({
  list,
  detail,
  filters,
  hint,
}: {
  readonly list: ComponentChildren;
  readonly detail: ComponentChildren | undefined;
  readonly filters?: ComponentChildren;
  readonly hint: string;
}) {
  const { where, go } = usePlace();
  const { who: _, ...filtersLeft } = where.filters;
  return (
    <div class={`split${where.item === undefined ? '' : ' open'}`}>
      <section class="pane" aria-label="List">
        {filters && <div class="filters">{filters}</div>}
        {list}
      </section>
      <section class="pane detail" tabIndex={0} aria-label="Detail">
        {detail ? (
          <>
            <button type="button" class="back" onClick={() => go({ tab: where.tab, filters: filtersLeft })}>
              ← All {where.tab}
            </button>
            {detail}
          </>
        ) : (
          <p class="hint">{hint}</p>
        )}
      </section>
    </div>
  );
}
