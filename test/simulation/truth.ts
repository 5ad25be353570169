import type { Grant } from '../../src/core/grant.ts';
import type { Guardrails } from '../../src/core/guardrail.ts';
import { type SmsResource, smsResource, type Tags } from '../../src/core/resource.ts';
import { referenceVerdict } from '../reference/decide.ts';
import { referenceReached } from '../reference/reached.ts';
import { consumerOf } from '../reference/readings.ts';
import type { Principal, World } from '../reference/world.ts';
import type { SimulatedCloud } from './cloud.ts';
import { CAMPAIGNS, MANAGEMENT, ORGANIZATION, OUTSIDER, OWNER, ROOT, SANDBOX, UNITS } from './names.ts';
import { type Meant, meaningOf } from './policies.ts';

/** The local cloud as it is at a moment, read behind nobody's back. */
export interface Truth {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Accounts of the organization, with the OU that each is in; `undefined`: right under the root. */
  readonly accounts: ReadonlyMap<string, { readonly unit: string | undefined; readonly isActive: boolean }>;
  /** Accounts that have been inside. */
  readonly left: readonly string[];
  readonly shares: readonly ShareTruth[];
  readonly resources: readonly ResourceTruth[];
}
export interface ShareTruth {
  readonly arn: string;
  readonly name: string;
  readonly isOpen: boolean;
  readonly isRetained: boolean;
  /** What stands on it or is on its way there. */
  readonly principals: readonly string[];
  readonly sources: readonly string[];
  readonly resources: readonly string[];
  /** Principals that are there in any way, also those that RAM is taking off. */
  readonly present: readonly string[];
  /** Something on it waits for an invitation, or has not settled. */
  readonly isInTransition: boolean;
}
export interface ResourceTruth {
  readonly arn: string;
  readonly tags: Tags;
  /** With what RAM wrote into it. */
  readonly policy: string | undefined;
  /** Of a pool: what is in it, and its opt-out list. */
  readonly members: readonly string[];
}

type Listed = Readonly<Record<string, never>>;

/** @param before what was true before: as far as nothing has changed since, it is not read again. */
export function truthOf(cloud: SimulatedCloud, before?: TruthRead): TruthRead {
  const changes = { ...cloud.changes };
  const at = new Date(cloud.clock.now()).toISOString();
  if (before?.changes.all === changes.all)
    return before.truth.at === at ? before : { changes, truth: { ...before.truth, at } };
  const known = before?.changes.sms === changes.sms ? before.truth.resources : undefined;
  const resources =
    known && before?.changes.policies === changes.policies
      ? known
      : withPolicies(known ?? resourcesOf(cloud), cloud);
  return { changes, truth: { at, ...organizationOf(cloud), shares: sharesOf(cloud), resources } };
}
/** A truth, and when it was read: after so many changes. */
export interface TruthRead {
  readonly truth: Truth;
  readonly changes: SimulatedCloud['changes'];
}

function organizationOf({ organization }: SimulatedCloud): Pick<Truth, 'accounts' | 'left'> {
  const accounts = [OWNER, CAMPAIGNS, SANDBOX, MANAGEMENT].flatMap((id) => {
    const path = organization.pathOf(id);
    if (!path) return [];
    const unit = path.findLast((each) => each !== ROOT);
    return [[id, { unit, isActive: organization.stateOf(id) === 'ACTIVE' }] as const];
  });
  return {
    accounts: new Map(accounts),
    left: [CAMPAIGNS, SANDBOX].filter((id) => !organization.pathOf(id)),
  };
}

function sharesOf(cloud: SimulatedCloud): readonly ShareTruth[] {
  const { resourceShares } = cloud.look<{ readonly resourceShares: readonly Listed[] }>(
    'ram',
    'GetResourceShares',
    { resourceOwner: 'SELF' },
  );
  const standing = (associationType: string) => {
    const { resourceShareAssociations } = cloud.look<{
      readonly resourceShareAssociations: readonly Listed[];
    }>('ram', 'GetResourceShareAssociations', { associationType });
    const present = resourceShareAssociations.filter(
      ({ status }) => String(status) === 'ASSOCIATED' || String(status).endsWith('ATING'),
    );
    return Map.groupBy(present, ({ resourceShareArn }) => String(resourceShareArn));
  };
  const isLive = ({ status }: Listed): boolean => status === 'ASSOCIATED' || status === 'ASSOCIATING';
  const inTransition = (all: ReturnType<typeof standing> | undefined, arn: string): boolean =>
    all?.get(arn)?.some(({ status }) => status === 'ASSOCIATING') ?? false;
  const [principals, resources, sources] = ['PRINCIPAL', 'RESOURCE', 'SOURCE'].map(standing);
  const of = (
    all: typeof principals,
    arn: string,
    is: (each: Listed) => boolean = isLive,
  ): readonly string[] =>
    (all?.get(arn) ?? []).filter(is).map(({ associatedEntity }) => String(associatedEntity));
  return resourceShares
    .filter(({ status }) => status === 'ACTIVE')
    .map(({ resourceShareArn, name, allowExternalPrincipals, resourceShareConfiguration }) => {
      const arn = String(resourceShareArn);
      const { retainSharingOnAccountLeaveOrganization } = Object(resourceShareConfiguration);
      return {
        arn,
        name: String(name),
        isOpen: Boolean(allowExternalPrincipals),
        isRetained: Boolean(retainSharingOnAccountLeaveOrganization),
        principals: of(principals, arn),
        sources: of(sources, arn),
        resources: of(resources, arn),
        present: of(principals, arn, () => true),
        isInTransition: inTransition(principals, arn),
      };
    });
}

