import type { Verdict } from '../../core/evaluate.ts';
import type { FindingBody, Remedy, StateKind } from '../../core/finding.ts';
import type { Grant } from '../../core/grant.ts';
import type { Guardrails } from '../../core/guardrail.ts';
import type { SmsResource } from '../../core/resource.ts';
import type { ShareSnapshot } from '../../core/share.ts';
import type { Action, Path, Row } from './row.ts';

/** A share or policy, what it grants, and what the rules found of it. */
export interface Found {
  readonly of: { readonly share: ShareSnapshot } | { readonly policy: SmsResource };
  readonly grants: readonly Grant[];
  readonly bodies: readonly FindingBody[];
  /** What the guardrails say of one grant by itself. */
  readonly decide: (grant: Grant) => Verdict;
  readonly file: Guardrails;
}

/** A row for each grant and what is wrong with it, then one for each thing that is wrong with the share or policy. */
export function grantRows(found: Found): readonly Row[] {
  const named = found.bodies.filter((body) => 'principal' in body);
  const ofGrants = found.grants.flatMap((grant) => {
    const about = named.filter((body) => concerns(body, grant)).map((body) => rowOf(grant, body, found));
    return about.length > 0 ? about : [kept(grant, found)];
  });
  const ofStates = found.bodies.flatMap((body) =>
    'entities' in body ? [stateRow(body, pathOf(found), found.file)] : [],
  );
  return [...ofGrants, ...ofStates];
}

type NamedBody = Extract<FindingBody, { readonly principal: string }>;
type StateBody = Extract<FindingBody, { readonly entities: readonly string[] }>;

/** A consumer that is removed loses all that the share or policy gives it. */
function concerns(body: NamedBody, { consumer, via, resource, state }: Grant): boolean {
  const isIts = body.principal === consumer.principal && body.through === via.through;
  if (!isIts || state === 'ending') return false;
  return isRemoval(body) || body.resources.includes(resource.arn);
}

const isRemoval = (body: NamedBody): boolean =>
  body.kind === 'forbidden-consumer' && body.remedy.action === 'remove';

function rowOf(grant: Grant, body: NamedBody, found: Found): Row {
  const about = { ...whoAndHow(grant, found), found: body.kind };
  if (body.kind === 'unbound-service') return { ...about, ...unbound(grant, body.remedy, found.file) };
  const ofThis = body.verdicts.filter(({ resource }) => resource === grant.resource.arn);
  const [verdict = found.decide(grant)] = ofThis;
  const { decision, guardrail } = verdict;
  if (body.kind === 'undecided-consumer')
    return { ...about, decision, guardrail, reason: verdict.reason, action: 'tell' };
  if (body.kind === 'denied-through-group') {
    const who = ofThis.length === 1 ? verdict.consumer : `${ofThis.length} accounts`;
    const reason = `it holds ${who}: ${verdict.reason}`;
    return { ...about, decision: 'allowed', guardrail, reason, action: 'tell' };
  }
  const isItself = ofThis.length > 0;
  const reason = isItself ? verdict.reason : `goes with the rest: ${body.verdicts[0]?.reason}`;
  return { ...about, decision, guardrail, ...acted(body.remedy, reason, found) };
}

function kept(grant: Grant, found: Found): Row {
  const about = whoAndHow(grant, found);
  if (grant.state === 'ending')
    return { ...about, found: 'kept', action: 'keep', reason: 'RAM takes it off already' };
  const { decision, guardrail, reason } = found.decide(grant);
  const verdict = { ...about, decision, guardrail, reason };
  // Another resource on the share forbids the consumer, and nothing is done about it.
  if (decision === 'unknown') return { ...verdict, found: 'undecided-consumer', action: 'tell' };
  return { ...verdict, found: 'kept', action: 'keep' };
}

function unbound({ source }: Grant, remedy: Remedy, { policies }: Guardrails) {
  const isProvable = source === 'open';
  const forbid = isProvable ? 'forbidden' : 'unknown';
  const decision = policies.serviceWithoutSource === 'forbid' ? forbid : 'allowed';
  const reason = isProvable ? 'it acts for whoever asks it' : 'nobody can say for which sources it acts';
  return { decision, guardrail: 'policies.serviceWithoutSource', ...acted(remedy, reason) } as const;
}

function acted(
  remedy: Remedy,
  reason: string,
  found?: Found,
): { readonly action: Action; readonly reason: string } {
  switch (remedy.action) {
    case 'remove':
      return { action: found && 'policy' in found.of ? 'rewrite-policy' : 'remove', reason };
    case 'remove-resources':
      return { action: 'remove-resources', reason };
    case 'bind':
      return { action: 'bind-source', reason };
    case 'observe':
      return { action: 'tell', reason: `${reason}; only observed` };
    case 'refuse':
      return { action: 'tell', reason: `${reason}; ${remedy.reason}` };
  }
}

function whoAndHow({ resource, consumer, via, state }: Grant, found: Found) {
  return {
    resource: resource.arn,
    consumer: consumer.id,
    ...(via.through !== undefined && { through: via.through }),
    path: pathOf(found, via.kind === 'resource-policy' ? via.statement : undefined),
    state,
  };
}

function pathOf({ of }: Found, statement?: string): Path {
  if ('share' in of) return { share: { arn: of.share.arn, name: of.share.name } };
  return { policy: { resource: of.policy.arn, ...(statement !== undefined && { statement }) } };
}

/** Something that is not a matter of one consumer. Some of it the guardrail file may call a violation. */
export function stateRow({ kind, reason }: StateBody, path: Path, file: Guardrails): Row {
  const about = { action: 'tell', found: kind, path, reason } as const;
  if (kind === 'unreadable-policy') return { ...about, decision: 'unknown' };
  const guardrail = SETTINGS[kind];
  if (guardrail === undefined) return about;
  const isForbidden =
    (guardrail === 'shares.external' && file.shares.external === 'forbid') ||
    (guardrail === 'shares.retainOnLeave' && file.shares.retainOnLeave === 'forbid');
  return { ...about, guardrail, ...(isForbidden && { decision: 'forbidden' }) };
}

const SETTINGS: Readonly<Partial<Record<StateKind, string>>> = {
  'open-share': 'shares.external',
  'retained-share': 'shares.retainOnLeave',
  'open-policy': 'policies.everyone',
  'unshareable-member': 'pools.members',
};
