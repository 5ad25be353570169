import {
  paginateGetResourceShareAssociations,
  paginateGetResourceShares,
  paginateListResourceSharePermissions,
  type RAMClient,
  type ResourceShare,
  type ResourceShareAssociation,
} from '@aws-sdk/client-ram';
import { consumerOf } from '../core/consumer.ts';
import { type Scope, scopeOf, smsResource } from '../core/resource.ts';
import { type Association, associationState, type ShareSnapshot } from '../core/share.ts';
import type { Clock, Holdings, Shares } from '../ports.ts';
import { isGone } from './errors.ts';

/**
 * Resource shares as RAM lists them for their owner. The associations are what is true of a share: ListPrincipals and
 * ListResources leave out what has not settled (facts 5.10).
 */
export function ramShares(client: RAMClient, clock: Clock): Shares {
  const { listShares, listAssociations } = listsOf(client);

  async function readAll(scope: Scope): Promise<readonly ShareSnapshot[]> {
    const readAt = clock.now();
    const [shares, principals, resources] = await Promise.all([
      listShares(),
      listAssociations('PRINCIPAL'),
      listAssociations('RESOURCE'),
    ]);
    const holders = new Set(resources.filter(isOfSms).map(({ resourceShareArn }) => resourceShareArn));
    const holding = shares.filter(({ resourceShareArn }) => holders.has(resourceShareArn));
    return withSources(inScope(scope, snapshots(holding, principals, resources, readAt)));
  }

  /** Only services have sources: no other share costs the call. @param arns those to ask for; absent: all. */
  async function withSources(
    shares: readonly ShareSnapshot[],
    arns?: string[],
  ): Promise<readonly ShareSnapshot[]> {
    if (!shares.some(hasService)) return shares;
    const sources = await listAssociations('SOURCE', arns);
    return shares.map((share) =>
      hasService(share) ? { ...share, sources: ofShare(sources, share) } : share,
    );
  }

  async function holdings(scope: Scope): Promise<Holdings> {
    const readAt = clock.now();
    const resources = await listAssociations('RESOURCE');
    const live = resources.map((listed) => ({ listed, ...associationFrom(listed) })).filter(isLive);
    const pools = live.flatMap(({ entity }) => {
      const resource = smsResource(entity);
      return resource?.type === 'pool' && isSame(resource.scope, scope) ? [resource.arn] : [];
    });
    return {
      pools: [...new Set(pools)],
      async sharesOf(resourceArns, known) {
        const wanted = new Set(resourceArns);
        const isWanted = (each: Association) => isLive(each) && wanted.has(each.entity);
        const holders = live.filter(isWanted).map(({ listed }) => listed.resourceShareArn ?? '');
        const all = new Set(holders);
        const own = known && all.delete(known.arn) ? [known] : [];
        const arns = [...all];
        if (arns.length === 0) return own;
        if (arns.length > MOST_ARNS) {
          const shares = await readAll(scope);
          return shares.filter((share) => share.resources.some(isWanted));
        }
        const [shares, principals] = await Promise.all([
          listShares(arns),
          listAssociations('PRINCIPAL', arns),
        ]);
        const others = await withSources(
          inScope(scope, snapshots(shares, principals, resources, readAt)),
          arns,
        );
        return [...own, ...others];
      },
    };
  }

  return {
    async read(shareArn) {
      const readAt = clock.now();
      try {
        const [shares, principals, resources] = await Promise.all([
          listShares([shareArn]),
          listAssociations('PRINCIPAL', [shareArn]),
          listAssociations('RESOURCE', [shareArn]),
        ]);
        const read = await withSources(snapshots(shares, principals, resources, readAt), [shareArn]);
        return read[0];
      } catch (error) {
        if (isGone(error)) return undefined;
        throw error;
      }
    },

    readAll,

    readHolding: async (scope, resourceArns) => (await holdings(scope)).sharesOf(resourceArns),

    holdings,

    async permissions(resourceShareArn) {
      const pages = paginateListResourceSharePermissions({ client, pageSize: PAGE }, { resourceShareArn });
      const permissions = [];
      for await (const page of pages) permissions.push(...(page.permissions ?? []));
      return permissions
        .filter(({ resourceType = '' }) => resourceType.toLowerCase().startsWith('sms-voice:'))
        .map(({ arn = '', version = '' }) => ({ arn, version }));
    },

    sources: async (shareArn) => (await listAssociations('SOURCE', [shareArn])).map(associationFrom),
  };
}

