import { type Finding, findingId, type News, newsKey, newsOf } from '../../src/core/finding.ts';
import type { Guardrails } from '../../src/core/guardrail.ts';
import { smsResource } from '../../src/core/resource.ts';
import type { Ports } from '../../src/ports.ts';
import type { SimulatedCloud } from './cloud.ts';
import type { MemoryTable } from './memory-table.ts';
import { OWNER } from './names.ts';
import { meaningOf } from './policies.ts';
import type { Process } from './process.ts';
import {
  consumersOfPolicy,
  consumersOfShare,
  type Given,
  type Judged,
  judged,
  type Truth,
  whoOf,
} from './truth.ts';
import type { Watch } from './watch.ts';

/** Something that people were told. */
export interface Telling {
  readonly key: string;
  readonly news: News;
  readonly by: Process;
  /** Whether whoever told it went on to its end. */
  isHeard: boolean;
}

interface Scene {
  readonly cloud: SimulatedCloud;
  readonly table: MemoryTable;
  readonly file: Guardrails;
  readonly watch: Watch;
  readonly tellings: readonly Telling[];
  readonly ports: Ports;
}

/** What has to be true once all has come to rest: findings say what is so, and people know of it. */
export async function endingOf(scene: Scene): Promise<void> {
  const truth = scene.watch.truth();
  const findings = await findingsOf(scene);
  const open = new Map(findings.filter(({ status }) => status === 'open').map((each) => [each.id, each]));
  const expected = expectedOf(truth, scene);
  for (const [id, { why, isCertain }] of expected) {
    if (isCertain && !open.has(id)) scene.watch.report(1, `no open finding ${id}: ${why}`);
  }
  for (const { id, body } of open.values()) {
    if (KNOWN.has(body.kind) && !expected.has(id))
      scene.watch.report(1, `an open finding that is not so: ${id}`);
  }
  checkTold(findings, scene);
}

const HOUR_MS = 3_600_000;

const KNOWN: ReadonlySet<string> = new Set([
  'forbidden-consumer',
  'undecided-consumer',
  'denied-through-group',
  'uncovered-pool',
  'open-share',
  'retained-share',
  'open-policy',
  'unreadable-policy',
]);

async function findingsOf({ table, ports }: Scene): Promise<readonly Finding[]> {
  const abouts = new Set(
    table.items().flatMap(({ sk, about }) => (String(sk).startsWith('FINDING#') ? [String(about)] : [])),
  );
  const all = await Promise.all([...abouts].map((about) => ports.findings.about(about)));
  return all.flat();
}

/** The findings that should be open, by id. `isCertain: false`: they may be, or not. */
type Expected = Map<string, { readonly why: string; readonly isCertain: boolean }>;