function resourcesOf(cloud: SimulatedCloud): readonly Omit<ResourceTruth, 'policy'>[] {
  const list = (operation: string, member: string) =>
    cloud.look<Record<string, readonly Listed[]>>('sms-voice', operation, {})[member] ?? [];
  const pools = list('DescribePools', 'Pools').map(({ PoolArn, OptOutListName }) => {
    const members = cloud
      .look<{ readonly OriginationIdentities: readonly Listed[] }>(
        'sms-voice',
        'ListPoolOriginationIdentities',
        { PoolId: PoolArn },
      )
      .OriginationIdentities.map(({ OriginationIdentityArn }) => String(OriginationIdentityArn));
    const optOut = String(OptOutListName).startsWith('arn:')
      ? String(OptOutListName)
      : `${String(PoolArn).split(':').slice(0, 5).join(':')}:opt-out-list/${OptOutListName}`;
    return { arn: String(PoolArn), members: [...members, ...(optOut.endsWith('/Default') ? [] : [optOut])] };
  });
  const others = [
    ...list('DescribePhoneNumbers', 'PhoneNumbers').map(({ PhoneNumberArn }) => String(PhoneNumberArn)),
    ...list('DescribeSenderIds', 'SenderIds').map(({ SenderIdArn }) => String(SenderIdArn)),
    ...list('DescribeOptOutLists', 'OptOutLists').map(({ OptOutListArn }) => String(OptOutListArn)),
  ].map((arn) => ({ arn, members: [] }));
  return [...pools, ...others].map(({ arn, members }) => ({ arn, members, tags: tagsOf(cloud, arn) }));
}

const withPolicies = (
  resources: readonly Omit<ResourceTruth, 'policy'>[],
  cloud: SimulatedCloud,
): readonly ResourceTruth[] =>
  resources.map((resource) => ({ ...resource, policy: policyAt(cloud, resource.arn) }));

