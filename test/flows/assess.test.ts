import { describe, expect, it } from 'vitest';
import { consumerOf } from '../../src/core/consumer.ts';
import type { Guardrails } from '../../src/core/guardrail.ts';
import { judgeOf, type Known, NOTHING_KNOWN } from '../../src/core/judge.ts';
import { smsResource } from '../../src/core/resource.ts';
import { assess } from '../../src/flows/survey/assess.ts';
import { type Evidence, grantedBy } from '../../src/flows/survey/evidence.ts';
import { explain } from '../../src/flows/survey/explain.ts';
import { questionsIn } from '../../src/flows/survey/questions.ts';
import type { Ports } from '../../src/ports.ts';
import {
  ALLOWED,
  aShare,
  NOW,
  NUMBER,
  OPT_OUT_LIST,
  OUTSIDER,
  OWNER,
  POOL,
  REGION,
  SANDBOX,
  SCOPE,
  SENDER_ID,
  SHARE,
  SUBNET,
  someGuardrails,
} from '../support/builders.ts';

const RCS_AGENT = `arn:aws:sms-voice:${REGION}:${OWNER}:rcs-agent/rcs-0123`;

/** The rows of a scope with these shares, policies and pools, less what is kept unless that is asked for. */
function rows(
  parts: Partial<Evidence>,
  guardrails: Partial<Guardrails> = {},
  { known = NOTHING_KNOWN, kept = false }: { readonly known?: Known; readonly kept?: boolean } = {},
) {
  const evidence = { scope: SCOPE, resources: [], shares: [], policies: [], pools: [], ...parts };
  const survey = { ...evidence, granted: grantedBy(evidence), known, numbers: new Map(), readAt: NOW };
  return assess(survey, someGuardrails(guardrails)).filter(({ action }) => kept || action !== 'keep');
}

const aPolicy = (document: string | object, resource = NUMBER) => ({
  resource,
  document: typeof document === 'string' ? document : JSON.stringify(document),
  ramDocuments: [],
  readAt: NOW,
});
const statement = (parts: object) => ({
  Statement: { Effect: 'Allow', Action: 'sms-voice:SendTextMessage', Resource: NUMBER, ...parts },
});

describe('a share', () => {
  it.each([
    ['with resources of other services', { resources: [NUMBER, SUBNET] }, {}, 'tell', /other services$/],
    [
      'with them, where SMS resources are to be taken off',
      { resources: [NUMBER, SUBNET] },
      { shares: { external: 'ignore', retainOnLeave: 'tell', mixedWithOtherServices: 'remove-sms' } },
      'remove-resources',
      /allows only/,
    ],
    ['that RAM promotes', { featureSet: 'PROMOTING_TO_STANDARD' }, {}, 'tell', /RAM does not change$/],
    ['that is well', {}, {}, 'remove', /allows only account/],
  ] as const)('%s', (_, share, guardrails, action, reason) => {
    const found = rows({ shares: [aShare({ ...share, principals: [OUTSIDER] })] }, guardrails);
    expect(found).toMatchObject([
      { action, found: 'forbidden-consumer', decision: 'forbidden', reason: expect.stringMatching(reason) },
    ]);
  });

  it('that RAM made from a policy is not judged: the policy is', () => {
    const share = aShare({ featureSet: 'CREATED_FROM_POLICY', principals: [OUTSIDER] });
    expect(rows({ shares: [share] }, {}, { kept: true })).toEqual([]);
  });

  it('is told for what failed on it', () => {
    const share = aShare({ principals: [ALLOWED, `${SANDBOX}=FAILED`] });
    expect(rows({ shares: [share] })).toEqual([
      {
        action: 'tell',
        found: 'failed-association',
        path: { share: { arn: SHARE, name: 'campaign' } },
        reason: 'RAM does not say why',
      },
    ]);
  });

  it.each([
    ['ignore', 0, undefined],
    ['tell', 1, undefined],
    ['forbid', 1, 'forbidden'],
  ] as const)('that is kept on leaving, where that is to %s', (retainOnLeave, count, decision) => {
    const shares = { external: 'ignore', retainOnLeave, mixedWithOtherServices: 'tell' } as const;
    const found = rows({ shares: [aShare({ retainsOnLeave: true })] }, { shares });
    expect(found).toHaveLength(count);
    expect(found[0]?.decision).toBe(decision);
  });

  it('keeps what RAM takes off already, beside what is removed', () => {
    const share = aShare({ principals: [OUTSIDER], resources: [NUMBER, `${SENDER_ID}=DISASSOCIATING`] });
    const found = rows({ shares: [share] }, {}, { kept: true });
    expect(found.map(({ resource, state, action }) => [resource, state, action])).toEqual([
      [NUMBER, 'active', 'remove'],
      [SENDER_ID, 'ending', 'keep'],
    ]);
  });

  it('leaves the consumer what another resource forbids it only in observing', () => {
    const guardrails = [
      { id: 'watched', mode: 'observe', resources: { types: ['phone-number'] }, allow: [] },
    ] as const;
    const share = aShare({ resources: [NUMBER, SENDER_ID] });
    const found = rows({ shares: [share] }, { guardrails }, { kept: true });
    expect(found.map(({ resource, action }) => [resource, action])).toEqual([
      [NUMBER, 'tell'],
      [SENDER_ID, 'keep'],
    ]);
  });

  it('tells what is unknown of a resource beside one that is forbidden and only observed', () => {
    const guardrails = [
      { id: 'watched', mode: 'observe', resources: { types: ['phone-number'] }, allow: [] },
      { id: 'inside', mode: 'observe', resources: { types: ['sender-id'] }, allow: [{ organization: true }] },
    ] as const;
    const share = aShare({ resources: [NUMBER, SENDER_ID] });
    const found = rows({ shares: [share] }, { guardrails });
    expect(found.map(({ found, action, decision }) => [found, action, decision])).toEqual([
      ['forbidden-consumer', 'tell', 'forbidden'],
      ['undecided-consumer', 'tell', 'unknown'],
    ]);
  });
});

