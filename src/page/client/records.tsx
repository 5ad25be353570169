import { oneLine } from '../../alerts/one-line.ts';
import { RESOURCE_WORDS } from '../../alerts/resource-words.ts';
import { hasTaken } from '../../core/removal-pace.ts';
import { smsResource } from '../../core/resource.ts';
import { undoCommand } from '../commands.ts';
import type { PageFinding, PageRemoval } from '../page-data.ts';
import { hashOf } from '../route.ts';
import { lengthText, utcText } from '../time-text.ts';
import { whoText } from '../timeline.ts';
import { FINDING_WORDS, labelOf } from '../words.ts';
import { Badge, Choice, Command, Empty, Time, type Tone } from './bits.tsx';
import { usePlace } from './place.tsx';
import { Rows } from './rows.tsx';
import { Split } from './split.tsx';

const SEVERITY: Readonly<Record<PageFinding['severity'], Tone>> = {
  critical: 'bad',
  warning: 'warn',
  notice: 'note',
};
const STATUS: Readonly<Record<PageRemoval['status'], Tone>> = {
  planned: 'note',
  requested: 'note',
  waiting: 'warn',
  done: 'good',
  refused: 'bad',
  undone: 'quiet',
};

export function useFindings(): readonly PageFinding[] {
  const { all, where, finds } = usePlace();
  const { status } = where.filters;
  return all.data.findings
    .filter(
      (each) =>
        (status === undefined || each.status === status) &&
        finds(
          FINDING_WORDS[each.kind],
          each.id,
          each.share?.name,
          each.reason,
          each.actor?.arn,
          each.severity,
        ),
    )
    .sort((a, b) => Number(a.status === 'resolved') - Number(b.status === 'resolved'));
}

export function useRemovals(): readonly PageRemoval[] {
  const { all, where, finds } = usePlace();
  const { status } = where.filters;
  return all.data.removals.filter(
    (each) =>
      (status === undefined ||
        (status === 'done') === (each.status === 'done' || each.status === 'undone')) &&
      finds(each.code, each.what, each.reason, each.status, each.actor?.arn, ...each.resources),
  );
}

/** Why there is nothing on record. */
export function NothingYet({ what }: { readonly what: string }) {
  const { all } = usePlace();
  return all.data.basis === 'plan' ? (
    <Empty title={`${what} are not known: this is a plan`}>
      <p>
        No table of Sharewarden was read. Deploy it in <code>observe</code> mode, and what it finds is here
        the next time:
      </p>
      <p>
        <code>npm run package && npx osls deploy</code>
      </p>
    </Empty>
  ) : (
    <Empty title={`No ${what.toLowerCase()} yet`}>
      <p>Whatever Sharewarden finds and does is here from then on, and stays.</p>
    </Empty>
  );
}

export function Findings() {
  const { all, where, go } = usePlace();
  const found = useFindings();
  const open = where.item === undefined ? found[0] : all.data.findings.find(({ id }) => id === where.item);
  return (
    <Split
      hint="Choose a finding to see what it is about, who led to it, and what was decided."
      filters={
        <Choice
          name="status"
          label="Status"
          options={[
            ['', 'All'],
            ['open', 'Open'],
            ['resolved', '✓ Resolved'],
          ]}
        />
      }
      list={
        <Rows
          label="Findings"
          items={found}
          keyOf={({ id }) => id}
          chosen={open?.id}
          onChoose={({ id }) => go({ tab: 'findings', item: id, filters: where.filters })}
          size={74}
          empty={
            all.data.findings.length > 0 ? (
              <Empty title="No finding is like that" />
            ) : (
              <NothingYet what="Findings" />
            )
          }
          draw={(each) => (
            <>
              <span class="main-line">
                <strong>{FINDING_WORDS[each.kind]}</strong>
                <span class="end">
                  <FindingBadge finding={each} />
                </span>
              </span>
              <span>{aboutText(each)}</span>
              <span class="quiet">
                opened <Time at={each.openedAt} isShort />
              </span>
            </>
          )}
        />
      }
      detail={open && <FindingDetail finding={open} />}
    />
  );
}