function expectedOf(truth: Truth, scene: Scene): Expected {
  const { file, watch } = scene;
  const expected: Expected = new Map();
  const expect = (id: string, why: string, isCertain = true): void => {
    const before = expected.get(id);
    expected.set(id, { why, isCertain: isCertain || before?.isCertain === true });
  };

  for (const share of truth.shares) {
    const consumers = consumersOfShare(share);
    if (consumers.length === 0) continue;
    if (share.isOpen && file.shares.external !== 'ignore')
      expect(findingId('open-share', share.arn), 'it is open');
    if (share.isRetained && file.shares.retainOnLeave !== 'ignore')
      expect(findingId('retained-share', share.arn), 'it is retained');
    for (const consumer of consumers) {
      const verdict = judged(truth, file, consumer.who, consumer.resources);
      expectVerdict(share.arn, consumer, verdict);
      const isMixed = share.resources.some((arn) => !smsResource(arn));
      const isOnlySource = consumer.through !== undefined && share.sources.length < 2;
      const rounds = removalsOf(share.arn, consumer).filter(({ status }) => status === 'done').length;
      const isFought = rounds >= file.limits.readdsBeforeStop;
      const isGroup = consumer.who.kind === 'ou' || consumer.who.kind === 'organization';
      const isLast = consumers.every(({ who, resources }) =>
        judged(truth, file, who, resources).decisions.has('forbidden'),
      );
      const isLeft =
        (isMixed && file.shares.mixedWithOtherServices === 'tell') ||
        (isGroup && file.groups.forbiddenGroup === 'tell') ||
        (isLast && file.groups.lastConsumer === 'tell') ||
        isOnlySource ||
        isFought;
      const blocks = share.isInTransition && scene.cloud.switches.pendingInvitationBlocksDisassociate;
      const isWaiting = (blocks || isSpent(share.arn)) && statusOf(share.arn, consumer) === 'waiting';
      if (verdict.must && !isLeft && !isWaiting) watch.report(1, `${consumer.name} is still on ${share.arn}`);
    }
  }

  for (const resource of truth.resources) {
    const consumers = consumersOfPolicy(resource);
    if (resource.policy !== undefined && meaningOf(resource.policy).isBroken)
      expect(findingId('unreadable-policy', resource.arn), 'nobody can read it');
    const byName = Map.groupBy(consumers, ({ name, through }) => `${name} ${through}`);
    for (const [first, ...more] of byName.values()) {
      if (!first) continue;
      const verdicts = [first, ...more].map(({ who }) => judged(truth, file, who, [resource.arn]));
      const verdict = worstOf(verdicts);
      expectVerdict(resource.arn, first, verdict);
      if (
        first.who.kind === 'everyone' &&
        file.policies.everyone === 'tell' &&
        verdict.decisions.has('allowed')
      )
        expect(findingId('open-policy', resource.arn), 'it is open to everyone');
      const isPartOfEveryone = first.who.kind === 'organization';
      const isLeft = isPartOfEveryone || timesOut(resource.arn) >= file.limits.readdsBeforeStop;
      const isWaiting = isSpent(resource.arn) && statusOf(resource.arn, first) === 'waiting';
      if (verdict.must && !isLeft && !isWaiting)
        watch.report(1, `${first.name} is still in the policy of ${resource.arn}`);
    }
    if (resource.members.length > 0) expectCoverage(truth, resource, file, expect);
  }
  return expected;

  /** Has a budget of the last hour been used up? */
  function isSpent(about: string): boolean {
    const since = scene.cloud.clock.now() - HOUR_MS;
    const late = watch.accepted.filter(({ at }) => at > since);
    const spent = (changes: typeof late) => new Set(changes.flatMap(({ removals }) => removals)).size;
    const { removalsPerHour, shareRemovalsPerHour = removalsPerHour } = file.limits;
    const ofIt = late.filter(({ input }) => input.resourceShareArn === about || input.ResourceArn === about);
    return spent(late) >= removalsPerHour || spent(ofIt) >= shareRemovalsPerHour;
  }

  function statusOf(about: string, given: Given): unknown {
    return removalsOf(about, given).at(-1)?.status;
  }

  function removalsOf(about: string, { name, through }: Given): ReturnType<MemoryTable['partition']> {
    return scene.table
      .partition(about.includes(':resource-share/') ? `SHARE#${about}` : `RESOURCE#${about}`)
      .filter(
        ({ sk, principal, ...item }) =>
          String(sk).startsWith('REMOVAL#') && principal === name && item.through === through,
      );
  }

  function timesOut(arn: string): number {
    return watch.accepted.filter(({ input }) => input.ResourceArn === arn).length;
  }

  function expectVerdict(about: string, { name, through, resources }: Given, verdict: Judged): void {
    const { decisions, reached } = verdict;
    const isOne = decisions.size === 1;
    const [kind] = [...decisions];
    const id = (of: Finding['body']['kind']) => findingId(of, about, name, through);
    if (decisions.has('forbidden')) expect(id('forbidden-consumer'), `${resources} forbidden`, isOne);
    if (decisions.has('unknown')) {
      expect(id('undecided-consumer'), `nobody can say`, isOne);
      // One that was forbidden stays so for as long as nobody can say that it is not any more.
      expect(id('forbidden-consumer'), 'it may have been forbidden', false);
    }
    if (decisions.has('allowed') && reached && reached.length > 0)
      expect(id('denied-through-group'), `it reaches ${reached}`, kind === 'allowed' && isOne);
  }
}

