import { describe, expect, it } from 'vitest';
import { consumerOf } from '../../src/core/consumer.ts';
import { type Finding, type FindingBody, findingId } from '../../src/core/finding.ts';
import type { Judgement } from '../../src/core/judge.ts';
import { type Found, type History, planFor, planForGone } from '../../src/core/plan.ts';
import { type Removal, removalId } from '../../src/core/removal.ts';
import { isUndoneOnShare } from '../../src/core/undone.ts';
import { consumerIsAllowed } from '../../src/guardrails/consumer-is-allowed.ts';
import {
  ALLOWED,
  aDraft,
  aFinding,
  aRemoval,
  aShare,
  aShareCase,
  aStep,
  aVerdict,
  BEFORE,
  CAMPAIGNS_OU,
  judgements,
  NUMBER,
  OUTSIDER,
  OWNER,
  POOL,
  REGION,
  SHARE,
  type ShareParts,
  SNS,
} from '../support/builders.ts';

const GONE = 'read back: the consumer is no longer on the share';
const OVER = 'not due any more: its finding is resolved';
const actor = { arn: 'arn:aws:iam::111122223333:user/operator' };

/** Whatever the builders plan, nobody is at it any more. */
const LATER = '2026-11-02T12:00:00.000Z';

function plan(share: ShareParts, history: Partial<History> = {}, now = LATER) {
  const snapshot = aShare(share);
  const judged = judgements(share);
  const found = {
    bodies: consumerIsAllowed.check({ ...aShareCase({ share: snapshot }), judgements: judged }),
    judgements: judged,
    isUndone: (removal: Removal) => isUndoneOnShare(removal, snapshot, judged),
  };
  return planFor(snapshot, found, { findings: [], removals: [], ...history }, () => actor, now);
}
const resolutions = (made: { resolve: readonly { finding: Finding; resolution: string }[] }) =>
  made.resolve.map(({ resolution }) => resolution);

describe('a forbidden principal', () => {
  it('makes a finding that names share, principal, resources, actor and remedy', () => {
    expect(plan({ principals: [OUTSIDER] }).open).toEqual([aDraft({ actor })]);
  });

  it('makes the same finding each time', () => {
    expect(plan({ principals: [OUTSIDER] })).toEqual(plan({ principals: [OUTSIDER, ALLOWED] }));
  });

  it('keeps its finding and removal open while RAM takes it off', () => {
    const history = { findings: [aFinding()], removals: [aRemoval({ status: 'requested' })] };
    expect(plan({ principals: [`${OUTSIDER}=DISASSOCIATING`] }, history)).toEqual({
      open: [],
      resolve: [],
      finish: [],
    });
  });
});

describe('a principal that is gone', () => {
  it('was removed by us when RAM had accepted our request', () => {
    const removal = aRemoval({ status: 'requested' });
    const made = plan({ principals: [] }, { findings: [aFinding()], removals: [removal] });
    expect(resolutions(made)).toEqual(['removed']);
    expect(made.finish).toEqual([{ removal, reason: GONE }]);
  });

  it('was removed late when people may have been told that it could not be', () => {
    const steps = [
      aStep('planned', '2026-11-02T10:00:00.000Z'),
      aStep('waiting', '2026-11-02T10:00:01.000Z'),
      aStep('requested', '2026-11-02T18:00:00.000Z'),
    ];
    const removal = aRemoval({ status: 'requested', steps });
    const made = plan({ principals: [] }, { findings: [aFinding()], removals: [removal] });
    expect(resolutions(made)).toEqual(['removed-late']);
  });

  it('went without us when RAM had not', () => {
    const removal = aRemoval({ status: 'waiting' });
    expect(resolutions(plan({ principals: [] }, { findings: [aFinding()], removals: [removal] }))).toEqual([
      'gone',
    ]);
  });

  it('was most likely removed by us when a run died over asking RAM', () => {
    const removal = aRemoval({ status: 'planned' });
    expect(resolutions(plan({ principals: [] }, { findings: [aFinding()], removals: [removal] }))).toEqual([
      'removed',
    ]);
  });

  it('ends a removal that lost its finding on the way', () => {
    const removal = aRemoval({ status: 'requested' });
    const made = plan(
      { principals: [] },
      { findings: [aFinding({ status: 'resolved' })], removals: [removal] },
    );
    expect(made).toEqual({ open: [], resolve: [], finish: [{ removal, reason: GONE }] });
  });

  it('leaves one to the run that has planned it just now and may be about to ask', () => {
    const removals = [aRemoval({ status: 'planned' })];
    const history = { findings: [aFinding()], removals };
    const gone = { principals: [] };
    expect(plan(gone, history, '2026-11-02T10:01:29.000Z').finish).toEqual([]);
    expect(plan(gone, history, '2026-11-02T10:01:30.000Z').finish).toHaveLength(1);
  });

  it('leaves it so, too, where RAM does not show the share', () => {
    const history = { findings: [aFinding()], removals: [aRemoval({ status: 'planned' })] };
    expect(planForGone(history, '2026-11-02T10:01:29.000Z').finish).toEqual([]);
    expect(planForGone(history, '2026-11-02T10:01:30.000Z').finish).toHaveLength(1);
  });

  it('leaves what is done alone', () => {
    expect(plan({ principals: [] }, { removals: [aRemoval({ status: 'done' })] }).finish).toEqual([]);
  });
});

