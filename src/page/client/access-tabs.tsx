import { oneLine } from '../../alerts/one-line.ts';
import { nameOf, type Summed, type SummedResource } from '../indexed.ts';
import { counted, labelOf, TYPE_WORDS } from '../words.ts';
import { Accesses } from './accesses.tsx';
import { Badge, Choice, Empty } from './bits.tsx';
import { usePlace } from './place.tsx';
import { Rows } from './rows.tsx';
import { Split } from './split.tsx';

const VERDICTS = [
  ['', 'All'],
  ['forbidden', '✗ Forbidden'],
  ['unknown', '! Unknown'],
  ['pending', '• Pending'],
  ['shared', 'Shared'],
] as const;
const TYPES = [
  ['', 'All types'],
  ['phone-number', 'Numbers'],
  ['pool', 'Pools'],
  ['sender-id', 'Sender IDs'],
  ['opt-out-list', 'Opt-out lists'],
] as const;

function has(summed: Summed, state: string | undefined): boolean {
  if (state === 'forbidden' || state === 'unknown' || state === 'pending') return summed[state] > 0;
  return state !== 'shared' || summed.count > 0;
}

/** The resources that are searched for: by themselves, or by who has them. */
export function useResources(): readonly SummedResource[] {
  const { all, where, finds } = usePlace();
  const { state, type } = where.filters;
  return all.resources.filter(
    (each) =>
      has(each, state) &&
      (type === undefined || each.resource.type === type) &&
      (finds(each.label, each.resource.arn, TYPE_WORDS[each.resource.type]) ||
        each.accesses.some(({ consumer, path }) => finds(consumer, 'share' in path ? path.share.name : ''))),
  );
}

export function useConsumers(): readonly Summed[] {
  const { all, where, finds } = usePlace();
  return all.consumers.filter(
    (each) =>
      has(each, where.filters.state) &&
      (finds(each.id) ||
        each.accesses.some(
          ({ path, resources }) =>
            finds('share' in path ? path.share.name : '') ||
            resources.some((resource) => finds(labelOf(resource), resource.arn)),
        )),
  );
}

export function Resources() {
  const { all, where, go } = usePlace();
  const found = useResources();
  const open = where.item === undefined ? found[0] : all.resources.find(({ id }) => id === where.item);
  const { account, region } = all.data;
  return (
    <Split
      hint="Choose a resource to see who may use it, by which share or policy, and what to do about it."
      filters={
        <>
          <Choice name="state" label="Verdict" options={VERDICTS} />
          <Choice name="type" label="Type" options={TYPES} />
        </>
      }
      list={
        <Rows
          label="Resources"
          items={found}
          keyOf={({ id }) => id}
          chosen={open?.id}
          onChoose={({ id }) => go({ tab: 'resources', item: id, filters: where.filters })}
          empty={
            all.resources.length > 0 ? (
              <Empty title="No resource is like that">
                <p>Esc clears the search; “All” the filters.</p>
              </Empty>
            ) : (
              <Empty title="There is no SMS resource here">
                <p>
                  Account {account} in {region} has no number, pool, sender ID or opt-out list. Are they in
                  another Region?
                </p>
                <p>
                  <code>npx sharewarden report --region REGION</code>
                </p>
              </Empty>
            )
          }
          draw={(each) => <SummedRow summed={each} about={TYPE_WORDS[each.resource.type]} word="consumer" />}
        />
      }
      detail={open && <ResourceDetail summed={open} />}
    />
  );
}

export function Consumers() {
  const { all, where, go } = usePlace();
  const found = useConsumers();
  const open = where.item === undefined ? found[0] : all.consumers.find(({ id }) => id === where.item);
  return (
    <Split
      hint="Choose a consumer to see what it may use, and by which path."
      filters={
        <Choice name="state" label="Verdict" options={VERDICTS.filter(([value]) => value !== 'shared')} />
      }
      list={
        <Rows
          label="Consumers"
          items={found}
          keyOf={({ id }) => id}
          chosen={open?.id}
          onChoose={({ id }) => go({ tab: 'consumers', item: id, filters: where.filters })}
          empty={
            all.consumers.length > 0 ? (
              <Empty title="No consumer is like that">
                <p>Esc clears the search; “All” the filters.</p>
              </Empty>
            ) : (
              <Empty title="Nothing is shared with anybody" />
            )
          }
          draw={(each) => <SummedRow summed={each} about="" word="resource" />}
        />
      }
      detail={open && <ConsumerDetail summed={open} />}
    />
  );
}

function SummedRow({
  summed: { label, count, forbidden, unknown, pending },
  about,
  word,
}: {
  readonly summed: Summed;
  readonly about: string;
  readonly word: string;
}) {
  const counts = [about, count === 0 ? 'not shared' : counted(count, word)].filter(Boolean).join(', ');
  return (
    <>
      <span class="main-line">
        <strong>{oneLine(label)}</strong>
        <span class="end">
          {pending > 0 && <Badge tone="note">{`${pending} pending`}</Badge>}
          {unknown > 0 && <Badge tone="warn">{`${unknown} unknown`}</Badge>}
          {forbidden > 0 && <Badge tone="bad">{`${forbidden} forbidden`}</Badge>}
        </span>
      </span>
      <span class="quiet">{counts}</span>
    </>
  );
}

function ResourceDetail({ summed: { resource, accesses } }: { readonly summed: SummedResource }) {
  const { all, finds } = usePlace();
  const pools = all.data.pools.filter(
    ({ arn, members }) => arn === resource.arn || members.some((member) => member.arn === resource.arn),
  );
  const isFoundItself = finds(labelOf(resource), resource.arn, TYPE_WORDS[resource.type]);
  const seen = accesses
    .filter(({ consumer, path }) => isFoundItself || finds(consumer, 'share' in path ? path.share.name : ''))
    .map((access) => ({ access, resource }));
  return (
    <>
      <h2>
        {TYPE_WORDS[resource.type]} {oneLine(labelOf(resource))}
      </h2>
      <p>
        <code class="arn">{resource.arn}</code>
      </p>
      {pools.length > 0 && (
        <p class="quiet">
          {resource.type === 'pool' ? 'Its members: ' : 'In '}
          {pools.map(({ name }) => (
            <a key={name} href={`#pools/${encodeURIComponent(name)}`}>
              {name}
            </a>
          ))}
        </p>
      )}
      <Accesses label={`Consumers of ${labelOf(resource)}`} seen={seen.sort(gravestFirst)} shows="consumer" />
    </>
  );
}

function ConsumerDetail({ summed: { id, accesses } }: { readonly summed: Summed }) {
  const { finds } = usePlace();
  const isFoundItself = finds(id);
  const seen = accesses.flatMap((access) =>
    access.resources
      .filter(
        (resource) =>
          isFoundItself ||
          finds(labelOf(resource), resource.arn) ||
          finds('share' in access.path ? access.path.share.name : ''),
      )
      .map((resource) => ({ access, resource })),
  );
  return (
    <>
      <h2>Consumer {oneLine(id)}</h2>
      <Accesses label={`Resources of ${id}`} seen={seen.sort(gravestFirst)} shows="resource" />
    </>
  );
}

const GRAVITY = { forbidden: 0, unknown: 1, allowed: 2 } as const;
type SeenAccess = Parameters<typeof Accesses>[0]['seen'][number];
const gravityOf = ({ access }: SeenAccess): number => GRAVITY[access.verdict.decision ?? 'allowed'];
const gravestFirst = (a: SeenAccess, b: SeenAccess): number =>
  gravityOf(a) - gravityOf(b) || (nameOf(a.access) < nameOf(b.access) ? -1 : 1);
