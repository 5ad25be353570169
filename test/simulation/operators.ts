import { AwsError } from '../../local/aws-error.ts';
import type { Caller } from '../../local/service.ts';
import type { ServiceName, SimulatedCloud } from './cloud.ts';
import type { Act, Principals } from './history.ts';
import {
  CAMPAIGNS,
  callerBy,
  OUTSIDER,
  OWNER,
  PRINCIPALS,
  SANDBOX,
  SCOPE,
  SERVICES,
  SUBNET,
} from './names.ts';
import { documentOf, STATEMENTS } from './policies.ts';

/** People and tools who share, unshare and move things about. */
export interface Operators {
  /** Does it. What AWS refuses is not done. */
  perform(act: Act): void;
}

/** What operators brought about that a removal may undo. */
export interface Brought {
  /** ARN of the share, or of the resource whose policy it is. */
  readonly about: string;
  readonly entity: string;
  /** Which of the operators. */
  readonly by: number;
}

/**
 * @param removed what was taken away by us, for those who put it back.
 * @param brought told of everything that was put anywhere.
 */
export function operatorsOf(
  cloud: SimulatedCloud,
  removed: () => readonly Pick<Brought, 'about' | 'entity'>[],
  brought: (what: Brought) => void,
): Operators {
  const call = <Answer = Record<string, unknown>>(
    service: ServiceName,
    operation: string,
    input: object,
    caller: Caller,
  ): Answer | undefined => {
    try {
      return cloud.call<Answer>(service, operation, input, caller);
    } catch (error) {
      if (error instanceof AwsError) return undefined;
      throw error;
    }
  };
  const asOwner = (operation: string, input: object, by = 0) =>
    call('ram', operation, input, TOOLS[by] ?? OWNERS);
  const sms = (operation: string, input: object, by = 0) =>
    call('sms-voice', operation, input, TOOLS[by] ?? OWNERS);

  const numbers: string[] = [];
  const pools: string[] = [];
  const request = () => {
    const number = sms('RequestPhoneNumber', NUMBER);
    if (number) numbers.push(String(number.PhoneNumberArn));
  };
  const makePool = (number: string) => {
    const pool = sms('CreatePool', {
      OriginationIdentity: number,
      IsoCountryCode: 'US',
      MessageType: 'TRANSACTIONAL',
    });
    if (pool) pools.push(String(pool.PoolArn));
  };
  request();
  request();
  sms('RequestSenderId', { SenderId: 'ACME', IsoCountryCode: 'GB' });
  sms('CreateOptOutList', { OptOutListName: 'marketing' });
  makePool(nth(numbers, 0));
  sms('UpdatePool', { PoolId: nth(pools, 0), OptOutListName: 'marketing' });

  const resources = (): readonly string[] => {
    const prefix = `arn:aws:sms-voice:${SCOPE.region}:${OWNER}`;
    const [first = '', second = '', ...more] = numbers;
    const [pool = '', ...others] = pools;
    return [
      first,
      pool,
      second,
      `${prefix}:sender-id/ACME/GB`,
      `${prefix}:opt-out-list/marketing`,
      ...others,
      ...more,
    ];
  };
  const resource = (at: number): string => (at === 6 ? SUBNET : nth(resources(), at));
  const share = (at: number): string => nth(sharesOf(cloud), at);

  function put(
    about: string,
    principals: Principals | undefined,
    arns: readonly string[] | undefined,
    by: number,
    made?: object,
  ) {
    const wanted = { ...(principals && namesOf(principals)), ...(arns && { resourceArns: [...arns] }) };
    const answer = made
      ? asOwner('CreateResourceShare', { ...made, ...wanted }, by)
      : about && asOwner('AssociateResourceShare', { resourceShareArn: about, ...wanted }, by);
    if (!answer) return;
    const arn = about || String((answer.resourceShare as Record<string, unknown>).resourceShareArn);
    const { principals: names = [], sources = [] } = wanted as { principals?: string[]; sources?: string[] };
    for (const entity of [...names, ...sources, ...(arns ?? [])]) brought({ about: arn, entity, by });
  }

  function putPolicy(ResourceArn: string, Policy: string, by: number) {
    if (sms('PutResourcePolicy', { ResourceArn, Policy }, by))
      brought({ about: ResourceArn, entity: 'policy', by });
  }

  function perform(act: Act): unknown {
    switch (act.do) {
      case 'share': {
        const like = { allowExternalPrincipals: act.like !== 4 };
        const resourceShareConfiguration = { retainSharingOnAccountLeaveOrganization: true };
        const made = {
          name: act.by === 0 ? 'campaign' : 'campaign <!channel>',
          ...like,
          ...(act.like === 5 && { resourceShareConfiguration }),
        };
        return put('', act.principals, act.resources.map(resource), act.by, made);
      }
      case 'add':
        return put(share(act.share), act.principals, undefined, act.by);
      case 'add-resource':
        return put(share(act.share), undefined, [resource(act.resource)], act.by);
      case 'readd': {
        const { about = '', entity = '' } = removed().at(-1 - (act.share % 2)) ?? {};
        if (!about.includes(':resource-share/')) return undefined;
        const isResource = entity.startsWith('arn:aws:sms-voice:');
        const wanted = { resourceShareArn: about, [isResource ? 'resourceArns' : 'principals']: [entity] };
        return asOwner('AssociateResourceShare', wanted, act.by) && brought({ about, entity, by: act.by });
      }
      case 'take': {
        const resourceShareArn = share(act.share);
        const principal = nth(entitiesOf(cloud, resourceShareArn, 'PRINCIPAL'), act.principal);
        return asOwner('DisassociateResourceShare', { resourceShareArn, principals: [principal] }, act.by);
      }
      case 'take-resource': {
        const resourceShareArn = share(act.share);
        const arn = nth(entitiesOf(cloud, resourceShareArn, 'RESOURCE'), act.resource);
        return asOwner('DisassociateResourceShare', { resourceShareArn, resourceArns: [arn] }, act.by);
      }
      case 'delete-share':
        return asOwner('DeleteResourceShare', { resourceShareArn: share(act.share) }, act.by);
      case 'answer': {
        const [account, arn] = nth(invitations(), act.invitation);
        const operation = act.accepts ? 'AcceptResourceShareInvitation' : 'RejectResourceShareInvitation';
        return arn && call('ram', operation, { resourceShareInvitationArn: arn }, consumer(account));
      }
      case 'put-policy':
        return putPolicy(nth(resources(), act.resource), documentOf(act.statements), act.by);
      case 'edit-policy': {
        const arn = nth(resources(), act.resource);
        const before = policyOf(cloud, arn);
        const document = before ? JSON.parse(before) : { Version: '2012-10-17', Statement: [] };
        const Statement = [...[document.Statement].flat(), STATEMENTS[act.statement]?.statement];
        return putPolicy(arn, JSON.stringify({ ...document, Statement }), act.by);
      }
      case 'delete-policy':
        return sms('DeleteResourcePolicy', { ResourceArn: nth(resources(), act.resource) }, act.by);
      case 'number':
        return request();
      case 'pool':
        return makePool(nth(numbers, act.at));
      case 'join':
        return sms('AssociateOriginationIdentity', {
          PoolId: nth(pools, act.pool),
          ...identity(act.member),
        });
      case 'leave':
        return sms('DisassociateOriginationIdentity', {
          PoolId: nth(pools, act.pool),
          ...identity(act.member),
        });
      case 'tag': {
        const Tags = [{ Key: 'environment', Value: act.value }];
        return sms('TagResource', { ResourceArn: nth(resources(), act.at), Tags });
      }
      case 'untag':
        return sms('UntagResource', { ResourceArn: nth(resources(), act.at), TagKeys: ['environment'] });
      case 'place':
        return cloud.organization.place(act.account, act.unit === 'outside' ? undefined : act.unit);
      case 'state':
        return cloud.organization.pathOf(act.account) && cloud.organization.setState(act.account, act.state);
      case 'nothing':
        return undefined;
    }
  }

  const identity = (member: number) => {
    const all = [...numbers, 'ACME'];
    const one = nth(all, member);
    return { OriginationIdentity: one, IsoCountryCode: one === 'ACME' ? 'GB' : 'US' };
  };

  const invitations = (): readonly (readonly [account: string, arn: string])[] =>
    [OUTSIDER, CAMPAIGNS, SANDBOX].flatMap((account) => {
      const { resourceShareInvitations } = cloud.look<{
        readonly resourceShareInvitations: readonly Record<string, string>[];
      }>('ram', 'GetResourceShareInvitations', {}, account);
      return resourceShareInvitations
        .filter(({ status }) => status === 'PENDING')
        .map(({ resourceShareInvitationArn = '' }) => [account, resourceShareInvitationArn] as const);
    });

  return { perform };
}