/** The most that RAM gives at a time. A page may be empty and still not be the last (facts 5.10). */
const PAGE = 500;
/** How many shares one read is asked for by name. No limit is published; beyond this all are read. */
const MOST_ARNS = 100;

function listsOf(client: RAMClient) {
  const paging = { client, pageSize: PAGE };
  return {
    async listShares(resourceShareArns?: string[]): Promise<readonly ResourceShare[]> {
      const pages = paginateGetResourceShares(paging, { resourceOwner: 'SELF', resourceShareArns });
      const shares: ResourceShare[] = [];
      for await (const page of pages) shares.push(...(page.resourceShares ?? []));
      return shares.filter(({ status }) => status !== 'DELETING' && status !== 'DELETED');
    },

    async listAssociations(
      associationType: 'PRINCIPAL' | 'RESOURCE' | 'SOURCE',
      resourceShareArns?: string[],
    ): Promise<readonly ResourceShareAssociation[]> {
      const pages = paginateGetResourceShareAssociations(paging, { associationType, resourceShareArns });
      const associations: ResourceShareAssociation[] = [];
      for await (const page of pages) associations.push(...(page.resourceShareAssociations ?? []));
      return associations;
    },
  };
}

function snapshots(
  shares: readonly ResourceShare[],
  principals: readonly ResourceShareAssociation[],
  resources: readonly ResourceShareAssociation[],
  readAt: string,
): readonly ShareSnapshot[] {
  const principalsOf = Map.groupBy(principals, ({ resourceShareArn }) => resourceShareArn);
  const resourcesOf = Map.groupBy(resources, ({ resourceShareArn }) => resourceShareArn);
  return shares.map(
    ({ resourceShareArn: arn = '', name = '', owningAccountId, featureSet = 'STANDARD', ...share }) => ({
      arn,
      name,
      owner: owningAccountId ?? scopeOf(arn).account,
      region: scopeOf(arn).region,
      principals: (principalsOf.get(arn) ?? []).map(associationFrom),
      resources: (resourcesOf.get(arn) ?? []).map(associationFrom),
      featureSet,
      allowsExternal: share.allowExternalPrincipals ?? false,
      retainsOnLeave: share.resourceShareConfiguration?.retainSharingOnAccountLeaveOrganization ?? false,
      ...(share.lastUpdatedTime && { changedAt: share.lastUpdatedTime.toISOString() }),
      readAt,
    }),
  );
}

const hasService = ({ principals }: ShareSnapshot): boolean =>
  principals.some((each) => isLive(each) && consumerOf(each.entity).kind === 'service');

const ofShare = (
  sources: readonly ResourceShareAssociation[],
  { arn }: ShareSnapshot,
): readonly Association[] =>
  sources.filter(({ resourceShareArn }) => resourceShareArn === arn).map(associationFrom);

function associationFrom(listed: ResourceShareAssociation): Association {
  const { associatedEntity: entity = '', status, statusMessage, creationTime } = listed;
  return {
    entity,
    state: associationState(status),
    status: status ?? 'absent',
    ...(statusMessage && { statusMessage }),
    ...(creationTime && { since: creationTime.toISOString() }),
  };
}

const isLive = ({ state }: Association): boolean => state !== 'ended' && state !== 'failed';
const isOfSms = ({ associatedEntity = '' }: ResourceShareAssociation): boolean =>
  smsResource(associatedEntity) !== undefined;
const isSame = (a: Scope, b: Scope): boolean => a.account === b.account && a.region === b.region;

/** The credentials choose what is read: shares of another account or Region would be taken for those of the scope. */
function inScope(scope: Scope, shares: readonly ShareSnapshot[]): readonly ShareSnapshot[] {
  const stray = shares.find(({ arn }) => !isSame(scopeOf(arn), scope));
  if (stray) throw new Error(`asked for shares of ${scope.account} in ${scope.region}, read ${stray.arn}`);
  return shares;
}