describe('a policy', () => {
  it('that can not be read is unknown', () => {
    expect(rows({ policies: [aPolicy('{')] })).toMatchObject([
      {
        action: 'tell',
        found: 'unreadable-policy',
        decision: 'unknown',
        path: { policy: { resource: NUMBER } },
      },
    ]);
  });

  it('that lets in whom a Deny leaves of everyone needs a person', () => {
    const usual = { Action: 'sms-voice:SendTextMessage', Resource: NUMBER, Principal: '*' };
    const Condition = { StringNotEquals: { 'aws:PrincipalAccount': OUTSIDER } };
    const Statement = [
      { ...usual, Effect: 'Allow' },
      { ...usual, Effect: 'Deny', Condition },
    ];
    expect(rows({ policies: [aPolicy({ Statement })] })).toMatchObject([
      {
        action: 'tell',
        found: 'forbidden-consumer',
        consumer: OUTSIDER,
        reason: expect.stringMatching(/would cut others too$/),
      },
    ]);
  });

  it('that lets everyone in may be told only', () => {
    const policies = { everyone: 'tell', serviceWithoutSource: 'forbid' } as const;
    const everyone = aPolicy(statement({ Principal: '*' }));
    expect(rows({ policies: [everyone] }, { policies, guardrails: [] })).toMatchObject([
      { action: 'tell', found: 'open-policy', guardrail: 'policies.everyone' },
    ]);
  });

  it('with a source that nobody can prove leaves the service unknown', () => {
    const Condition = { StringLike: { 'aws:SourceArn': '*' } };
    const service = aPolicy(statement({ Principal: { Service: 'sns.amazonaws.com' }, Condition }));
    const guardrails = [{ id: 'sns', allow: [{ service: 'sns.amazonaws.com' }] }];
    expect(rows({ policies: [service] }, { guardrails })).toMatchObject([
      { action: 'tell', found: 'unbound-service', decision: 'unknown' },
    ]);
  });

  it('of a resource without one says nothing', () => {
    const none = { resource: NUMBER, document: undefined, ramDocuments: [], readAt: NOW };
    expect(rows({ policies: [none] }, {}, { kept: true })).toEqual([]);
  });
});

