import { describe, expect, it } from 'vitest';
import {
  type ConsumerSelector,
  GUARDRAIL_DEFAULTS,
  type Guardrail,
  type Guardrails,
  type ResourceSelector,
} from '../../src/core/guardrail.ts';
import type { Tags } from '../../src/core/resource.ts';
import { referenceVerdict } from './decide.ts';
import { referenceReached } from './reached.ts';
import { grantsOfWorld } from './readings.ts';
import * as v from './vocabulary.ts';
import type { PolicyGrant, Principal, Share, World } from './world.ts';

type Lists = Pick<Guardrail, 'allow' | 'deny' | 'mode' | 'resources'>;
interface Parts extends Partial<Omit<World, 'guardrails'>>, Partial<Pick<Guardrails, 'mode' | 'waivers'>> {
  readonly everyone?: Guardrails['policies']['everyone'];
}

/** TOP holds MIDDLE and FIRST, MIDDLE holds SECOND (suspended: in `SUSPENDED`), the owner is under the root. */
function aWorldOf(
  grant: Omit<PolicyGrant, 'resource'>,
  guardrails: readonly Lists[],
  { mode = 'enforce', waivers = [], everyone = 'forbid', ...parts }: Parts = {},
): World {
  return {
    now: '2026-11-02T23:59:59.999Z',
    owner: v.OWNER,
    ous: [{ id: v.TOP }, { id: v.MIDDLE, parent: v.TOP }, { id: v.BOTTOM }, { id: v.EMPTY, parent: v.TOP }],
    accounts: [account(v.OWNER), account(v.FIRST, v.TOP), account(v.SECOND, v.MIDDLE)],
    outside: [
      { id: v.OUTSIDER, hasLeft: false },
      { id: v.LEAVER, hasLeft: true },
    ],
    silentAbout: [],
    resources: [v.NUMBER],
    shares: [],
    policies: [{ resource: v.NUMBER, ...grant }],
    ...parts,
    guardrails: {
      ...GUARDRAIL_DEFAULTS,
      organization: v.OURS,
      mode,
      waivers,
      policies: { ...GUARDRAIL_DEFAULTS.policies, everyone },
      guardrails: guardrails.map((each, at) => ({ id: `guardrail-${at + 1}`, ...each })),
    },
  };
}

const account = (id: string, ou?: string, state: 'active' | 'suspended' = 'active') => ({ id, ou, state });
const suspended = { accounts: [account(v.FIRST, v.TOP), account(v.SECOND, v.MIDDLE, 'suspended')] };
const silent = { silentAbout: 'everything' } as const;
const waiver = (consumer: string, until = '2026-11-02', resource = v.NUMBER.arn) => ({
  waivers: [{ resource, consumer, until, reason: 'campaign 42', approvedBy: 'the owner' }],
});

const FIRST: Principal = { kind: 'account', id: v.FIRST };
const SECOND: Principal = { kind: 'account', id: v.SECOND };
const OUTSIDER: Principal = { kind: 'account', id: v.OUTSIDER };
const LEAVER: Principal = { kind: 'account', id: v.LEAVER };
const ROLE: Principal = { kind: 'account', id: v.FIRST, role: 'sender' };
const MIDDLE: Principal = { kind: 'ou', id: v.MIDDLE, organization: v.OURS };
const TOP: Principal = { kind: 'ou', id: v.TOP, organization: v.OURS };
const OURS: Principal = { kind: 'organization', id: v.OURS };
const THEIRS: Principal = { kind: 'organization', id: v.THEIRS };
const FORGED: Principal = { kind: 'ou', id: v.TOP, organization: v.THEIRS };
const SNS: Principal = { kind: 'service', id: v.SNS };
const EVERYONE: Principal = { kind: 'everyone' };