function worstOf(all: readonly Judged[]): Judged {
  const decisions = new Set(all.flatMap((each) => [...each.decisions]));
  const only = (['forbidden', 'unknown'] as const).find((decision) =>
    all.some((each) => each.decisions.has(decision) && each.decisions.size === 1),
  );
  return {
    decisions: only === 'forbidden' || (only && !decisions.has('forbidden')) ? new Set([only]) : decisions,
    must: all.some(({ must }) => must),
    may: all.some(({ may }) => may),
    reached: all[0]?.reached,
  };
}

/** Who reaches what, account by account: a pool has a gap where somebody reaches it and not all that is in it. */
function expectCoverage(
  truth: Truth,
  pool: Truth['resources'][number],
  file: Guardrails,
  expect: (id: string, why: string, isCertain?: boolean) => void,
): void {
  const reaching = (arn: string, isOfPool: boolean): ReadonlySet<string> => {
    const named = [
      ...truth.shares
        .flatMap(consumersOfShare)
        .filter((each) => each.resources.includes(arn) && each.through === undefined),
      ...truth.resources
        .filter((each) => each.arn === arn)
        .flatMap(consumersOfPolicy)
        .filter(({ who, through }) => !who.doubt && through === undefined),
    ];
    const all = named.flatMap(({ who, name }) => accountsOf(truth, who).map((id) => ({ id, name })));
    const counted = isOfPool
      ? all.filter(
          ({ id }) =>
            id !== OWNER && !judged(truth, file, whoOfReached(id), [arn]).decisions.has('forbidden'),
        )
      : all;
    return new Set(counted.map(({ id }) => id));
  };
  const isUncertain = truth.left.length > 0;
  const gaps = [...reaching(pool.arn, true)].flatMap((id) =>
    pool.members
      .filter((member) => {
        const isList = smsResource(member)?.type === 'opt-out-list';
        if (isList ? whoOfReached(id).kind === 'service' : file.pools.members === 'ignore') return false;
        const reached = reaching(member, false);
        return !reached.has(id) && !reached.has('*');
      })
      .map((member) => `${id} lacks ${member}`),
  );
  if (gaps.length > 0) expect(findingId('uncovered-pool', pool.arn), gaps.join(', '), !isUncertain);
  else if (isUncertain) expect(findingId('uncovered-pool', pool.arn), 'it may be', false);
}

const whoOfReached = (id: string): Given['who'] => (id === '*' ? { kind: 'everyone', id } : whoOf(id));

function accountsOf(truth: Truth, who: Given['who']): readonly string[] {
  const active = [...truth.accounts].filter(([, { isActive }]) => isActive);
  if (who.kind === 'organization') return active.map(([id]) => id);
  if (who.kind === 'ou') return active.filter(([, { unit }]) => unit === who.id).map(([id]) => id);
  return [who.id];
}

/** Each opening and each resolution has been told, and once where the telling did not go wrong. */
function checkTold(findings: readonly Finding[], { cloud, tellings, watch }: Scene): void {
  const now = new Date(cloud.clock.now()).toISOString();
  const byKey = Map.groupBy(tellings, ({ key }) => key);
  for (const finding of findings) {
    for (const news of newsOf(finding, now)) watch.report(5, `nobody was told: ${newsKey(news)}`);
    const { id: findingId, about, occurrence, revision } = finding;
    const told = (change: News['change']) =>
      tellings.some(
        ({ news }) =>
          news.findingId === findingId &&
          news.about === about &&
          news.occurrence === occurrence &&
          news.change === change,
      );
    if (!told('opened') && !told('changed'))
      watch.report(5, `the opening was not told: ${findingId} ${occurrence}.${revision}`);
    const isWordless = finding.resolution === 'removed';
    if (finding.status === 'resolved' && !isWordless && !told('resolved'))
      watch.report(5, `the resolution was not told: ${findingId} ${occurrence}`);
  }
  for (const [key, all] of byKey) {
    const surplus = all.filter(({ isHeard }) => isHeard).length;
    if (surplus > 1) watch.report(5, `told ${all.length} times: ${key}`);
  }
}
