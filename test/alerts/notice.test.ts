import { describe, expect, it } from 'vitest';
import { type FindingBody, type Resolution, STATE_KINDS } from '../../src/core/finding.ts';
import type { Act, Removal } from '../../src/core/removal.ts';
import {
  ALLOWED,
  BEFORE,
  NUMBER,
  OPT_OUT_LIST,
  OUTSIDER,
  OWNER,
  POOL,
  SANDBOX,
  SENDER_ID,
  SHARE,
  TAKE_OFF,
} from '../support/builders.ts';
import {
  anAlert,
  forbidden,
  inPolicy,
  OU,
  reached,
  removalThat,
  SERVICE,
  state,
  unbound,
  uncovered,
  undecided,
} from './alerts.ts';
import { said } from './said.ts';

const REFUSE = { action: 'refuse', reason: 'it holds a subnet' } as const;
const OBSERVE = { action: 'observe' } as const;
const TAKE = { action: 'remove-resources', resources: [NUMBER] } as const;

describe('a forbidden consumer', () => {
  it.each([
    ['on a share', forbidden(), `Account ‹${OUTSIDER}› on share ‹campaign›`],
    [
      'for whom a service acts',
      { ...forbidden(), through: SERVICE },
      `Account ‹${OUTSIDER}› through ‹${SERVICE}› on share ‹campaign›`,
    ],
    [
      'in a policy',
      inPolicy(forbidden()),
      `Account ‹${OUTSIDER}› in the policy of phone number ‹phone-0123456789abcdef0123456789abcdef›`,
    ],
    [
      'that is everyone, in a policy of a pool',
      { ...forbidden(), principal: '*', share: undefined, policy: { resource: POOL, statements: [] } },
      'Everybody ‹*› in the policy of pool ‹pool-0123456789abcdef0123456789abcdef›',
    ],
    [
      'in the policy of something else',
      { ...forbidden(), share: undefined, policy: { resource: 'arn:aws:sns:x', statements: [] } },
      `Account ‹${OUTSIDER}› in the policy of resource ‹arn:aws:sns:x›`,
    ],
    ['nobody knows where', { ...forbidden(), share: undefined }, `Account ‹${OUTSIDER}›`],
  ] as const)('%s is named', (_, body, summary) => {
    expect(said(anAlert({ body })).summary).toBe(summary);
  });

  it('of a policy is told with its statements, and without a share', () => {
    const { facts, labels } = said(anAlert({ body: inPolicy(forbidden()) }));
    expect(labels).toEqual([
      'Severity',
      'What was done',
      'Guardrail',
      'Policy',
      'Owner account',
      'Shared by',
      'What to do next',
    ]);
    expect(facts.Policy).toEqual([`‹${NUMBER}›`, '‹Outsiders›', '‹statement 2›']);
  });
});

const EVERY: readonly (readonly [string, FindingBody, Act])[] = [
  ['remove', forbidden(), TAKE_OFF],
  ['remove a source', { ...forbidden(), through: SERVICE }, { kind: 'share-source', before: BEFORE }],
  ['take out of a policy', inPolicy(forbidden()), { kind: 'policy-principal', before: '{}' }],
  ['take resources off', forbidden(TAKE), { kind: 'share-resources', taken: [NUMBER], before: BEFORE }],
  ['bind', unbound(), { kind: 'policy-source', before: '{}' }],
];
const WORDS: Readonly<
  Record<string, Readonly<Record<string, readonly [headline: string, outcome: string]>>>
> = {
  remove: {
    planned: [
      'forbidden consumer, removal waits',
      'not removed yet: the removal is on record and will be made',
    ],
    waiting: ['forbidden consumer, removal waits', 'removal waits: ‹so›. It is tried again'],
    refused: ['forbidden consumer not removed, a person is needed', 'not removed: ‹so›, a person is needed'],
    requested: ['forbidden consumer removed', 'removed: ‹so›'],
    over: ['forbidden consumer removed', 'removed: it is no longer on the share'],
  },
  'take out of a policy': {
    planned: [
      'forbidden principal in a policy, removal waits',
      'not taken out of the policy yet: the removal is on record and will be made',
    ],
    waiting: ['forbidden principal in a policy, removal waits', 'removal waits: ‹so›. It is tried again'],
    refused: [
      'forbidden principal not taken out of a policy, a person is needed',
      'not taken out of the policy: ‹so›, a person is needed',
    ],
    requested: ['forbidden principal taken out of a policy', 'taken out of the policy: ‹so›'],
    over: ['forbidden principal taken out of a policy', 'taken out: it is no longer in the policy'],
  },
  'take resources off': {
    planned: [
      'forbidden consumer, removal of its resources waits',
      'its resources were not taken off the share yet: the removal is on record and will be made',
    ],
    waiting: [
      'forbidden consumer, removal of its resources waits',
      'removal of its resources waits: ‹so›. It is tried again',
    ],
    refused: [
      'resources of a forbidden consumer not taken off its share, a person is needed',
      'its resources were not taken off the share: ‹so›, a person is needed',
    ],
    requested: [
      'resources of a forbidden consumer taken off its share',
      'its resources were taken off the share, where it has things of other services too: ‹so›',
    ],
    over: [
      'resources of a forbidden consumer taken off its share',
      'its resources were taken off: they are no longer on the share',
    ],
  },
  bind: {
    planned: [
      'service acts for anybody, binding it waits',
      'not bound to the owner account yet: that is on record and will be done',
    ],
    waiting: [
      'service acts for anybody, binding it waits',
      'binding it to the owner account waits: ‹so›. It is tried again',
    ],
    refused: [
      'service acts for anybody, a person is needed',
      'not bound to the owner account: ‹so›, a person is needed',
    ],
    requested: ['service bound to the owner account', 'bound to the owner account: ‹so›'],
    over: ['service bound to the owner account', 'bound to the owner account: it acts for no other any more'],
  },
};

