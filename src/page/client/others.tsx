import { oneLine } from '../../alerts/one-line.ts';
import { smsResource } from '../../core/resource.ts';
import { shellWord } from '../commands.ts';
import type { PageGuardrail, PageWaiver } from '../page-data.ts';
import { type Happening, timelineOf, whoText } from '../timeline.ts';
import { counted, labelOf } from '../words.ts';
import { Badge, Choice, Command, Empty, Time, type Tone } from './bits.tsx';
import { usePlace } from './place.tsx';
import { NothingYet } from './records.tsx';
import { Rows } from './rows.tsx';

const KINDS: Readonly<Record<Happening['kind'], readonly [Tone, string]>> = {
  change: ['quiet', 'change'],
  found: ['warn', 'found'],
  removal: ['note', 'removal'],
  resolved: ['good', 'resolved'],
  decision: ['note', 'decision'],
  waiver: ['quiet', 'waiver'],
};

export function useTimeline(): readonly Happening[] {
  const { all, where, finds } = usePlace();
  const { kind } = where.filters;
  return timelineOf(all.data).filter(
    (each) => (kind === undefined || each.kind === kind) && finds(each.who, each.what, each.about, each.kind),
  );
}

export function Timeline() {
  const { all } = usePlace();
  const found = useTimeline();
  const isEmpty = all.data.findings.length + all.data.removals.length === 0;
  return (
    <section class="pane wide" aria-label="Timeline">
      <div class="filters">
        <Choice
          name="kind"
          label="Kind"
          options={[
            ['', 'All'],
            ['change', 'Changes'],
            ['found', 'Found'],
            ['removal', 'Removals'],
            ['resolved', 'Resolved'],
            ['decision', 'Decisions'],
          ]}
        />
      </div>
      <Rows
        label="Timeline, latest first"
        items={found}
        keyOf={({ at, kind, what, about, who }) => [at, kind, what, about, who].join(' ')}
        onChoose={({ link }) => {
          location.hash = `#${link.split('/').map(encodeURIComponent).join('/')}`;
        }}
        size={60}
        empty={isEmpty ? <NothingYet what="Events" /> : <Empty title="Nothing like that has happened" />}
        draw={(each) => <HappeningRow {...each} />}
      />
    </section>
  );
}

export function HappeningRow({ at, kind, who, what, about }: Happening) {
  const [tone, word] = KINDS[kind];
  return (
    <span class="happening">
      <span class="when quiet">
        <Time at={at} isShort />
        <span class="exact">{at.slice(0, 19).replace('T', ' ')}</span>
      </span>
      <span>
        <Badge tone={tone}>{word}</Badge> <strong>{oneLine(who)}</strong> {oneLine(what)}
        <span class="block quiet">{oneLine(about)}</span>
      </span>
    </span>
  );
}

export function useWaivers(): readonly PageWaiver[] {
  const { all, finds } = usePlace();
  return all.data.waivers.filter((each) => finds(each.consumer, each.resource, each.reason, each.approvedBy));
}

export function Waivers() {
  const { all, now } = usePlace();
  const found = useWaivers();
  return (
    <section class="pane wide scrolls" tabIndex={0} aria-label="Waivers">
      {found.length === 0 && (
        <Empty title={all.data.waivers.length > 0 ? 'No waiver is like that' : 'No waiver is in force'}>
          <p>
            A waiver allows one consumer one resource until a day: <code>npx sharewarden waive</code>, or a
            line in the guardrail file.
          </p>
        </Empty>
      )}
      {found.slice(0, 300).map((each) => {
        const { resource: arn, consumer, until, reason, approvedBy, grantedAt } = each;
        const resource = all.resourceOf(arn);
        const daysLeft = Math.ceil((Date.parse(until) + 86_400_000 - now) / 86_400_000);
        return (
          <article class="card" key={`${arn} ${consumer}`}>
            <h3>
              {oneLine(consumer)} <span class="quiet">may use</span>{' '}
              {oneLine(resource ? labelOf(resource) : (smsResource(arn)?.name ?? arn))}
            </h3>
            <dl>
              <dt>Until</dt>
              <dd>
                {until}{' '}
                <Badge tone={daysLeft <= 7 ? 'warn' : 'quiet'}>{`${counted(daysLeft, 'day')} left`}</Badge>
              </dd>
              <dt>Why</dt>
              <dd>{oneLine(reason, 1000)}</dd>
              <dt>By</dt>
              <dd>{oneLine(whoText(approvedBy))}</dd>
              <dt>Where</dt>
              <dd>
                {grantedAt === undefined ? (
                  'in the guardrail file'
                ) : (
                  <>
                    granted <Time at={grantedAt} />
                  </>
                )}
              </dd>
            </dl>
            {grantedAt !== undefined && (
              <Command label="End it now">{`npx sharewarden unwaive ${shellWord(arn)} ${shellWord(consumer)}`}</Command>
            )}
          </article>
        );
      })}
    </section>
  );
}

