import { Badge, Empty } from '../../../src/page/client/bits.tsx';
import { usePlace } from '../../../src/page/client/place.tsx';
import { Rows } from '../../../src/page/client/rows.tsx';
import { Split } from '../../../src/page/client/split.tsx';
import type { EventNews } from './cloud-news.ts';

/** What was on the buses, latest first. */
export function Events({ events }: { readonly events: readonly EventNews[] }) {
  const { where, go, finds } = usePlace();
  const found = events.filter((event) => finds(JSON.stringify(event))).toReversed();
  const open = where.item === undefined ? found[0] : events.find(({ id }) => id === where.item);
  return (
    <Split
      hint="Choose an event to see it as it was on the bus."
      list={
        <Rows
          label="Events, latest first"
          items={found}
          keyOf={({ id }) => id}
          chosen={open?.id}
          onChoose={({ id }) => go({ tab: 'events', item: id, filters: where.filters })}
          empty={<Empty title="No event like that" />}
          draw={(event) => (
            <>
              <span class="main-line">
                <strong>{String(event.detail.eventName ?? event['detail-type'])}</strong>
                <span class="end">
                  {event.detail.errorCode !== undefined && (
                    <Badge tone="bad">{String(event.detail.errorCode)}</Badge>
                  )}
                </span>
              </span>
              <span class="quiet">
                {event.time.slice(11, 19)}, {event.account}, {event.source}
              </span>
            </>
          )}
        />
      }
      detail={open && <pre class="arn">{JSON.stringify(open, null, 2)}</pre>}
    />
  );
}