describe.each(EVERY)('what is done: %s', (name, body, act) => {
  const words = WORDS[name === 'remove a source' ? 'remove' : name] ?? {};
  const saidOf = (removal?: Partial<Removal>, resolution?: Resolution) => {
    const { headline, facts } = said(anAlert({ body, removal, finding: { resolution } }));
    return [headline, ...(facts['What was done'] ?? [])];
  };

  it.each([
    ['planned', 'planned'],
    ['requested', 'requested'],
    ['done', 'requested'],
    ['waiting', 'waiting'],
    ['refused', 'refused'],
  ] as const)('with a removal that is %s', (status, expected) => {
    expect(saidOf(removalThat(status, 'so', act))).toEqual(words[expected]);
  });

  it('with no removal on record yet', () => {
    expect(saidOf()).toEqual(words.planned);
  });

  it.each(['removed', 'removed-late'] as const)('when it is over, %s', (resolution) => {
    expect(saidOf(removalThat('waiting', 'x', act), resolution)).toEqual(words.over);
  });
});

describe('what is not done', () => {
  it.each([
    ['forbidden consumer would be removed', 'would be removed (observe mode)', forbidden(OBSERVE), undefined],
    [
      'forbidden principal would be taken out of a policy',
      'would be taken out of the policy (observe mode)',
      inPolicy(forbidden(OBSERVE)),
      undefined,
    ],
    [
      'resources of a forbidden consumer would be taken off its share',
      'its resources would be taken off the share (observe mode)',
      forbidden(OBSERVE),
      removalThat('waiting', 'so', { kind: 'share-resources', taken: [NUMBER], before: BEFORE }),
    ],
    [
      'service acts for anybody',
      'left as it is: the guardrail file wants it only told',
      unbound(OBSERVE),
      undefined,
    ],
    [
      'forbidden consumer not removed, a person is needed',
      'not removed: ‹it holds a subnet›, a person is needed',
      forbidden(REFUSE),
      removalThat('waiting', 'so'),
    ],
    [
      'service acts for anybody, a person is needed',
      'not bound to the owner account: ‹it holds a subnet›, a person is needed',
      unbound(REFUSE),
      undefined,
    ],
    [
      'nobody can say whether a consumer is allowed',
      'not removed: it is not known to be forbidden',
      inPolicy(undecided),
      undefined,
    ],
    [
      'denied account reached through an OU or the organization',
      'not removed: the guardrails allow the group, and every account in it would lose the resources',
      reached,
      undefined,
    ],
    ['forbidden consumer removed', 'removed: ‹so›', forbidden(TAKE), removalThat('done', 'so', TAKE_OFF)],
    [
      'forbidden consumer not removed, a person is needed',
      'not removed: ‹no reason is on record›, a person is needed',
      forbidden(),
      { ...removalThat('refused', 'so'), steps: [] },
    ],
  ] as const)('%s: %s', (headline, outcome, body, removal) => {
    const alert = said(anAlert({ body, removal }));
    expect([alert.headline, alert.facts['What was done']]).toEqual([headline, [outcome]]);
  });
});

