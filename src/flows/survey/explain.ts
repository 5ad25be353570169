import type { Consumer } from '../../core/consumer.ts';
import { needsTags } from '../../core/covering.ts';
import { opinionsOf, type Verdict } from '../../core/evaluate.ts';
import type { Grant, GrantState } from '../../core/grant.ts';
import type { Guardrails } from '../../core/guardrail.ts';
import { type Judge, judge, judgeOf, type Known, NOTHING_KNOWN, questionsOf } from '../../core/judge.ts';
import type { Answer } from '../../core/organization.ts';
import type { SmsResource } from '../../core/resource.ts';
import type { Ports } from '../../ports.ts';
import { grantedBy } from './evidence.ts';
import { isGroup, isHeld, isNamed } from './held.ts';
import type { Path } from './row.ts';

/** What the guardrails say of one resource and consumer, and how it has the resource now. */
export interface Explanation extends Omit<Verdict, 'isOpen'> {
  readonly paths: readonly ExplainedPath[];
  /** Why its policy can't be read: there may be other paths. */
  readonly problem?: string | undefined;
  /** What each guardrail that covers the resource says of the consumer by itself. */
  readonly opinions: readonly Omit<Verdict, 'resource' | 'consumer'>[];
}

/** One way by which the consumer has the resource. */
export interface ExplainedPath {
  readonly path: Path;
  /** What holds the consumer, and is named there: an OU, the organization, `*`. Absent: it is named itself. */
  readonly as?: Consumer | undefined;
  /** The service that uses it for the consumer. */
  readonly through?: string | undefined;
  readonly state: GrantState;
  /** `unknown`: nobody can say whether it is a way for this consumer. */
  readonly isOpen: Exclude<Answer, 'no'>;
  /** Of whoever is named there. */
  readonly decision: Verdict['decision'] | 'ending';
  readonly reason: string;
}

type ExplainPorts = Pick<Ports, 'shares' | 'policies' | 'resources' | 'directory' | 'clock'>;

/**
 * Explains what the guardrails make of one resource and consumer. A consumer that is named nowhere is judged as if the
 * resource were shared with it. Reads only what is about the resource.
 *
 * @returns `undefined`: there is no such resource.
 */
export async function explain(
  about: SmsResource,
  consumer: Consumer,
  file: Guardrails,
  ports: ExplainPorts,
): Promise<Explanation | undefined> {
  const now = ports.clock.now();
  const [shares, policy, tags] = await Promise.all([
    ports.shares.readHolding(about.scope, [about.arn]),
    ports.policies.read(about.arn),
    needsTags(file.guardrails, about) ? ports.resources.tags(about.arn) : undefined,
  ]);
  if (!policy) return undefined;
  const resource = { ...about, ...(tags && { tags }) };
  const granted = grantedBy({ resources: [resource], shares, policies: [policy] });
  const named = [
    ...granted.byShare.flatMap(({ share: { arn, name }, grants }) =>
      grants.map((grant) => ({ grant, path: { share: { arn, name } } as Path })),
    ),
    ...granted.byPolicy.flatMap(({ grants }) =>
      grants.map((grant) => ({ grant, path: policyPath(grant) as Path })),
    ),
  ].filter(({ grant }) => grant.resource.arn === about.arn);

  const by = judgeOf(file);
  const asIfShared: Grant = {
    resource,
    consumer,
    via: { kind: 'resource-share', shareArn: 'a share that is not there' },
    state: 'active',
  };
  const known = await learned([asIfShared, ...named.map(({ grant }) => grant)], consumer, by, ports, now);
  const paths = named.flatMap(({ grant, path }) => explainedPath(grant, path, consumer, by, known, now));
  const ofIt = named.map(({ grant }) => grant).filter((grant) => isNamed(grant, consumer));
  const verdict =
    consumer.id === about.scope.account
      ? ownership(about, file)
      : gravest(ofIt.length > 0 ? ofIt : [asIfShared], by, known, now);
  const problem = granted.byPolicy.find((each) => each.problem)?.problem;
  return {
    ...verdict,
    ...(problem && { problem }),
    paths,
    opinions: opinionsOf(asIfShared, file, known.places),
  };
}

const policyPath = ({ resource, via }: Grant): Path => ({
  policy: {
    resource: resource.arn,
    ...(via.kind === 'resource-policy' && { statement: via.statement }),
  },
});

/** Asks Organizations for the consumer, and for what the guardrails leave open of the others. */
async function learned(
  grants: readonly Grant[],
  consumer: Consumer,
  by: Judge,
  { directory }: ExplainPorts,
  now: string,
): Promise<Known> {
  const { accountsAndOus, groups } = questionsOf(
    grants
      .filter((grant) => isNamed(grant, consumer) || isGroup(grant.consumer))
      .flatMap((grant) => judge([grant], by, NOTHING_KNOWN, now)),
  );
  const own = consumer.kind === 'account' || consumer.kind === 'ou' ? [consumer.id] : [];
  const memberships = await directory.memberships(groups);
  const places = await directory.places([...new Set([...own, ...accountsAndOus])]);
  return { places, memberships };
}

function explainedPath(
  grant: Grant,
  path: Path,
  consumer: Consumer,
  by: Judge,
  known: Known,
  now: string,
): readonly ExplainedPath[] {
  const isIts = isNamed(grant, consumer);
  const isOpen = isIts ? 'yes' : isHeld(grant, consumer, known.places, by.file.organization);
  const [judgement] = judge([grant], by, known, now);
  if (isOpen === 'no' || !judgement) return [];
  const { decision, verdicts, reached = [] } = judgement;
  const reason =
    decision === 'ending'
      ? 'RAM takes it off already'
      : [...verdicts, ...reached].map((verdict) => verdict.reason).join('; ');
  const { through } = grant.via;
  return [
    {
      path,
      ...(!isIts && { as: grant.consumer }),
      ...(through !== undefined && { through }),
      state: grant.state,
      isOpen,
      decision,
      reason,
    },
  ];
}

const ownership = ({ arn, scope }: SmsResource, { mode }: Guardrails): Verdict => ({
  decision: 'allowed',
  resource: arn,
  consumer: scope.account,
  mode,
  reason: 'it owns the resource',
});

/** The verdict that counts, and what a group reaches. */
function gravest(grants: readonly Grant[], by: Judge, known: Known, now: string): Omit<Verdict, 'isOpen'> {
  const judgements = grants.flatMap((grant) => judge([{ ...grant, state: standing(grant) }], by, known, now));
  const order = ['forbidden', 'unknown', 'allowed'] as const;
  const [judgement] = order.flatMap((each) => judgements.find(({ decision }) => decision === each) ?? []);
  const [verdict] = judgement?.verdicts ?? [];
  if (!judgement || !verdict) throw new Error('a grant that stands has a verdict');
  const { isOpen: _, ...said } = verdict;
  const reached = judgement.reached ?? [];
  const through = reached.map(({ consumer, reason }) => `it holds ${consumer}: ${reason}`);
  return { ...said, reason: [said.reason, ...through].join('; ') };
}

/** Also what RAM takes off already is judged: somebody asks for it. */
const standing = ({ state }: Grant): GrantState => (state === 'ending' ? 'active' : state);