/** From observe to enforce: which mode each guardrail is in, and what enforcing it would do now. */
export function Guardrails() {
  const { all, finds } = usePlace();
  const found = all.data.guardrails.filter(({ id, why, allow = [], deny = [] }) =>
    finds(id, why, ...allow, ...deny),
  );
  return (
    <section class="pane wide scrolls" tabIndex={0} aria-label="Guardrails">
      <FromObserveToEnforce />
      {found.map((each) => (
        <article class="card" key={each.id}>
          <header>
            <h3>{oneLine(each.id)}</h3>
            <ModeBadge mode={each.mode} />
          </header>
          {each.why !== undefined && <p>{oneLine(each.why, 1000)}</p>}
          <dl>
            {each.covers !== undefined && (
              <>
                <dt>Covers</dt>
                <dd>{counted(each.covers, 'resource')}</dd>
              </>
            )}
            {each.allow && (
              <>
                <dt>Allows</dt>
                <dd>{each.allow.map((word) => oneLine(word)).join(', ') || 'nobody'}</dd>
              </>
            )}
            {each.deny && (
              <>
                <dt>Denies</dt>
                <dd>{each.deny.map((word) => oneLine(word)).join(', ')}</dd>
              </>
            )}
            <dt>Now</dt>
            <dd>
              <WouldRemove guardrail={each} />
            </dd>
          </dl>
        </article>
      ))}
      {all.data.guardrails.length === 0 && (
        <Empty title="The guardrail file has no guardrail">
          <p>
            Then nobody is forbidden. <code>guardrails.yml</code> of the repository is an example.
          </p>
        </Empty>
      )}
    </section>
  );
}

export const ModeBadge = ({ mode }: Pick<PageGuardrail, 'mode'>) => (
  <Badge tone={mode === 'enforce' ? 'good' : 'note'}>{mode}</Badge>
);

export function WouldRemove({
  guardrail: { mode, removes, wouldRemove },
}: {
  readonly guardrail: PageGuardrail;
}) {
  if (mode === 'enforce') {
    return <>{removes === 0 ? 'It has nothing to remove.' : `${counted(removes, 'removal')} to make.`}</>;
  }
  return (
    <>
      {wouldRemove === 0
        ? 'Enforcing it would remove nobody now.'
        : `Enforcing it would make ${counted(wouldRemove, 'removal')} now.`}
    </>
  );
}

export function FromObserveToEnforce() {
  const { all } = usePlace();
  const { mode, guardrails, basis } = all.data;
  const observing = guardrails.filter((each) => each.mode === 'observe');
  const isDeployed = basis === 'record';
  const steps = [
    ['Plan', 'npx sharewarden plan says what would be removed, and changes nothing.', true],
    ['Report', 'This page: show it to those who share, and mend what is wrong, or the guardrails.', true],
    [
      'Observe for a week',
      'Deployed with mode: observe, Sharewarden finds and tells, and removes nothing.',
      isDeployed,
    ],
    [
      'Enforce, one guardrail at a time',
      'mode: enforce in a guardrail, beginning with the one that would remove least; deploy; look here again.',
      isDeployed && observing.length < guardrails.length,
    ],
  ] as const;
  return (
    <article class="card" aria-label="From observe to enforce">
      <header>
        <h3>From observe to enforce</h3>
        <ModeBadge mode={mode} />
      </header>
      <ol class="way">
        {steps.map(([name, about, isDone]) => (
          <li key={name}>
            <strong>
              {name}
              {isDone && <span class="good-text"> ✓</span>}
            </strong>{' '}
            <span class="quiet">{about}</span>
          </li>
        ))}
      </ol>
      <table>
        <thead>
          <tr>
            <th scope="col">Guardrail</th>
            <th scope="col">Mode</th>
            <th scope="col">If enforced, removals now</th>
          </tr>
        </thead>
        <tbody>
          {guardrails.map(({ id, mode: own, wouldRemove }) => (
            <tr key={id}>
              <th scope="row">{oneLine(id)}</th>
              <td>
                <ModeBadge mode={own} />
              </td>
              <td>{wouldRemove}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}