describe('a service that acts for anybody', () => {
  it('is told as such, with what is wrong, and with no guardrail', () => {
    const { summary, labels, facts } = said(anAlert({ body: inPolicy(unbound()) }));
    expect(summary).toBe(
      `Service ‹${SERVICE}› in the policy of phone number ‹phone-0123456789abcdef0123456789abcdef› acts for anybody`,
    );
    expect(labels).toEqual([
      'Severity',
      'What was done',
      'What is wrong',
      'Policy',
      'Owner account',
      'Shared by',
    ]);
    expect(facts['What is wrong']).toEqual([
      'it is bound to no known source, so whoever has an account may have the service use the resources',
    ]);
  });

  it.each([
    ['is bound', anAlert({ body: unbound(), removal: removalThat('requested', 'so') })],
    ['was bound', anAlert({ body: unbound(), finding: { resolution: 'removed' } })],
    ['is mended', anAlert({ body: unbound(OBSERVE), change: 'resolved', finding: { resolution: 'mended' } })],
  ])('is not told to act for anybody once it %s', (_, alert) => {
    expect(said(alert).summary).toBe(`Service ‹${SERVICE}› on share ‹campaign›`);
  });
});

describe('a group that reaches denied accounts', () => {
  it('is told with each of them once', () => {
    const { summary, facts, labels } = said(anAlert({ body: reached }));
    expect(summary).toBe(`OU ‹${OU}› on share ‹campaign› reaches denied accounts`);
    expect(facts['Denied accounts']).toEqual([`‹${SANDBOX}›`, `‹${OUTSIDER}›`]);
    expect(facts.Guardrail).toHaveLength(1);
    expect(labels).toEqual([
      'Severity',
      'What was done',
      'Denied accounts',
      'Guardrail',
      'Resources',
      'Share',
      'Owner account',
      'Shared by',
    ]);
  });

  it('is not told to reach them once it does not', () => {
    const finding = { resolution: 'mended' } as const;
    const { summary } = said(anAlert({ body: reached, change: 'resolved', finding }));
    expect(summary).toBe(`OU ‹${OU}› on share ‹campaign›`);
  });
});

describe('a pool whose members were put on a share', () => {
  const added = [
    { share: SHARE, member: NUMBER },
    { share: SHARE, member: SENDER_ID },
  ];
  const body = { ...uncovered([{ consumer: ALLOWED, members: [NUMBER] }]), added };

  it('is told with what and where', () => {
    const { headline, facts } = said(anAlert({ body }));
    expect(headline).toBe('pool shared without all that is in it, members put on its share');
    expect(facts['What was put on a share']).toEqual([
      `number ‹phone-0123456789abcdef0123456789abcdef› on share ‹${SHARE}›`,
      `sender ID ‹ACME/GB› on share ‹${SHARE}›`,
    ]);
  });

  it('says nothing of it where nothing was', () => {
    expect(said(anAlert({ body: uncovered([]) })).labels).toEqual([
      'Severity',
      'Pool',
      'Owner account',
      'What to do next',
    ]);
  });
});

describe('a state', () => {
  const number = 'phone number ‹phone-0123456789abcdef0123456789abcdef›';
  it.each([
    [
      'open-share',
      'share open to principals outside of the organization',
      'Share ‹campaign›',
      'Whom it concerns',
    ],
    [
      'retained-share',
      'share that accounts keep when they leave the organization',
      'Share ‹campaign›',
      'Whom it concerns',
    ],
    ['failed-association', 'share without something that was put on it', 'Share ‹campaign›', 'What failed'],
    ['sharing-not-enabled', 'sharing with the organization not enabled', 'Share ‹campaign›', 'Who waits'],
    ['open-policy', 'policy that lets everyone in', `Policy of ${number}`, 'Whom it concerns'],
    ['unreadable-policy', 'policy that can not be read', `Policy of ${number}`, 'Whom it concerns'],
    [
      'unshareable-member',
      'shared pool with a member that can not be shared',
      'Pool ‹pool-0123456789abcdef0123456789abcdef›',
      'Members',
    ],
  ] as const)('%s is told as %s', (kind, headline, summary, label) => {
    const told = said(anAlert({ body: state(kind, [OUTSIDER]) }));
    expect([told.headline, told.summary]).toEqual([headline, summary]);
    expect(told.facts['What is wrong']).toEqual(['‹it is not as it should be›']);
    expect(told.facts[label]).toEqual([`‹${OUTSIDER}›`]);
    const resolved = said(
      anAlert({ body: state(kind), change: 'resolved', finding: { resolution: 'mended' } }),
    );
    expect(resolved.headline).toBe(`Resolved: ${headline}`);
    expect(resolved.facts.Resolved).toEqual(['it is not so any more']);
  });

  it.each([
    ['open-share', { Share: ['‹campaign›', `‹${SHARE}›`] }],
    ['open-policy', { Policy: [`‹${NUMBER}›`] }],
    ['unshareable-member', { Pool: [`‹${POOL}›`] }],
  ] as const)('%s is told with where it is', (kind, where) => {
    const { facts, labels } = said(anAlert({ body: state(kind) }));
    expect(facts).toMatchObject({ ...where, 'Owner account': [`‹${OWNER}› in ‹us-east-1›`] });
    expect(labels).toEqual(['Severity', 'What is wrong', ...Object.keys(where), 'Owner account']);
  });

  it('is told with who changed it last, where an event said so', () => {
    const finding = { actor: { arn: 'arn:aws:iam::111122223333:user/operator' } };
    const { facts } = said(anAlert({ body: state('open-share'), finding }));
    expect(facts['Last changed by']).toEqual(['‹arn:aws:iam::111122223333:user/operator›']);
  });
});

