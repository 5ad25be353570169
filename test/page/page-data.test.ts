import { describe, expect, it } from 'vitest';
import type { Guardrails } from '../../src/core/guardrail.ts';
import type { PoolSnapshot } from '../../src/core/pool-coverage.ts';
import type { ShareSnapshot } from '../../src/core/share.ts';
import { assess } from '../../src/flows/survey/assess.ts';
import { grantedBy } from '../../src/flows/survey/evidence.ts';
import { type OnRecord, pageData } from '../../src/page/assembled.ts';
import { indexed } from '../../src/page/indexed.ts';
import { timelineOf } from '../../src/page/timeline.ts';
import {
  ALLOWED,
  aFinding,
  aRemoval,
  aResource,
  aShare,
  aStep,
  NOW,
  NUMBER,
  OPT_OUT_LIST,
  OUTSIDER,
  POOL,
  REGION,
  SANDBOX,
  SCOPE,
  SENDER_ID,
  SHARE,
  SNS,
  smsArn,
  someGuardrails,
} from '../support/builders.ts';

interface Parts {
  readonly shares?: readonly ShareSnapshot[];
  readonly pools?: readonly PoolSnapshot[];
  readonly resources?: readonly string[];
  readonly record?: Partial<OnRecord>;
}

/** The page of a scope with these shares and pools, under guardrails that allow one account alone. */
function aPage(
  { shares = [], pools = [], resources = [NUMBER], record }: Parts,
  file: Partial<Guardrails> = {},
) {
  const guardrails = someGuardrails(file);
  const evidence = { scope: SCOPE, resources: resources.map(aResource), shares, policies: [], pools };
  const known = { places: new Map(), memberships: new Map() };
  const numbers = new Map([[NUMBER, '+12065550100']]);
  const survey = { ...evidence, granted: grantedBy(evidence), known, numbers, readAt: NOW };
  const found = record && { findings: [], removals: [], waivers: [], ...record };
  return pageData(survey, assess(survey, guardrails), guardrails, found);
}

describe('who may use what', () => {
  it('is one entry for a consumer, path and verdict, however many resources they have', () => {
    const resources = Array.from({ length: 40 }, (_, n) => smsArn(`sender-id/S${n}/GB`));
    const principals = Array.from({ length: 60 }, (_, n) => String(100_000_000_000 + n));
    const page = aPage({ resources, shares: [aShare({ principals, resources })] });
    expect(page.accesses).toHaveLength(60);
    expect(page.groups).toEqual([Array.from({ length: 40 }, (_, n) => n)]);
    expect([page.paths, page.verdicts].map(({ length }) => length)).toEqual([1, 1]);
  });

  it('comes back as it was: who, what, by which path, and what is said of it', () => {
    const { resources, consumers, totals } = indexed(
      aPage({ resources: [NUMBER, SENDER_ID], shares: [aShare({ principals: [ALLOWED, OUTSIDER] })] }),
    );
    expect(resources.map(({ label, count, forbidden }) => [label, count, forbidden])).toEqual([
      ['+12065550100', 2, 1],
      ['ACME/GB', 0, 0],
    ]);
    expect(consumers.map(({ id, forbidden }) => [id, forbidden])).toEqual([
      [OUTSIDER, 1],
      [ALLOWED, 0],
    ]);
    expect(consumers[0]?.accesses).toMatchObject([
      {
        path: { share: { arn: SHARE, name: 'campaign' } },
        verdict: { decision: 'forbidden', guardrail: 'only-campaigns', action: 'remove' },
      },
    ]);
    expect(totals).toMatchObject({ resources: 2, consumers: 2, forbidden: 1, unknown: 0 });
  });
});