describe('a principal that is allowed now', () => {
  it('resolves its finding as allowed', () => {
    const finding = aFinding();
    const about =
      finding.body.kind === 'forbidden-consumer' ? { ...finding.body, principal: ALLOWED } : finding.body;
    const made = plan({ principals: [ALLOWED] }, { findings: [{ ...finding, body: about }] });
    expect(resolutions(made)).toEqual(['allowed']);
  });
});

describe('a principal that came back', () => {
  it('ends the removal of the occurrence before', () => {
    const old = aRemoval({ status: 'requested' });
    const made = plan(
      { principals: [OUTSIDER] },
      { findings: [aFinding({ occurrence: 2 })], removals: [old] },
    );
    expect(made.finish).toEqual([{ removal: old, reason: OVER }]);
    expect(made.open).toHaveLength(1);
  });
});

describe('a share that is gone', () => {
  it('resolves what was open and ends what was under way', () => {
    const removal = aRemoval({ status: 'requested' });
    const made = planForGone({ findings: [aFinding()], removals: [removal] }, LATER);
    expect(resolutions(made)).toEqual(['removed']);
    expect(made.finish).toEqual([{ removal, reason: GONE }]);
  });
});

const NONE: History = { findings: [], removals: [] };
const POLICY = { resource: NUMBER, statements: ['Campaigns'] };
const ABOUT = { arn: SHARE, owner: OWNER, region: REGION };
const unbound: FindingBody = {
  kind: 'unbound-service',
  share: { arn: SHARE, name: 'campaign' },
  principal: SNS,
  resources: [NUMBER],
  remedy: { action: 'bind' },
};
const reached: FindingBody = {
  kind: 'denied-through-group',
  share: { arn: SHARE, name: 'campaign' },
  principal: CAMPAIGNS_OU,
  resources: [NUMBER],
  verdicts: [],
};
const undecided: FindingBody = {
  kind: 'undecided-consumer',
  share: { arn: SHARE, name: 'campaign' },
  principal: OUTSIDER,
  resources: [NUMBER],
  verdicts: [],
};
const open: FindingBody = {
  kind: 'open-share',
  subject: { arn: SHARE, name: 'campaign' },
  reason: 'x',
  entities: [],
};
const uncovered: FindingBody = { kind: 'uncovered-pool', pool: POOL, gap: { missing: [] } };
const unshareable: FindingBody = { ...open, kind: 'unshareable-member' };
const forbidden = aDraft().body;

/** A finding of the body, as its own id has it. */
function findingOf(body: FindingBody, parts: Partial<Finding> = {}): Finding {
  const [principal, through] = 'principal' in body ? [body.principal, body.through] : [];
  return aFinding({ id: findingId(body.kind, SHARE, principal, through), body, ...parts });
}
const judged = (decision: Judgement['decision'], principal = OUTSIDER, through?: string): Judgement => ({
  consumer: consumerOf(principal),
  decision,
  verdicts: [],
  ...(through !== undefined && { through }),
});
const planOf = (found: Partial<Found>, history: Partial<History> = {}) =>
  planFor(
    ABOUT,
    { bodies: [], judgements: [], isUndone: () => false, ...found },
    { ...NONE, ...history },
    (principal) => ({ arn: `who brought ${principal}` }),
    LATER,
  );