const allow = (...selectors: ConsumerSelector[]): Lists => ({ allow: selectors });
const deny = (...selectors: ConsumerSelector[]): Lists => ({ deny: selectors });
const elsewhere = (one: ConsumerSelector): Lists => ({ ...deny(one), resources: { types: ['pool'] } });
const observed = (one: ConsumerSelector): Lists => ({ ...deny(one), mode: 'observe' });
const [first, top, middle, inside] = [
  { account: v.FIRST },
  { ou: v.TOP },
  { ou: v.MIDDLE },
  { organization: true as const },
];

describe('the verdict on', () => {
  it.each<[string, Principal, Lists[], Parts, string]>([
    ['an account where nothing is said', FIRST, [], {}, 'allowed'],
    ['an account on the list', FIRST, [allow(first)], {}, 'allowed'],
    ['an account that one of two lists lacks', FIRST, [allow(first), allow(middle)], {}, 'acts'],
    ['an account on an empty list', FIRST, [allow()], {}, 'acts'],
    ['an account that is denied and allowed', FIRST, [{ ...allow(first), ...deny(top) }], {}, 'acts'],
    ['an account two OUs deep', SECOND, [allow(top)], {}, 'allowed'],
    ['an account above the OU', FIRST, [allow(middle)], {}, 'acts'],
    ['a role', ROLE, [deny(first)], {}, 'acts'],
    ['an outsider where all inside may', OUTSIDER, [allow(inside)], {}, 'acts'],
    ['an outsider where all inside may not', OUTSIDER, [deny(inside)], {}, 'allowed'],

    ['an account where the directory is silent', FIRST, [allow(top)], silent, 'unknown'],
    ['an account by its id, in silence', FIRST, [allow(first)], silent, 'allowed'],
    ['an account denied by its id, in silence', FIRST, [allow(top), deny(first)], silent, 'acts'],
    ['an account that may be suspended for all one knows', FIRST, [], silent, 'unknown'],
    ['an account, in silence about another', FIRST, [allow(top)], { silentAbout: [v.SECOND] }, 'allowed'],

    ['a suspended account where nothing is said', SECOND, [], suspended, 'acts'],
    ['a suspended account that a list holds', SECOND, [allow(top)], suspended, 'allowed'],
    ['a suspended account where only others are denied', SECOND, [deny(first)], suspended, 'acts'],
    ['an account that has left', LEAVER, [], {}, 'acts'],
    ['an account that has left, by the OU it was in', LEAVER, [allow(top)], {}, 'acts'],
    ['an account that has left, and is named', LEAVER, [allow({ account: v.LEAVER })], {}, 'allowed'],

    ['an OU below the allowed one', MIDDLE, [allow(top)], {}, 'allowed'],
    ['an OU above the allowed one', TOP, [allow(middle)], {}, 'acts'],
    ['an OU by the one account in it', MIDDLE, [allow({ account: v.SECOND })], {}, 'acts'],
    ['an OU that is itself, in silence', TOP, [allow(top)], silent, 'allowed'],
    ['an OU that may be below, in silence', MIDDLE, [allow(top)], silent, 'unknown'],
    ['an OU of ours, in silence', MIDDLE, [allow(inside)], silent, 'allowed'],
    ['an OU with a denied account in it', TOP, [deny(first)], {}, 'allowed'],
    ['an OU of ours, as somebody else’s', FORGED, [allow(top, inside)], {}, 'acts'],
    ['our organization', OURS, [allow(inside)], {}, 'allowed'],
    ['our organization by an OU', OURS, [allow(top)], {}, 'acts'],
    ['another organization', THEIRS, [allow(inside)], {}, 'acts'],

    ['a service', SNS, [allow({ service: v.SNS })], {}, 'allowed'],
    ['a service that is not named', SNS, [allow(inside, { service: v.VOICE })], {}, 'acts'],
    ['everyone', EVERYONE, [], {}, 'acts'],
    ['everyone, where that is only told', EVERYONE, [], { everyone: 'tell' }, 'allowed'],
    ['everyone, where somebody is allowed', EVERYONE, [allow(inside)], { everyone: 'tell' }, 'acts'],
    ['everyone, where somebody is denied', EVERYONE, [deny(first)], { everyone: 'ignore' }, 'acts'],
    ['everyone, where nobody is denied', EVERYONE, [deny()], { everyone: 'ignore' }, 'allowed'],

    ['a waived account', FIRST, [deny(first)], waiver(v.FIRST), 'allowed'],
    ['an account waived until yesterday', FIRST, [deny(first)], waiver(v.FIRST, '2026-11-01'), 'acts'],
    ['an account waived elsewhere', FIRST, [allow()], waiver(v.FIRST, '2027-01-01', v.POOL.arn), 'acts'],
    ['an account whose OU is waived', SECOND, [allow()], waiver(v.MIDDLE), 'acts'],
    ['a waived account in silence', FIRST, [allow(top)], { ...silent, ...waiver(v.FIRST) }, 'allowed'],
    ['everyone, waived', EVERYONE, [allow()], waiver('*'), 'allowed'],

    ['a denial in a file that observes', FIRST, [deny(first)], { mode: 'observe' }, 'forbidden'],
    ['a denial that observes', FIRST, [observed(first)], {}, 'forbidden'],
    ['two denials, one enforced', FIRST, [observed(first), deny(top)], {}, 'acts'],
    [
      'a denial that observes, beside an enforced list that nobody can read',
      FIRST,
      [observed(first), allow(top)],
      silent,
      'forbidden',
    ],
    ['everyone in a file that observes', EVERYONE, [{ mode: 'enforce' }], { mode: 'observe' }, 'forbidden'],
  ])('%s', (_, principal, guardrails, parts, verdict) => {
    const world = aWorldOf({ principal }, guardrails, parts);
    expect(verdicts(world)).toEqual([verdict]);
  });

  it.each<[string, ResourceSelector, string, Tags | undefined]>([
    ['of another type', { types: ['pool'] }, 'allowed', {}],
    ['of another Region', { regions: ['eu-west-1'] }, 'allowed', {}],
    ['of another owner', { accounts: [v.FIRST] }, 'allowed', {}],
    ['where the list is empty', { types: [] }, 'acts', {}],
    ['by a pattern', { arns: ['*:phone-number/*-01'] }, 'acts', {}],
    ['by the beginning of its ARN', { arns: ['arn:aws:sms-voice:*-'] }, 'allowed', {}],
    ['with the tag', { tags: { env: 'prod' } }, 'acts', { env: 'prod', x: '' }],
    ['with any value', { tags: { env: '*' } }, 'acts', { env: '' }],
    ['with one of two tags', { tags: { env: '*', x: '*' } }, 'allowed', { env: '' }],
    ['with another value', { tags: { env: 'prod' } }, 'allowed', { env: 'Prod' }],
    ['with unread tags', { tags: { env: 'prod' } }, 'unknown', undefined],
    ['with unread tags, of another type', { types: ['pool'], tags: { env: 'prod' } }, 'allowed', undefined],
  ])('a resource %s', (_, resources, verdict, tags) => {
    const policies = [{ resource: { ...v.NUMBER, tags }, principal: FIRST }];
    expect(verdicts(aWorldOf({ principal: FIRST }, [{ allow: [], resources }], { policies }))).toEqual([
      verdict,
    ]);
  });

  it.each([
    ['forbidden', [allow()], {}, 'unknown'],
    ['allowed', [allow(first)], {}, 'allowed'],
    ['waived', [allow()], waiver(v.FIRST), 'allowed'],
  ] as const)('a grant in doubt, otherwise %s', (_, guardrails, parts, verdict) => {
    expect(verdicts(aWorldOf({ principal: FIRST, doubt: 'a condition' }, guardrails, parts))).toEqual([
      verdict,
    ]);
  });

  it.each([
    [undefined, ['allowed']],
    [v.OWNER, ['allowed']],
    [v.OUTSIDER, ['allowed', 'acts']],
    [v.FIRST, ['allowed', 'allowed']],
  ])('a service that acts for %s', (source, expected) => {
    const list = allow({ service: v.SNS }, inside);
    expect(verdicts(aWorldOf({ principal: { ...SNS, source } as Principal }, [list]))).toEqual(expected);
  });

  it.each([
    ['active', 'pending', ['acts']],
    ['unsettled', 'pending', ['unknown']],
    ['active', 'ending', []],
    ['failed', 'active', []],
    ['unsettled', 'ended', []],
  ] as const)('a share whose principal is %s and whose resource is %s', (state, other, expected) => {
    const share: Share = {
      arn: `arn:aws:ram:us-east-1:${v.OWNER}:resource-share/7ab63972-b505-7e2a-420d-6f5d3e000001`,
      principals: [{ principal: FIRST, state }],
      resources: [{ resource: v.NUMBER, state: other }],
    };
    const parts = { policies: [], shares: [share] };
    expect(verdicts(aWorldOf({ principal: FIRST }, [allow()], parts))).toEqual(expected);
  });
});

