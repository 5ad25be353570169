import { Badge, Empty } from '../../../src/page/client/bits.tsx';
import { usePlace } from '../../../src/page/client/place.tsx';
import { Rows } from '../../../src/page/client/rows.tsx';
import type { CallNews } from './cloud-news.ts';

/** Who called what, latest first. */
export function Calls({ calls }: { readonly calls: readonly CallNews[] }) {
  const { finds, filter } = usePlace();
  const numbered = calls.map((call, at) => ({ ...call, at }));
  const found = numbered
    .filter(({ service, operation, account, role, status }) =>
      finds(service, operation, account, role, String(status)),
    )
    .toReversed();
  return (
    <section class="pane wide" aria-label="Calls">
      <Rows
        label="Calls, latest first"
        items={found}
        keyOf={({ at }) => String(at)}
        onChoose={({ operation }) => filter({ q: operation })}
        size={38}
        empty={<Empty title="No call like that" />}
        draw={({ time, account, service, operation, role, status }) => (
          <span class="line">
            <span class="quiet">{time.slice(11, 19)}</span>
            <span>{account}</span>
            <span>
              <strong>{operation}</strong> <span class="quiet">{service}</span>
              {role !== undefined && <span class="quiet"> by {nameOf(role)}</span>}
            </span>
            <Badge tone={status >= 400 ? 'bad' : 'good'}>{String(status)}</Badge>
          </span>
        )}
      />
    </section>
  );
}

/** Without what CloudFormation makes unique. */
const nameOf = (role: string): string => role.replace(/^.*\//, '').replace(/^.+?-(.+)-[0-9a-f]{12}$/, '$1');