describe('what is found', () => {
  it('hangs on what it was found of, and asks who brought the principal in', () => {
    const made = planOf({ bodies: [{ ...forbidden, through: SNS } as FindingBody, open] });
    expect(made.open).toEqual([
      {
        id: findingId('forbidden-consumer', SHARE, OUTSIDER, SNS),
        about: SHARE,
        owner: OWNER,
        region: REGION,
        actor: { arn: `who brought ${OUTSIDER}` },
        body: { ...forbidden, through: SNS },
      },
      {
        id: findingId('open-share', SHARE),
        about: SHARE,
        owner: OWNER,
        region: REGION,
        actor: { arn: 'who brought undefined' },
        body: open,
      },
    ]);
  });

  it('is not over', () => {
    const history = { findings: [findingOf(open), findingOf(unbound)] };
    expect(planOf({ bodies: [open, unbound] }, history).resolve).toEqual([]);
  });
});

describe('an account that was found suspended', () => {
  const verdicts = [aVerdict({ guardrail: 'consumer-is-active' })];
  const finding = findingOf({ ...forbidden, verdicts } as FindingBody);
  const now = (parts: Partial<Judgement>) =>
    planOf({ judgements: [{ ...judged('allowed'), ...parts }] }, { findings: [finding] }).resolve;

  it('is not taken for active while Organizations does not answer', () => {
    expect(now({ isOpen: true })).toEqual([]);
    expect(now({})).toEqual([{ finding, resolution: 'allowed' }]);
  });
});

describe('what is found no more', () => {
  it.each([
    ['a state', open],
    ['a denied account in a group', reached],
    ['a service that acts for anybody', unbound],
  ])('is mended, when it is %s', (_, body) => {
    const finding = findingOf(body);
    expect(planOf({}, { findings: [finding] }).resolve).toEqual([{ finding, resolution: 'mended' }]);
  });

  it('is left as it is when it is resolved already', () => {
    expect(planOf({}, { findings: [findingOf(open, { status: 'resolved' })] }).resolve).toEqual([]);
  });

  it.each([uncovered, unshareable])('is not ours when it is of the pool as such: $kind', (body) => {
    const finding = aFinding({ id: findingId(body.kind, POOL), about: POOL, body });
    expect(planOf({}, { findings: [finding] }).resolve).toEqual([]);
    expect(planForGone({ ...NONE, findings: [finding] }, LATER).resolve).toEqual([]);
  });

  it.each<[string, FindingBody, readonly Judgement[], string[]]>([
    ['forbidden, and is allowed', forbidden, [judged('allowed')], ['allowed']],
    ['forbidden, and nobody can say', forbidden, [judged('unknown')], []],
    ['forbidden, and is being taken off', forbidden, [judged('ending')], []],
    ['forbidden, and another is allowed', forbidden, [judged('allowed', ALLOWED)], ['gone']],
    ['forbidden, and is allowed through a service', forbidden, [judged('allowed', OUTSIDER, SNS)], ['gone']],
    ['forbidden, and still is', forbidden, [judged('forbidden')], []],
    ['undecided, and is allowed', undecided, [judged('allowed')], ['allowed']],
    ['undecided, and is forbidden', undecided, [judged('forbidden')], ['removed']],
    ['undecided, and is being taken off', undecided, [judged('ending')], []],
    ['undecided, and is gone', undecided, [], ['gone']],
    [
      'forbidden through a service, and is allowed',
      throughSns(forbidden),
      [judged('allowed', OUTSIDER, SNS)],
      ['allowed'],
    ],
    [
      'forbidden through a service, and is allowed itself',
      throughSns(forbidden),
      [judged('allowed')],
      ['gone'],
    ],
  ])('of a consumer that was %s', (_, body, judgements, expected) => {
    expect(resolutions(planOf({ judgements }, { findings: [findingOf(body)] }))).toEqual(expected);
  });
});

describe('what a Deny leaves of everyone', () => {
  it('is found again by who it is', () => {
    const consumer = { kind: 'account', principal: '*', id: OUTSIDER } as const;
    const judgements: readonly Judgement[] = [{ consumer, decision: 'allowed', verdicts: [] }];
    expect(resolutions(planOf({ judgements }, { findings: [findingOf(forbidden)] }))).toEqual(['allowed']);
  });
});