describe('what is in order again', () => {
  it.each([
    ['removed', forbidden(), 'it was removed and is no longer on the share'],
    ['removed', inPolicy(forbidden()), 'it was taken out and is no longer in the policy'],
    ['removed-late', inPolicy(forbidden()), 'it was taken out after all and is no longer in the policy'],
    ['gone', inPolicy(forbidden()), 'it is no longer in the policy: it went without being taken out'],
    ['gone', inPolicy(undecided), 'it is no longer in the policy: it went without being taken out'],
    ['allowed', inPolicy(undecided), 'the guardrails allow it now'],
    ['removed', forbidden(TAKE), 'its resources were taken off and are no longer on the share'],
    [
      'removed-late',
      forbidden(TAKE),
      'its resources were taken off after all and are no longer on the share',
    ],
    [
      'gone',
      forbidden(TAKE),
      'the share no longer gives it the resources: they went without being taken off',
    ],
    ['mended', forbidden(), 'it is not so any more'],
    ['mended', reached, 'no denied account is reached through it any more'],
    ['gone', reached, 'it is no longer on the share: it went without being removed'],
    ['gone', inPolicy(reached), 'it is no longer in the policy: it went without being taken out'],
    ['mended', unbound(), 'it acts for anybody no longer'],
    ['removed', unbound(), 'it was bound to the owner account'],
    ['removed-late', unbound(), 'it was bound to the owner account after all'],
    ['gone', unbound(), 'it is no longer on the share: it went without being removed'],
    ['gone', inPolicy(unbound()), 'it is no longer in the policy: it went without being taken out'],
    ['allowed', unbound(), 'the guardrails allow it now'],
    ['gone', uncovered([]), 'the pool is gone'],
    ['gone', state('open-share'), 'the share is gone'],
    ['gone', state('open-policy'), 'the policy is gone'],
    ['gone', state('unshareable-member'), 'the pool is gone'],
    [
      'unshared',
      state('unshareable-member'),
      'the pool is no longer shared with anybody who would need what is in it',
    ],
    [undefined, state('open-share'), 'it is in order again'],
  ] as const)('by being %s: %o', (resolution, body, how) => {
    const alert = anAlert({ body, change: 'resolved', finding: { status: 'resolved', resolution } });
    expect(said(alert).facts.Resolved).toEqual([how]);
  });

  it('has no severity', () => {
    const alerts = STATE_KINDS.map((kind) => anAlert({ body: state(kind), change: 'resolved' }));
    for (const alert of alerts) expect(said(alert).labels).not.toContain('Severity');
  });
});

describe('what only the sweep found', () => {
  const HOW = 'How it was found';
  it('says so when it is told', () => {
    const alert = anAlert({ finding: { isFoundBySweep: true } });
    expect(said(alert).facts[HOW]).toEqual(['by the sweep: no event told of it']);
    expect(said(anAlert()).labels).not.toContain(HOW);
  });

  it('does not say so again when it is resolved', () => {
    const resolved = { isFoundBySweep: true, status: 'resolved', resolution: 'gone' } as const;
    expect(said(anAlert({ change: 'resolved', finding: resolved })).labels).not.toContain(HOW);
  });
});

describe('a number whose consumers lack its opt-out list', () => {
  const lacking = {
    kind: 'uncovered-pool',
    pool: NUMBER,
    gap: { missing: [{ consumer: ALLOWED, members: [OPT_OUT_LIST] }] },
  } as const;

  it('is called a number', () => {
    const told = said(anAlert({ body: lacking }));
    expect(told.headline).toBe('number shared without its opt-out list');
    expect(told.summary).toBe('Number ‹phone-0123456789abcdef0123456789abcdef›');
    expect(told.facts).toMatchObject({
      'Who lacks what': [`‹${ALLOWED}› lacks opt-out list ‹marketing›`],
      Number: [`‹${NUMBER}›`],
    });
  });

  it.each([
    ['covered', 'every consumer of the number can use its opt-out list'],
    ['unshared', 'the number is no longer shared with anybody who would need its opt-out list'],
    ['gone', 'the number is gone'],
  ] as const)('is resolved as %s', (resolution, words) => {
    const finding = { status: 'resolved', resolution } as const;
    const told = said(anAlert({ body: lacking, change: 'resolved', finding }));
    expect(told.facts.Resolved).toEqual([words]);
  });
});
