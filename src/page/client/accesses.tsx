import { oneLine } from '../../alerts/one-line.ts';
import { explainCommand, takeOffCommand, waiveCommand } from '../commands.ts';
import { type Access, nameOf } from '../indexed.ts';
import type { PageResource } from '../page-data.ts';
import { ACTION_WORDS, labelOf, TYPE_WORDS } from '../words.ts';
import { Badge, Command, pathText, VerdictBadge } from './bits.tsx';
import { usePlace } from './place.tsx';
import { Rows } from './rows.tsx';

/** One consumer, one resource, one path. */
export interface Seen {
  readonly access: Access;
  readonly resource: PageResource;
}

const keyOf = ({ access, resource }: Seen): string =>
  [nameOf(access), resource.name, JSON.stringify(access.path), access.verdict.found].join(' ');

/** Who has what by which path; the one that is chosen with what to do about it. */
export function Accesses({
  label,
  seen,
  shows,
}: {
  readonly label: string;
  readonly seen: readonly Seen[];
  readonly shows: 'consumer' | 'resource';
}) {
  const { where, filter } = usePlace();
  const chosen = where.filters.who;
  const open = seen.find((each) => keyOf(each) === chosen);
  return (
    <>
      {open && <AccessCard {...open} onClose={() => filter({ who: '' })} />}
      <Rows
        label={label}
        items={seen}
        keyOf={keyOf}
        chosen={chosen}
        onChoose={(each) => filter({ who: keyOf(each) })}
        empty={<p class="hint">Nobody has it: it is shared with nobody.</p>}
        draw={({ access, resource }) => (
          <>
            <span class="main-line">
              <strong>{shows === 'consumer' ? oneLine(nameOf(access)) : oneLine(labelOf(resource))}</strong>
              <span class="end">
                {access.state && access.state !== 'active' && <Badge tone="note">{access.state}</Badge>}
                <VerdictBadge verdict={access.verdict} />
              </span>
            </span>
            <span class="quiet">
              {shows === 'resource' && `${TYPE_WORDS[resource.type]}, `}by {pathText(access.path)}
            </span>
          </>
        )}
      />
    </>
  );
}

function AccessCard({ access, resource, onClose }: Seen & { readonly onClose: () => void }) {
  const { all, now } = usePlace();
  const { consumer, path, state, verdict } = access;
  const byHand = verdict.decision === 'forbidden' ? takeOffCommand(all.data, path, consumer) : undefined;
  return (
    <article class="card" aria-label="What is open">
      <header>
        <h3>
          {oneLine(nameOf(access))} <span class="quiet">has</span> {oneLine(labelOf(resource))}
        </h3>
        <button type="button" onClick={onClose} aria-label="Close">
          ✕
        </button>
      </header>
      <dl>
        <dt>Verdict</dt>
        <dd>
          <VerdictBadge verdict={verdict} /> {oneLine(verdict.reason, 1000)}
        </dd>
        {verdict.guardrail !== undefined && (
          <>
            <dt>Guardrail</dt>
            <dd>
              <a href="#guardrails">{oneLine(verdict.guardrail)}</a>
            </dd>
          </>
        )}
        <dt>Path</dt>
        <dd>
          {pathText(path)}
          {'share' in path && <code class="arn">{path.share.arn}</code>}
        </dd>
        <dt>State</dt>
        <dd>{state ?? 'unknown'}</dd>
        <dt>Sharewarden would</dt>
        <dd>{ACTION_WORDS[verdict.action]}</dd>
      </dl>
      <Command label="Why, in full">{explainCommand(resource, consumer)}</Command>
      {verdict.decision === 'forbidden' && (
        <Command label="Allow it for a while">{waiveCommand(resource.arn, consumer, now)}</Command>
      )}
      {byHand !== undefined && <Command label="Take it off by hand">{byHand}</Command>}
    </article>
  );
}