describe('a service that has a source now', () => {
  const finding = findingOf(unbound);
  const binding = (status: Removal['status']) =>
    aRemoval({
      id: removalId(finding),
      findingId: finding.id,
      principal: SNS,
      act: { kind: 'share-owner-source', before: BEFORE },
      status,
    });

  it.each([
    ['requested', 'removed'],
    ['planned', 'removed'],
    ['waiting', 'mended'],
    ['refused', 'mended'],
  ] as const)('by our own doing or not, when that was %s: %s', (status, resolution) => {
    const made = planOf({}, { findings: [finding], removals: [binding(status)] });
    expect(resolutions(made)).toEqual([resolution]);
    expect(made.finish).toMatchObject([{ reason: 'read back: the service has a source' }]);
  });

  it('is not ours by the removal of an occurrence before', () => {
    const removals = [binding('requested')];
    const findings = [{ ...finding, occurrence: 2 }];
    expect(resolutions(planOf({}, { findings, removals }))).toEqual(['mended']);
  });
});

describe('what is under way', () => {
  const finding = aFinding();
  const isUndone = () => true;

  it('goes on while its finding is open', () => {
    const history = { findings: [finding], removals: [aRemoval({ status: 'requested' })] };
    expect(planOf({ bodies: [forbidden], isUndone }, history).finish).toEqual([]);
  });

  it.each([
    ['is resolved now', { judgements: [judged('allowed')] }, finding],
    ['was resolved before', {}, aFinding({ status: 'resolved' })],
    ['is of another occurrence', { bodies: [forbidden] }, aFinding({ occurrence: 2 })],
  ])('is not due any more when its finding %s', (_, found, on) => {
    const removal = aRemoval({ status: 'waiting' });
    expect(planOf({ ...found, isUndone }, { findings: [on], removals: [removal] }).finish).toEqual([
      { removal, reason: OVER },
    ]);
  });

  it('to add a member is due for as long as its pool’s finding is, which is not ours', () => {
    const removal = aRemoval({
      id: 'x',
      status: 'requested',
      act: { kind: 'share-member', member: NUMBER, before: BEFORE },
    });
    expect(planOf({ isUndone }, { removals: [removal] }).finish).toEqual([]);
    expect(planOf({}, { removals: [removal] }).finish).toEqual([
      { removal, reason: 'read back: the member is on the share' },
    ]);
  });

  it('is asked for one by one, and what is done is not', () => {
    const [one, other] = [aRemoval({ id: 'one' }), aRemoval({ id: 'other' })];
    const removals = [one, aRemoval({ id: 'over', status: 'done' }), other];
    const made = planOf({ isUndone: ({ id }) => id !== 'one' }, { removals });
    expect(made.finish).toEqual([
      { removal: one, reason: GONE },
      { removal: other, reason: OVER },
    ]);
  });
});

describe('the policy of a resource', () => {
  const about = { arn: NUMBER, owner: OWNER, region: REGION };
  const body: FindingBody = { ...forbidden, share: undefined, policy: POLICY } as FindingBody;
  const id = findingId('forbidden-consumer', NUMBER, OUTSIDER);
  const finding = aFinding({ id, about: NUMBER, body });
  const removal = aRemoval({
    id: removalId(finding),
    about: NUMBER,
    act: { kind: 'policy-principal', before: '{}' },
    status: 'requested',
  });

  it('is planned for like a share', () => {
    const found = { bodies: [body], judgements: [judged('forbidden')], isUndone: () => true };
    const made = planFor(about, found, NONE, () => actor, LATER);
    expect(made).toEqual({
      open: [{ id, about: NUMBER, owner: OWNER, region: REGION, actor, body }],
      resolve: [],
      finish: [],
    });
    expect(
      planFor(
        about,
        { ...found, bodies: [], judgements: [] },
        { ...NONE, findings: [finding] },
        () => actor,
        LATER,
      ),
    ).toEqual({
      open: [],
      resolve: [{ finding, resolution: 'gone' }],
      finish: [],
    });
  });

  it('that is gone leaves nothing open, and nothing under way', () => {
    expect(planForGone({ findings: [finding, findingOf(unbound)], removals: [removal] }, LATER)).toEqual({
      open: [],
      resolve: [
        { finding, resolution: 'removed' },
        { finding: findingOf(unbound), resolution: 'gone' },
      ],
      finish: [{ removal, reason: 'read back: the consumer is no longer in the policy' }],
    });
  });
});

function throughSns(body: FindingBody): FindingBody {
  return { ...body, through: SNS } as FindingBody;
}
