import { consumerOf } from './consumer.ts';
import type { Removal, ShareBefore, SharePermission } from './removal.ts';
import { type Association, isOnShare, type ShareSnapshot } from './share.ts';

/** A share as it is now, and what it gives its principals. */
export interface ShareNow {
  readonly share: ShareSnapshot;
  /** Whom its services act for; those too that stayed behind when the last service went. */
  readonly sources: readonly string[];
  readonly permissions: readonly SharePermission[];
}

/** Does the share have again what the removal took off it, or no longer what it added? */
export function isBackOnShare({ act, principal, owner }: Removal, { share, sources }: ShareNow): boolean {
  const resources = entitiesOn(share.resources);
  switch (act.kind) {
    case 'share-principal':
      return entitiesOn(share.principals).includes(principal);
    case 'share-source':
      return sources.includes(principal);
    case 'share-owner-source':
      return !sources.includes(owner);
    case 'share-resources':
      return act.taken.every((arn) => resources.includes(arn));
    case 'share-member':
      return !resources.includes(act.member);
    default:
      throw new Error(`not a change of a share: ${act.kind}`);
  }
}

/**
 * What keeps a removal from being undone exactly: how the share that gave somebody something then differs from the one
 * that would give it now, each in a sentence.
 */
export function shareDifferences(removal: Removal, now: ShareNow): readonly string[] {
  const { act, principal, owner } = removal;
  const { featureSet } = now.share;
  if (featureSet !== 'STANDARD') return [`RAM does not change the share any more: it is ${featureSet}`];
  switch (act.kind) {
    case 'share-member':
      return [];
    case 'share-owner-source':
      return sourceNeeded(now, owner);
    case 'share-resources':
      return [...resourcesApart(act.before, now, act.taken), ...permissionsApart(act.before, now)];
    case 'share-source':
      return [
        ...resourcesApart(act.before, now, []),
        ...permissionsApart(act.before, now),
        ...sourcesApart(act.before, now, [principal]),
      ];
    case 'share-principal':
      return [
        ...resourcesApart(act.before, now, []),
        ...permissionsApart(act.before, now),
        ...(consumerOf(principal).kind === 'service' ? sourcesApart(act.before, now, []) : []),
      ];
    default:
      throw new Error(`not a change of a share: ${act.kind}`);
  }
}

const entitiesOn = (associations: readonly Association[]): readonly string[] =>
  associations.filter(isOnShare).map(({ entity }) => entity);

/** Facts 5.6: at least one source stays while there is a service. */
function sourceNeeded({ share, sources }: ShareNow, owner: string): readonly string[] {
  const service = entitiesOn(share.principals).find((each) => consumerOf(each).kind === 'service');
  const isLast = sources.length === 1 && sources[0] === owner;
  return service !== undefined && isLast
    ? [`${owner} is the only source of ${service}, and RAM keeps at least one`]
    : [];
}

const resourcesApart = (
  { resources }: ShareBefore,
  { share }: ShareNow,
  coming: readonly string[],
): readonly string[] =>
  apart(resources, entitiesOn(share.resources), coming).map(
    ({ what, isNew }) => `the share ${isNew ? 'holds' : 'no longer holds'} ${what}${isNew ? ' since' : ''}`,
  );

const sourcesApart = (
  { sources }: ShareBefore,
  now: ShareNow,
  coming: readonly string[],
): readonly string[] =>
  apart(sources, now.sources, coming).map(({ what, isNew }) =>
    isNew ? `its services act for ${what} since` : `its services no longer act for ${what}`,
  );

function permissionsApart({ permissions }: ShareBefore, now: ShareNow): readonly string[] {
  if (!permissions) return ['which permissions the share gave then is not on record'];
  return apart(permissions.map(permissionText), now.permissions.map(permissionText), []).map(
    ({ what, isNew }) => `it ${isNew ? 'gives' : 'no longer gives'} ${what}${isNew ? ' since' : ''}`,
  );
}

const permissionText = ({ arn, version }: SharePermission): string => `${arn} in version ${version}`;

/** What only one of them has. @param coming those that are about to be put back: they may be there or not. */
function apart(before: readonly string[], now: readonly string[], coming: readonly string[]) {
  const settled = (list: readonly string[]) => list.filter((each) => !coming.includes(each));
  const [then, today] = [settled(before), settled(now)];
  return [
    ...today.filter((each) => !then.includes(each)).map((what) => ({ what, isNew: true })),
    ...then.filter((each) => !today.includes(each)).map((what) => ({ what, isNew: false })),
  ];
}