describe('a pool', () => {
  const pool = { arn: POOL, members: [NUMBER, SENDER_ID], optOutList: OPT_OUT_LIST, readAt: NOW };
  const onPool = aShare({ resources: [POOL, NUMBER] });

  it('is told for each member that its consumers lack', () => {
    expect(rows({ shares: [onPool], pools: [pool] })).toMatchObject([
      { resource: OPT_OUT_LIST, guardrail: 'pools.optOutList', consumers: [ALLOWED], path: { pool: POOL } },
      { resource: SENDER_ID, guardrail: 'pools.members', consumers: [ALLOWED], path: { pool: POOL } },
    ]);
  });

  it('does not count what RAM takes off already', () => {
    const ending = aShare({ resources: [POOL, `${NUMBER}=DISASSOCIATING`] });
    const found = rows({ shares: [ending], pools: [{ arn: POOL, members: [NUMBER], readAt: NOW }] });
    expect(found).toMatchObject([{ found: 'uncovered-pool', resource: NUMBER }]);
  });

  it('gets nothing that would bring in a denied account', () => {
    const organization = 'arn:aws:organizations::123456789012:organization/o-exampleorgid';
    const sandbox = { status: 'inside', path: ['r-ab12', 'ou-ab12-22222222'] } as const;
    const known = {
      places: new Map(),
      memberships: new Map([['o-exampleorgid', new Map([[SANDBOX, sandbox]])]]),
    };
    const guardrails = [
      { id: 'inside', allow: [{ organization: true }] },
      { id: 'no-sandbox', resources: { types: ['sender-id'] }, deny: [{ ou: 'ou-ab12-22222222' }] },
    ] as const;
    const pools = { members: 'share', optOutList: 'ignore' } as const;
    const share = aShare({ resources: [POOL], principals: [organization] });
    const members = { arn: POOL, members: [NUMBER, SENDER_ID], readAt: NOW };
    const found = rows({ shares: [share], pools: [members] }, { guardrails, pools }, { known });
    expect(found.map(({ resource, action }) => [resource, action])).toEqual([
      [NUMBER, 'add-member'],
      [SENDER_ID, 'tell'],
    ]);
  });

  it('counts what a policy gives', () => {
    const root = { AWS: `arn:aws:iam::${ALLOWED}:root` };
    const policies = [SENDER_ID, OPT_OUT_LIST].map((arn) =>
      aPolicy(statement({ Principal: root, Resource: arn }), arn),
    );
    expect(rows({ shares: [onPool], pools: [pool], policies })).toEqual([]);
  });

  it('gets what can be put on its share, unless it only observes', () => {
    const pools = { members: 'share', optOutList: 'ignore' } as const;
    expect(rows({ shares: [onPool], pools: [pool] }, { pools })).toMatchObject([
      { action: 'add-member', resource: SENDER_ID, path: { share: { arn: SHARE } } },
    ]);
    expect(rows({ shares: [onPool], pools: [pool] }, { pools, mode: 'observe' })).toMatchObject([
      { action: 'tell', resource: SENDER_ID, path: { pool: POOL } },
    ]);
  });

  it('is told for what can not be shared at all', () => {
    const members = [NUMBER, RCS_AGENT];
    const found = rows({ shares: [onPool], pools: [{ arn: POOL, members, readAt: NOW }] });
    expect(found).toContainEqual(
      expect.objectContaining({ action: 'tell', found: 'unshareable-member', resource: RCS_AGENT }),
    );
  });

  it('that is not shared says nothing', () => {
    expect(rows({ pools: [pool] })).toEqual([]);
  });
});

describe('what Organizations is asked for a scope', () => {
  const by = judgeOf(someGuardrails({ guardrails: [{ id: 'inside', allow: [{ organization: true }] }] }));
  const ou = 'arn:aws:organizations::123456789012:ou/o-exampleorgid/ou-ab12-11111111';

  it('is nothing where the file decides alone', () => {
    const granted = grantedBy({ resources: [], policies: [], shares: [aShare()] });
    expect(questionsIn(granted, [], judgeOf(someGuardrails()), NOW)).toEqual({
      accountsAndOus: [],
      groups: [],
    });
  });

  it('is asked once of whoever is on several shares', () => {
    const granted = grantedBy({ resources: [], policies: [], shares: [aShare(), aShare()] });
    expect(questionsIn(granted, [], by, NOW)).toEqual({ accountsAndOus: [ALLOWED], groups: [] });
  });

  it('is who is in the groups around a shared pool', () => {
    const pool = { arn: POOL, members: [NUMBER], readAt: NOW };
    const ofMember = aShare({ resources: [NUMBER], principals: [ou] });
    const ofPool = aShare({ resources: [POOL] });
    const asked = (...shares: readonly ReturnType<typeof aShare>[]) =>
      questionsIn(grantedBy({ resources: [], policies: [], shares }), [pool], by, NOW);
    expect(asked(ofMember).groups).toEqual([]);
    expect(asked(ofMember, ofPool)).toEqual({ accountsAndOus: [ALLOWED], groups: ['ou-ab12-11111111'] });
  });
});

describe('a resource whose policy can not be read', () => {
  it('is explained with the reason', async () => {
    const ports = {
      shares: { readHolding: async () => [] },
      policies: { read: async () => aPolicy('{') },
      directory: { places: async () => new Map(), memberships: async () => new Map() },
      clock: { now: () => NOW },
    } as unknown as Ports; // nothing else is asked
    const resource = smsResource(NUMBER);
    const explained = resource && (await explain(resource, consumerOf(ALLOWED), someGuardrails(), ports));
    expect(explained).toMatchObject({ decision: 'allowed', paths: [], problem: expect.any(String) });
  });
});
