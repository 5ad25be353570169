import { oneLine } from '../../alerts/one-line.ts';
import { addMembersCommand } from '../commands.ts';
import type { PagePool } from '../page-data.ts';
import { counted, labelOf } from '../words.ts';
import { Badge, Choice, Command, Empty } from './bits.tsx';
import { Matrix } from './matrix.tsx';
import { usePlace } from './place.tsx';
import { Rows } from './rows.tsx';
import { Split } from './split.tsx';

/** How many pairs of consumer and member are missing. */
export const gapsIn = ({ consumers, gaps }: PagePool): number =>
  consumers.reduce((sum, { lacks }) => sum + (gaps[lacks]?.length ?? 0), 0);

export function usePools(): readonly PagePool[] {
  const { all, where, finds } = usePlace();
  return all.data.pools
    .filter(
      (pool) =>
        (where.filters.gaps === undefined || gapsIn(pool) > 0) &&
        (finds(pool.arn) ||
          pool.members.some((member) => finds(labelOf(member), member.arn)) ||
          pool.consumers.some(({ id }) => finds(id))),
    )
    .sort(
      (a, b) =>
        gapsIn(b) - gapsIn(a) || b.consumers.length - a.consumers.length || (a.name < b.name ? -1 : 1),
    );
}

export function Pools() {
  const { all, where, go } = usePlace();
  const found = usePools();
  const open = where.item === undefined ? found[0] : all.data.pools.find(({ name }) => name === where.item);
  return (
    <Split
      hint="Choose a pool to see who can use which of its members."
      filters={
        <Choice
          name="gaps"
          label="Coverage"
          options={[
            ['', 'All'],
            ['yes', '✗ With gaps'],
          ]}
        />
      }
      list={
        <Rows
          label="Pools"
          items={found}
          keyOf={({ name }) => name}
          chosen={open?.name}
          onChoose={({ name }) => go({ tab: 'pools', item: name, filters: where.filters })}
          empty={
            <Empty title={all.data.pools.length > 0 ? 'No pool is like that' : 'There is no pool here'}>
              {all.data.pools.length === 0 && (
                <p>
                  A pool that is shared does not share its members: once there is one, this tells who lacks
                  what.
                </p>
              )}
            </Empty>
          }
          draw={(pool) => (
            <>
              <span class="main-line">
                <strong>{oneLine(pool.name)}</strong>
                <span class="end">
                  <Coverage pool={pool} />
                </span>
              </span>
              <span class="quiet">
                {counted(pool.members.length, 'member')}, {counted(pool.consumers.length, 'consumer')}
              </span>
            </>
          )}
        />
      }
      detail={open && <PoolDetail pool={open} />}
    />
  );
}

function Coverage({ pool }: { readonly pool: PagePool }) {
  const gaps = gapsIn(pool);
  if (pool.consumers.length === 0) return <Badge tone="quiet">not shared</Badge>;
  return gaps > 0 ? <Badge tone="bad">{counted(gaps, 'gap')}</Badge> : <Badge tone="good">covered</Badge>;
}

function PoolDetail({ pool }: { readonly pool: PagePool }) {
  const { all, where, finds } = usePlace();
  const isFoundItself = finds(pool.arn) || pool.members.some((member) => finds(labelOf(member), member.arn));
  const onlyGaps = where.filters.gaps !== undefined;
  const consumers = pool.consumers.filter(
    ({ id, lacks }) => (isFoundItself || finds(id)) && (!onlyGaps || (pool.gaps[lacks]?.length ?? 0) > 0),
  );
  const missing = [...new Set(pool.gaps.flat())]
    .sort((a, b) => a - b)
    .flatMap((place) => pool.members[place]?.arn ?? []);
  return (
    <>
      <h2>Pool {oneLine(pool.name)}</h2>
      <p class="lead">
        <Coverage pool={pool} /> {counted(pool.consumers.length, 'consumer')} ×{' '}
        {counted(pool.members.length, 'member')}
        {pool.shares.length > 0 && (
          <span class="quiet"> on {pool.shares.map(({ name }) => oneLine(name)).join(', ')}</span>
        )}
      </p>
      {pool.consumers.length === 0 ? (
        <p class="hint">The pool is shared with nobody that the guardrails do not forbid.</p>
      ) : pool.members.length === 0 ? (
        <p class="hint">Nothing is in it that would have to be shared.</p>
      ) : (
        <Matrix pool={pool} consumers={consumers} />
      )}
      {missing.length > 0 &&
        pool.shares.map(({ arn, name }) => (
          <Command
            key={arn}
            label={`Close the gaps: put what is missing on share ${oneLine(name)}, for all who are on it`}
          >
            {addMembersCommand(all.data, arn, missing)}
          </Command>
        ))}
    </>
  );
}