function FindingBadge({ finding: { status, severity, resolution } }: { readonly finding: PageFinding }) {
  if (status === 'resolved') return <Badge tone="good">{resolution ?? 'resolved'}</Badge>;
  return <Badge tone={SEVERITY[severity]}>{severity}</Badge>;
}

function aboutText({ consumer, share, policy, about }: PageFinding): string {
  const place = share
    ? `share ${share.name}`
    : policy
      ? `the policy of ${nameOf(policy.resource)}`
      : nameOf(about);
  return oneLine(consumer === undefined ? place : `${consumer} on ${place}`);
}

function nameOf(arn: string): string {
  const resource = smsResource(arn);
  if (!resource) return arn.split('/').slice(1).join('/') || arn;
  return `${RESOURCE_WORDS[resource.type]} ${resource.name}`;
}

/** A resource by what people call it, and where the page tells of it. */
function ResourceLink({ arn }: { readonly arn: string }) {
  const { all } = usePlace();
  const resource = all.resourceOf(arn);
  if (!resource) return <>{oneLine(nameOf(arn))}</>;
  return (
    <a href={hashOf({ tab: 'resources', item: `${resource.type}/${resource.name}`, filters: {} })}>
      {RESOURCE_WORDS[resource.type]} {oneLine(labelOf(resource))}
    </a>
  );
}

function FindingDetail({ finding }: { readonly finding: PageFinding }) {
  const { all } = usePlace();
  const removals = all.data.removals.filter((each) => each.finding === finding.id);
  return (
    <>
      <h2>{FINDING_WORDS[finding.kind]}</h2>
      <p class="lead">
        <FindingBadge finding={finding} /> {aboutText(finding)}
      </p>
      <dl>
        <dt>Why</dt>
        <dd>{oneLine(finding.reason, 2000)}</dd>
        <dt>What</dt>
        <dd>
          {finding.resources.slice(0, 20).map((arn) => (
            <div key={arn}>
              <ResourceLink arn={arn} />
            </div>
          ))}
          {finding.resources.length > 20 && <div class="quiet">and {finding.resources.length - 20} more</div>}
        </dd>
        <dt>Who led to it</dt>
        <dd>
          {finding.actor ? (
            <>
              {oneLine(whoText(finding.actor.arn))} <span class="quiet">{finding.actor.eventName}</span>
              <code class="arn">{finding.actor.arn}</code>
            </>
          ) : finding.isFoundBySweep ? (
            'nobody knows: the sweep found it'
          ) : (
            'nobody knows: no event tells'
          )}
        </dd>
        <dt>Opened</dt>
        <dd>
          <Time at={finding.openedAt} />
        </dd>
        {finding.resolvedAt !== undefined && (
          <>
            <dt>Resolved</dt>
            <dd>
              <Time at={finding.resolvedAt} />, {finding.resolution}
            </dd>
          </>
        )}
        {finding.snoozedUntil !== undefined && (
          <>
            <dt>Snoozed until</dt>
            <dd>{utcText(finding.snoozedUntil)}</dd>
          </>
        )}
        {finding.decisions.length > 0 && (
          <>
            <dt>Decided</dt>
            <dd>
              {finding.decisions.map(({ kind, by, at, until, refused }) => (
                <div key={at}>
                  {kind} by {oneLine(whoText(by))} until {until}
                  {refused !== undefined && `, refused: ${refused}`}, <Time at={at} isShort />
                </div>
              ))}
            </dd>
          </>
        )}
        {removals.length > 0 && (
          <>
            <dt>What was done</dt>
            <dd>
              {removals.map(({ code, what, status }) => (
                <div key={code}>
                  <a href={`#removals/${code}`}>{oneLine(what)}</a>{' '}
                  <Badge tone={STATUS[status]}>{status}</Badge>
                </div>
              ))}
            </dd>
          </>
        )}
      </dl>
      {finding.kind === 'uncovered-pool' && (
        <p>
          <a href={`#pools/${encodeURIComponent(finding.about.split('/').at(-1) ?? '')}`}>
            Who lacks what of the pool
          </a>
        </p>
      )}
    </>
  );
}