const NUMBER = {
  IsoCountryCode: 'US',
  MessageType: 'TRANSACTIONAL',
  NumberType: 'TOLL_FREE',
  NumberCapabilities: ['SMS'],
};

/** Two who change things in the owner account. */
const OWNERS = callerBy(`arn:aws:iam::${OWNER}:role/terraform`);
const TOOLS = [OWNERS, callerBy(`arn:aws:iam::${OWNER}:role/console`)];
const consumer = (account: string): Caller => callerBy(`arn:aws:iam::${account}:role/consumer`, account);

/** The n-th, counted around; of none, what nothing is found by. */
function nth<T>(all: readonly T[], at: number): T {
  return all[at % all.length] ?? ('' as T); // no AWS call takes an empty text for anything
}

function namesOf(principals: Principals): {
  readonly principals: readonly string[];
  readonly sources?: readonly string[];
} {
  if (!('service' in principals)) return { principals: principals.flatMap((at) => PRINCIPALS[at] ?? []) };
  const sources = principals.sources.length > 0 ? [OWNER, ...principals.sources] : [];
  return { principals: [nth(SERVICES, principals.service)], ...(sources.length > 0 && { sources }) };
}

/** ARNs of the shares that stand. */
function sharesOf(cloud: SimulatedCloud): readonly string[] {
  const input = { resourceOwner: 'SELF' };
  const { resourceShares } = cloud.look<{ readonly resourceShares: readonly Record<string, string>[] }>(
    'ram',
    'GetResourceShares',
    input,
  );
  return resourceShares
    .filter(({ status }) => status === 'ACTIVE')
    .map(({ resourceShareArn = '' }) => resourceShareArn);
}

function entitiesOf(cloud: SimulatedCloud, share: string, associationType: string): readonly string[] {
  if (!share) return [];
  const input = { associationType, resourceShareArns: [share] };
  const { resourceShareAssociations } = cloud.look<{
    readonly resourceShareAssociations: readonly Record<string, string>[];
  }>('ram', 'GetResourceShareAssociations', input);
  return resourceShareAssociations.map(({ associatedEntity = '' }) => associatedEntity);
}

/** The hand-written policy of a resource, with what RAM wrote for its shares where the cloud shows it. */
export function policyOf(cloud: SimulatedCloud, ResourceArn: string): string | undefined {
  try {
    const { Policy } = cloud.look<{ readonly Policy?: string }>('sms-voice', 'GetResourcePolicy', {
      ResourceArn,
    });
    return Policy;
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
