import fc from 'fast-check';
import type { Guardrails } from '../../src/core/guardrail.ts';
import type { SmsResource } from '../../src/core/resource.ts';
import type { AssociationState } from '../../src/core/share.ts';
import { someGuardrails } from './some-guardrails.ts';
import * as v from './vocabulary.ts';

/** All that a decision may depend on, as plain data. */
export interface World {
  /** ISO 8601, UTC. */
  readonly now: string;
  readonly owner: string;
  readonly ous: readonly Ou[];
  /** Accounts of our organization, the owner's among them. */
  readonly accounts: readonly Account[];
  /** Accounts that Organizations knows nothing of, some of them known to have been inside. */
  readonly outside: readonly { readonly id: string; readonly hasLeft: boolean }[];
  /** Accounts and OUs for which the directory has no answer. */
  readonly silentAbout: 'everything' | readonly string[];
  readonly resources: readonly SmsResource[];
  readonly shares: readonly Share[];
  readonly policies: readonly PolicyGrant[];
  readonly guardrails: Guardrails;
}
/** No parent: right under the root. */
export interface Ou {
  readonly id: string;
  readonly parent?: string | undefined;
}
export interface Account {
  readonly id: string;
  readonly ou?: string | undefined;
  readonly state: 'active' | 'suspended';
}
export interface Share {
  readonly arn: string;
  readonly principals: readonly { readonly principal: Principal; readonly state: AssociationState }[];
  readonly resources: readonly { readonly resource: SmsResource; readonly state: AssociationState }[];
}
/** One principal of one statement of a resource policy. `doubt`: a condition that nobody can prove. */
export interface PolicyGrant {
  readonly resource: SmsResource;
  readonly principal: Principal;
  readonly doubt?: string | undefined;
}
export type Principal =
  | { readonly kind: 'account'; readonly id: string; readonly role?: string | undefined }
  | { readonly kind: 'ou'; readonly id: string; readonly organization: string }
  | { readonly kind: 'organization'; readonly id: string }
  | { readonly kind: 'everyone' }
  /** `source`: the account that it acts for. Absent: for anybody. */
  | { readonly kind: 'service'; readonly id: string; readonly source?: string | undefined };

/** Small worlds in which every rule meets every other. */
export function aWorld(): fc.Arbitrary<World> {
  return fc
    .record({
      now: fc.constantFrom('00:00:00.000', '10:00:00.000', '23:59:59.999').map((t) => `2026-11-02T${t}Z`),
      owner: fc.constant(v.OWNER),
      ous: someOus,
      accounts: fc.tuple(...[v.OWNER, v.FIRST, v.SECOND, v.MANAGEMENT].map(anAccount)),
      outside: fc.boolean().map((hasLeft) => [
        { id: v.OUTSIDER, hasLeft: false },
        { id: v.LEAVER, hasLeft },
      ]),
      silentAbout: someSilence,
      tags: fc.array(someTags, { minLength: 5, maxLength: 5 }),
      shares: fc.array(aShare, { maxLength: 2 }),
      policies: fc.array(aPolicyGrant, { maxLength: 5 }),
      guardrails: someGuardrails,
    })
    .map(({ tags, ...world }) => withTags({ ...world, resources: RESOURCES }, tags));
}

const RESOURCES = [v.NUMBER, v.POOL, v.EU_POOL, v.SENDER_ID, v.OPT_OUT_LIST];
const ACCOUNTS = [v.OWNER, v.FIRST, v.SECOND, v.MANAGEMENT, v.OUTSIDER, v.LEAVER];
const OUS = [v.TOP, v.MIDDLE, v.BOTTOM, v.EMPTY];

/** Nested up to three deep. */
const someOus: fc.Arbitrary<readonly Ou[]> = fc
  .tuple(
    fc.constantFrom(undefined, v.TOP),
    fc.constantFrom(undefined, v.TOP, v.MIDDLE),
    fc.constantFrom(undefined, v.TOP, v.MIDDLE),
  )
  .map((parents) => [
    { id: v.TOP },
    ...parents.map((parent, at) => ({ id: OUS[at + 1] ?? v.EMPTY, parent })),
  ]);