describe('through a group are reached', () => {
  it.each<[string, Principal, Lists[], Parts, readonly string[] | 'unknown']>([
    ['those denied by id', TOP, [deny(first, { account: v.OUTSIDER })], {}, [v.FIRST]],
    ['those denied by an OU inside', TOP, [deny(middle, first)], {}, [v.FIRST, v.SECOND]],
    ['those in the organization', OURS, [deny(top, { account: v.OWNER })], {}, [v.OWNER, v.FIRST, v.SECOND]],
    ['none of another OU', MIDDLE, [deny(first)], {}, []],
    ['none who are suspended', TOP, [deny(middle)], suspended, []],
    ['none who are only not allowed', TOP, [{ ...allow(top), ...deny() }], {}, []],
    ['none whom a waiver names', TOP, [deny(first, middle)], waiver(v.FIRST), [v.SECOND]],
    ['none when the group is waived', TOP, [deny(first)], waiver(v.TOP), []],
    ['none when the group is forbidden', TOP, [deny(first, top)], {}, []],
    ['none through an account', FIRST, [deny(middle)], {}, []],
    ['none of a guardrail over other resources', TOP, [elsewhere(first)], {}, []],

    ['nobody knows who, in silence', OURS, [deny(first)], silent, 'unknown'],
    ['nobody knows who, of an OU in silence', OURS, [deny(middle)], silent, 'unknown'],
    ['none in silence, when none is denied', TOP, [allow(top)], silent, []],
    ['none in silence, when the one is waived', TOP, [deny(first)], { ...silent, ...waiver(v.FIRST) }, []],
    ['none, when the denied are elsewhere for sure', MIDDLE, [deny(first)], { silentAbout: [v.SECOND] }, []],
    ['none in silence, when other resources are meant', TOP, [elsewhere(first)], silent, []],
    [
      'none, when the one is suspended',
      OURS,
      [deny({ account: v.SECOND })],
      { ...suspended, silentAbout: [v.FIRST] },
      [],
    ],
    ['nobody of ours through a forged OU', FORGED, [deny(top)], {}, []],
    ['nobody knows who of another organization', THEIRS, [deny({ account: v.OUTSIDER })], {}, 'unknown'],
    ['none of ours through another organization', THEIRS, [deny(first, inside)], {}, []],
    [
      'nobody knows who, with unread tags',
      TOP,
      [{ ...deny(first), resources: { tags: { env: '*' } } }],
      {},
      'unknown',
    ],
  ])('%s', (_, principal, guardrails, parts, expected) => {
    const world = aWorldOf({ principal }, guardrails, parts);
    const reached = grantsOfWorld(world).map((grant) => referenceReached(world, grant));
    expect(reached).toEqual([
      expected === 'unknown' ? { status: 'unknown' } : { status: 'known', accounts: expected },
    ]);
  });
});

const verdicts = (world: World): readonly string[] =>
  grantsOfWorld(world).map((grant) => {
    const { decision, acts } = referenceVerdict(world, grant);
    return acts ? 'acts' : decision;
  });
