import { useRef } from 'preact/hooks';
import { oneLine } from '../../alerts/one-line.ts';
import { needs } from '../member-need.ts';
import type { PageMember, PagePool } from '../page-data.ts';
import { labelOf, TYPE_WORDS } from '../words.ts';
import { usePlace } from './place.tsx';
import { usePrinting, useVirtual } from './use-virtual.ts';

const [ROW, HEAD, COLUMN, SIDE] = [38, 84, 128, 184];
const MOST_PRINTED = 200;

/** Consumer × member of a pool: who can use what. Only the cells in sight are drawn. */
export function Matrix({
  pool,
  consumers,
}: {
  readonly pool: PagePool;
  readonly consumers: PagePool['consumers'];
}) {
  const { all } = usePlace();
  const scrolled = useRef<HTMLDivElement>(null);
  const isPrinting = usePrinting();
  const rows = useVirtual({ scrolled, count: consumers.length, size: ROW });
  const columns = useVirtual({ scrolled, count: pool.members.length, size: COLUMN, horizontal: true });
  const sets = pool.gaps.map((gap) => new Set(gap));
  const lackedBy = pool.members.map(
    (_, place) => consumers.filter(({ lacks }) => sets[lacks]?.has(place)).length,
  );
  const width = SIDE + pool.members.length * COLUMN;
  const [shownRows, shownColumns] = isPrinting
    ? [placed(Math.min(consumers.length, MOST_PRINTED), ROW), placed(pool.members.length, COLUMN)]
    : [rows.getVirtualItems(), columns.getVirtualItems()];
  return (
    <div
      class="matrix"
      ref={scrolled}
      role="table"
      tabIndex={0}
      aria-label={`Who can use what of pool ${pool.name}`}
      aria-rowcount={consumers.length + 1}
      aria-colcount={pool.members.length + 1}
    >
      <div role="rowgroup" class="matrix-head" style={{ width: `${width}px`, height: `${HEAD}px` }}>
        <div role="row" aria-rowindex={1}>
          <div
            role="columnheader"
            class="corner"
            aria-colindex={1}
            style={{ width: `${SIDE}px`, height: `${HEAD}px` }}
          >
            Consumer
          </div>
          {shownColumns.map(({ index, start }) => {
            const member = pool.members[index];
            const lacked = lackedBy[index] ?? 0;
            return (
              member && (
                <div
                  key={member.arn}
                  role="columnheader"
                  aria-colindex={index + 2}
                  class="column"
                  title={member.arn}
                  style={{ left: `${SIDE + start}px`, width: `${COLUMN}px`, height: `${HEAD}px` }}
                >
                  <span class="quiet">{TYPE_WORDS[member.type]}</span>
                  <strong>{shortened(labelOf(member))}</strong>
                  <MemberTotal member={member} lacked={lacked} />
                </div>
              )
            );
          })}
        </div>
      </div>
      <div
        role="rowgroup"
        class="matrix-body"
        style={{
          width: `${width}px`,
          height: `${isPrinting ? shownRows.length * ROW : rows.getTotalSize()}px`,
        }}
      >
        {shownRows.map(({ index, start }) => {
          const consumer = consumers[index];
          const lacks = consumer && sets[consumer.lacks];
          return (
            consumer && (
              <div
                key={consumer.id}
                role="row"
                aria-rowindex={index + 2}
                class="matrix-row"
                style={{ top: `${start}px`, height: `${ROW}px`, width: `${width}px` }}
              >
                <div
                  role="rowheader"
                  aria-colindex={1}
                  class="side"
                  style={{ width: `${SIDE}px` }}
                  title={consumer.id}
                >
                  <strong>{oneLine(consumer.id)}</strong>
                  {lacks && lacks.size > 0 && <span class="total bad-text">✗ {lacks.size}</span>}
                </div>
                {shownColumns.map(({ index: column, start: left }) => {
                  const member = pool.members[column];
                  return (
                    member && (
                      <Cell
                        key={member.arn}
                        state={stateOf(consumer.id, member, lacks?.has(column) === true)}
                        column={column + 2}
                        left={SIDE + left}
                      />
                    )
                  );
                })}
              </div>
            )
          );
        })}
      </div>
      <span class="sr">{all.data.account}</span>
    </div>
  );
}

const CELLS = {
  missing: '✗ missing',
  covered: '✓ covered',
  'not-shareable': '– not shareable',
  'not-needed': '– not needed',
} as const;

function stateOf(consumer: string, member: PageMember, isMissing: boolean): keyof typeof CELLS {
  if (!member.isShareable) return 'not-shareable';
  if (isMissing) return 'missing';
  return needs(consumer, member) ? 'covered' : 'not-needed';
}

function Cell({
  state,
  column,
  left,
}: {
  readonly state: keyof typeof CELLS;
  readonly column: number;
  readonly left: number;
}) {
  return (
    <div
      role="cell"
      aria-colindex={column}
      class={`cell ${state}`}
      style={{ left: `${left}px`, width: `${COLUMN}px`, height: `${ROW}px` }}
    >
      {CELLS[state]}
    </div>
  );
}

function MemberTotal({ member, lacked }: { readonly member: PageMember; readonly lacked: number }) {
  if (!member.isShareable) return <span class="total quiet">– can’t be shared</span>;
  return lacked > 0 ? (
    <span class="total bad-text">✗ {lacked.toLocaleString('en')} lack it</span>
  ) : (
    <span class="total good-text">✓ all have it</span>
  );
}

/** Ids differ at both ends, and fit in no column. */
const shortened = (label: string): string =>
  label.length <= 15 ? oneLine(label) : `${oneLine(label.slice(0, 7))}…${oneLine(label.slice(-6))}`;

const placed = (count: number, size: number) =>
  Array.from({ length: count }, (_, index) => ({ index, start: index * size }));