const anAccount = (id: string): fc.Arbitrary<Account> =>
  fc.record({
    id: fc.constant(id),
    ou: fc.constantFrom(undefined, v.TOP, v.MIDDLE, v.BOTTOM),
    state: fc.constantFrom('active', 'active', 'active', 'suspended'),
  });

const someSilence: fc.Arbitrary<World['silentAbout']> = fc.oneof(
  { weight: 6, arbitrary: fc.constant([]) },
  { weight: 2, arbitrary: fc.subarray([...ACCOUNTS, ...OUS], { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constant('everything' as const) },
);

/** `undefined`: they have not been read. */
const someTags = fc.constantFrom<SmsResource['tags'][]>(
  undefined,
  {},
  { environment: 'production' },
  { environment: 'production', team: '' },
  { environment: 'Production', team: '*' },
);

const aPrincipal: fc.Arbitrary<Principal> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...ACCOUNTS).map((id) => ({ kind: 'account' as const, id })) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(...OUS).map((id) => ({ kind: 'ou' as const, id, organization: v.OURS })),
  },
  {
    weight: 1,
    // An OU of ours, as somebody else's: a policy takes any text.
    arbitrary: fc
      .constantFrom(v.THEIR_OU, v.TOP)
      .map((id) => ({ kind: 'ou' as const, id, organization: v.THEIRS })),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(v.OURS, v.OURS, v.THEIRS).map((id) => ({ kind: 'organization' as const, id })),
  },
  { weight: 1, arbitrary: fc.constantFrom(v.SNS, v.VOICE).map((id) => ({ kind: 'service' as const, id })) },
);

const onlyInPolicies: fc.Arbitrary<Principal> = fc.oneof(
  fc.constant({ kind: 'everyone' as const }),
  fc.constantFrom(...ACCOUNTS).map((id) => ({ kind: 'account' as const, id, role: 'sender' })),
  fc.record({
    kind: fc.constant('service' as const),
    id: fc.constantFrom(v.SNS, v.VOICE),
    source: fc.constantFrom(undefined, v.OWNER, v.FIRST, v.OUTSIDER, v.LEAVER),
  }),
);

const aState: fc.Arbitrary<AssociationState> = fc.oneof(
  { weight: 3, arbitrary: fc.constant('active') },
  { weight: 1, arbitrary: fc.constantFrom('pending', 'ending', 'ended', 'failed', 'unsettled') },
);

const aShare: fc.Arbitrary<Share> = fc.record({
  arn: fc
    .constantFrom('01', '02')
    .map((end) => `arn:aws:ram:us-east-1:${v.OWNER}:resource-share/7ab63972-b505-7e2a-420d-6f5d3e0000${end}`),
  principals: fc.array(fc.record({ principal: aPrincipal, state: aState }), { minLength: 1, maxLength: 3 }),
  resources: fc.array(fc.record({ resource: fc.constantFrom(...RESOURCES), state: aState }), {
    minLength: 1,
    maxLength: 2,
  }),
});

const aPolicyGrant: fc.Arbitrary<PolicyGrant> = fc.record({
  resource: fc.constantFrom(...RESOURCES),
  principal: fc.oneof(aPrincipal, onlyInPolicies),
  doubt: fc.constantFrom(undefined, undefined, undefined, 'aws:CurrentTime narrows it'),
});

/** Gives the resources these tags, in their order, wherever they are spoken of. */
export function withTags(world: World, tags: readonly SmsResource['tags'][]): World {
  const tagged = world.resources.map((resource, at) => ({ ...resource, tags: tags[at] }));
  const find = ({ arn }: SmsResource) => tagged.find((each) => each.arn === arn) ?? tagged[0] ?? v.NUMBER;
  const found = <T extends { readonly resource: SmsResource }>(each: T): T => ({
    ...each,
    resource: find(each.resource),
  });
  return {
    ...world,
    resources: tagged,
    shares: world.shares.map((share) => ({ ...share, resources: share.resources.map(found) })),
    policies: world.policies.map(found),
  };
}