describe('the matrix of a pool', () => {
  const agent = `arn:aws:sms-voice:${REGION}:${SCOPE.account}:rcs-agent/rcs-1`;
  const pool = { arn: POOL, members: [NUMBER, SENDER_ID, agent], optOutList: OPT_OUT_LIST, readAt: NOW };
  const both = {
    guardrails: [{ id: 'two', allow: [{ account: ALLOWED }, { account: SANDBOX }, { service: SNS }] }],
  };
  const matrix = (shares: readonly ShareSnapshot[], file: Partial<Guardrails> = both) => {
    const [made] = aPage({ pools: [pool], shares }, file).pools;
    if (!made) throw new Error('there is no pool');
    return made;
  };
  const lacking = ({ consumers, gaps, members }: ReturnType<typeof matrix>) =>
    consumers.map(({ id, lacks }) => [id, (gaps[lacks] ?? []).map((at) => members[at]?.name.split('/')[0])]);

  it('has those who lack most first, and what most lack', () => {
    const all = aShare({ principals: [ALLOWED, SANDBOX], resources: [POOL] });
    const some = aShare({ arn: `${SHARE}-2`, name: 'two', principals: [ALLOWED], resources: [NUMBER] });
    const made = matrix([all, some]);
    expect(lacking(made)).toEqual([
      [
        SANDBOX,
        expect.arrayContaining(['ACME', 'marketing', 'rcs-1', 'phone-0123456789abcdef0123456789abcdef']),
      ],
      [ALLOWED, expect.not.arrayContaining(['phone-0123456789abcdef0123456789abcdef'])],
    ]);
    expect(made.members.at(-1)?.arn).toBe(NUMBER);
    expect(made.shares).toEqual([{ arn: SHARE, name: 'campaign' }]);
  });

  it('knows what can not be shared at all, and what a service needs not', () => {
    const { members } = matrix([aShare({ principals: [SNS], resources: [POOL] })]);
    expect(members.filter(({ isShareable }) => !isShareable).map(({ name }) => name)).toEqual(['rcs-1']);
    expect(members.filter(({ isForServices }) => !isForServices).map(({ arn }) => arn)).toEqual([
      OPT_OUT_LIST,
    ]);
  });

  it('is empty for a pool that is shared with nobody, and with the forbidden alone', () => {
    expect(matrix([]).consumers).toEqual([]);
    expect(matrix([aShare({ principals: [OUTSIDER], resources: [POOL] })]).consumers).toEqual([]);
  });

  it('leaves out what the guardrail file ignores', () => {
    const { members } = matrix([], { ...both, pools: { members: 'tell', optOutList: 'ignore' } });
    expect(members.map(({ arn }) => arn)).not.toContain(OPT_OUT_LIST);
  });
});

describe('a guardrail', () => {
  const shares = [aShare({ principals: [ALLOWED, OUTSIDER, SANDBOX], resources: [NUMBER, SENDER_ID] })];
  const resources = [NUMBER, SENDER_ID];

  it.each([
    ['enforce', undefined, { mode: 'enforce', removes: 2, wouldRemove: 2 }],
    ['observe', undefined, { mode: 'observe', removes: 0, wouldRemove: 2 }],
    ['enforce', 'observe', { mode: 'observe', removes: 0, wouldRemove: 2 }],
    ['observe', 'enforce', { mode: 'enforce', removes: 2, wouldRemove: 2 }],
  ] as const)(
    'in a file that says %s, and itself %s, counts consumers and not resources',
    (mode, own, counts) => {
      const guardrails = [{ id: 'only-campaigns', mode: own, allow: [{ account: ALLOWED }] }];
      expect(aPage({ resources, shares }, { mode, guardrails }).guardrails).toEqual([
        { id: 'only-campaigns', allow: [`account ${ALLOWED}`], covers: 2, ...counts },
      ]);
    },
  );
});

describe('what is on record', () => {
  const finding = aFinding({
    actor: {
      arn: 'arn:aws:sts::1:assumed-role/Admin/ann',
      eventName: 'CreateResourceShare',
      at: '2026-11-02T09:59:58.000Z',
    },
  });
  const steps = [
    aStep('planned'),
    aStep('requested', '2026-11-02T10:00:00.500Z', 'RAM accepted the request'),
  ];
  const removal = aRemoval({ actor: finding.actor, steps, status: 'requested' });
  const record = {
    findings: [finding],
    removals: [{ removal, code: '3f2a9c1e', what: `take ${OUTSIDER} off share campaign` }],
  };

  it('is a plan without one', () => {
    expect(aPage({}).basis).toBe('plan');
    expect(aPage({ record: {} }).basis).toBe('record');
  });

  it('tells how long it took from the event to the removal', () => {
    expect(aPage({ record }).removals).toMatchObject([{ code: '3f2a9c1e', tookSeconds: 2.5 }]);
  });

  it('does not tell what no event tells', () => {
    const quiet = {
      ...record,
      removals: record.removals.map((each) => ({ ...each, removal: { ...removal, actor: undefined } })),
    };
    expect(aPage({ record: quiet }).removals[0]).not.toHaveProperty('tookSeconds');
  });

  it('is told in order, latest first: who changed what, what was found, and what was done', () => {
    const told = timelineOf(aPage({ record })).map(({ kind, who, what }) => [kind, who, what]);
    expect(told).toEqual([
      ['removal', 'sharewarden', 'requested: RAM accepted the request, 2.5 s after the event'],
      ['removal', 'sharewarden', 'planned: forbidden'],
      ['found', 'sharewarden', 'Forbidden consumer'],
      ['change', 'ann', 'CreateResourceShare'],
    ]);
  });

  it('holds the waivers in force alone, the one that ends first at the top', () => {
    const waiver = (until: string) => ({
      resource: NUMBER,
      consumer: OUTSIDER,
      until,
      reason: 'trial',
      approvedBy: 'ann',
    });
    const granted = { ...waiver('2026-11-02'), grantedAt: NOW };
    const page = aPage(
      { record: { waivers: [granted] } },
      { waivers: [waiver('2026-12-01'), waiver('2026-11-01')] },
    );
    expect(page.waivers.map(({ until, grantedAt }) => [until, grantedAt])).toEqual([
      ['2026-11-02', NOW],
      ['2026-12-01', undefined],
    ]);
  });
});