function tagsOf(cloud: SimulatedCloud, ResourceArn: string): Tags {
  const { Tags: tags } = cloud.look<{
    readonly Tags: readonly { readonly Key: string; readonly Value: string }[];
  }>('sms-voice', 'ListTagsForResource', { ResourceArn });
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

function policyAt(cloud: SimulatedCloud, ResourceArn: string): string | undefined {
  try {
    return cloud.look<{ readonly Policy?: string }>('sms-voice', 'GetResourcePolicy', { ResourceArn }).Policy;
  } catch {
    return undefined; // it has none
  }
}

/** What may be decided of a consumer, where more than one answer is right. */
export interface Judged {
  readonly decisions: ReadonlySet<'allowed' | 'forbidden' | 'unknown'>;
  /** It has to go. */
  readonly must: boolean;
  /** It may be taken away. */
  readonly may: boolean;
  /** Denied accounts that it lets in as a group. `undefined`: nobody can say. */
  readonly reached: readonly string[] | undefined;
}

/**
 * What the guardrail file says of a consumer that is given these resources, read slowly from the rules. Whether an
 * account is known to have left, the product may know or not: both answers are right.
 */
export function judged(
  truth: Truth,
  file: Guardrails,
  who: Pick<Meant, 'kind' | 'id' | 'doubt'> | { readonly kind: 'ou'; readonly id: string },
  resources: readonly string[],
): Judged {
  const variants = truth.left.length > 0 ? [true, false] : [false];
  const all = variants.map((hasLeft) => judgedIn(worldOf(truth, file, hasLeft), file, who, resources));
  return {
    decisions: new Set(all.map(({ decision }) => decision)),
    must: all.every(({ must }) => must),
    may: all.some(({ may }) => may),
    reached: all[0]?.reached,
  };
}

function judgedIn(
  world: World,
  file: Guardrails,
  who: Parameters<typeof judged>[2],
  resources: readonly string[],
) {
  const principal: Principal =
    who.kind === 'ou' ? { kind: 'ou', id: who.id, organization: ORGANIZATION } : (who as Principal); // the kinds are the same
  const doubt = 'doubt' in who && who.doubt ? { doubt: 'a condition' } : {};
  const verdicts = world.resources
    .filter(({ arn }) => resources.includes(arn))
    .map((resource) => {
      const grant: Grant = {
        consumer: consumerOf(principal),
        resource,
        state: 'active',
        via: { kind: 'resource-policy', statement: 'statement 1' },
        ...doubt,
      };
      const verdict = referenceVerdict(world, grant);
      const reached = verdict.decision === 'allowed' ? referenceReached(world, grant) : undefined;
      return { ...verdict, reached };
    });
  const isGroupCut = ({ reached }: (typeof verdicts)[number]): boolean =>
    file.groups.ouOrOrganization === 'remove' && reached?.status === 'known' && reached.accounts.length > 0;
  const hasObserving = file.mode === 'observe' || file.guardrails.some(({ mode }) => mode === 'observe');
  const forbidden = verdicts.filter((each) => each.decision === 'forbidden' || isGroupCut(each));
  const isUnknown = verdicts.some(
    (each) => each.decision === 'unknown' || each.reached?.status === 'unknown',
  );
  const decision: 'forbidden' | 'unknown' | 'allowed' =
    forbidden.length > 0 ? 'forbidden' : isUnknown ? 'unknown' : 'allowed';
  const acts = forbidden.some((each) => (each.decision === 'forbidden' ? each.acts : !hasObserving));
  const reached = verdicts.flatMap((each) => (each.reached?.status === 'known' ? each.reached.accounts : []));
  return {
    decision,
    must: acts,
    may: acts || (file.mode === 'enforce' && forbidden.some(isGroupCut)),
    reached: isUnknown ? undefined : [...new Set(reached)],
  };
}

function worldOf(truth: Truth, guardrails: Guardrails, hasLeft: boolean): World {
  return {
    now: truth.at,
    owner: OWNER,
    ous: Object.values(UNITS).map((id) => ({ id })),
    accounts: [...truth.accounts].map(([id, { unit, isActive }]) => ({
      id,
      ou: unit,
      state: isActive ? 'active' : 'suspended',
    })),
    outside: [{ id: OUTSIDER, hasLeft: false }, ...truth.left.map((id) => ({ id, hasLeft }))],
    silentAbout: [],
    resources: truth.resources.flatMap(({ arn, tags }) => {
      const resource = smsResource(arn);
      return resource ? [{ ...resource, tags } satisfies SmsResource] : [];
    }),
    shares: [],
    policies: [],
    guardrails,
  };
}

/** A principal, or the source of a service, as a share names it. */
export function whoOf(entity: string): Parameters<typeof judged>[2] {
  const unit = /:ou\/[^/]+\/(.+)$/.exec(entity)?.[1];
  if (unit) return { kind: 'ou', id: unit };
  const organization = /:organization\/(.+)$/.exec(entity)?.[1];
  if (organization) return { kind: 'organization', id: organization };
  return { kind: /^\d{12}$/.test(entity) ? 'account' : 'service', id: entity };
}

/** A consumer with what it is given, by a share or by the policy of a resource. */
export interface Given {
  /** As findings name it. */
  readonly name: string;
  readonly through?: string | undefined;
  readonly who: Parameters<typeof judged>[2];
  readonly resources: readonly string[];
}

/** The consumers of a share, and those for whom its service acts. */
export function consumersOfShare({ principals, sources, resources }: ShareTruth): readonly Given[] {
  const sms = resources.filter((arn) => smsResource(arn));
  if (sms.length === 0) return [];
  const services = principals.filter((each) => whoOf(each).kind === 'service');
  const foreign = sources.filter((each) => each !== OWNER);
  return [
    ...principals.map((name) => ({ name, who: whoOf(name), resources: sms })),
    ...services.flatMap((through) =>
      foreign.map((name) => ({ name, through, who: whoOf(name), resources: sms })),
    ),
  ];
}

/** The consumers of a policy as it was written by hand. */
export function consumersOfPolicy({
  arn,
  policy,
}: ResourceTruth): readonly (Given & { readonly who: Meant })[] {
  const { means, isBroken } = meaningOf(policy ?? '{"Statement":[]}');
  if (isBroken) return [];
  return means.map((who) => ({ name: who.name, through: who.through, who, resources: [arn] }));
}