export function Removals() {
  const { all, where, go } = usePlace();
  const found = useRemovals();
  const open =
    where.item === undefined ? found[0] : all.data.removals.find(({ code }) => code === where.item);
  return (
    <Split
      hint="Choose a removal to see every step of it, and how to undo it."
      filters={
        <Choice
          name="status"
          label="Status"
          options={[
            ['', 'All'],
            ['standing', 'Under way or refused'],
            ['done', '✓ Done'],
          ]}
        />
      }
      list={
        <Rows
          label="Removals"
          items={found}
          keyOf={({ code }) => code}
          chosen={open?.code}
          onChoose={({ code }) => go({ tab: 'removals', item: code, filters: where.filters })}
          size={74}
          empty={
            all.data.removals.length > 0 ? (
              <Empty title="No removal is like that" />
            ) : (
              <NothingYet what="Removals" />
            )
          }
          draw={(each) => (
            <>
              <span class="main-line">
                <strong>{oneLine(each.what)}</strong>
                <span class="end">
                  <Badge tone={STATUS[each.status]}>{each.status}</Badge>
                </span>
              </span>
              <span>{oneLine(each.reason)}</span>
              <span class="quiet">
                {each.steps[0] && <Time at={each.steps[0].at} isShort />}
                {each.tookSeconds !== undefined && `, ${lengthText(each.tookSeconds)} after the event`}
              </span>
            </>
          )}
        />
      }
      detail={open && <RemovalDetail removal={open} />}
    />
  );
}

function RemovalDetail({ removal }: { readonly removal: PageRemoval }) {
  const { now } = usePlace();
  const { code, what, status, reason, resources, actor, steps, tookSeconds, finding } = removal;
  return (
    <>
      <h2>{oneLine(what)}</h2>
      <p class="lead">
        <Badge tone={STATUS[status]}>{status}</Badge> <code>{code}</code>
        {tookSeconds !== undefined && (
          <span class="quiet"> {lengthText(tookSeconds)} from the event to the removal</span>
        )}
      </p>
      {status === 'done' && hasTaken(removal) && (
        <Command label="Undo it, and waive it until that day">{undoCommand(code, now)}</Command>
      )}
      <dl>
        <dt>Why</dt>
        <dd>{oneLine(reason, 2000)}</dd>
        <dt>What it gave</dt>
        <dd>
          {resources.slice(0, 20).map((arn) => (
            <div key={arn}>
              <ResourceLink arn={arn} />
            </div>
          ))}
          {resources.length > 20 && <div class="quiet">and {resources.length - 20} more</div>}
        </dd>
        {actor && (
          <>
            <dt>Who had shared it</dt>
            <dd>
              {oneLine(whoText(actor.arn))} <span class="quiet">{actor.eventName}</span>
              <code class="arn">{actor.arn}</code>
            </dd>
          </>
        )}
        <dt>Finding</dt>
        <dd>
          <a href={`#findings/${finding.split('/').map(encodeURIComponent).join('/')}`}>What was found</a>
        </dd>
      </dl>
      <h3>Steps</h3>
      <ol class="steps">
        {steps.map(({ at, status: step, actor: by, event, reason: why }) => (
          <li key={`${at} ${step}`}>
            <Badge tone={STATUS[step]}>{step}</Badge> {oneLine(why, 500)}
            <div class="quiet">
              {utcText(at)}, {oneLine(whoText(by))}, {oneLine(event)}
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}
