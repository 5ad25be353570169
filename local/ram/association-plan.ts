import type { SmsVoiceTruth } from '../world.ts';
import { type Association, isReplaceable, isStaying } from './association.ts';
import { inTransition, invalidParameter } from './errors.ts';
import { checkPrincipals, checkTypes, type Surroundings } from './principal-rules.ts';
import { type Principal, parsePrincipal } from './principals.ts';
import { type ResourceType, typeOf } from './resource-types.ts';
import { checkResource } from './resources.ts';
import type { Share } from './share.ts';
import { sourceType } from './sources.ts';

/** What a call wants on a share. */
export interface Wanted {
  readonly resourceArns?: readonly string[] | undefined;
  readonly principals?: readonly string[] | undefined;
  readonly sources?: readonly string[] | undefined;
}

export type Item = Pick<Association, 'kind' | 'entity'>;

export interface AssociationPlan {
  /** All that was asked for, in order, and the source that RAM adds. */
  readonly items: readonly Item[];
  /** Those that are not on the share yet. */
  readonly added: readonly Item[];
  /** Types of all resources on the share from now on. */
  readonly types: readonly ResourceType[];
}

export interface AssociationSetting extends Surroundings {
  readonly smsVoice: SmsVoiceTruth;
}

/**
 * What is to be added to a share for what is wanted on it. What is there already stays as it is.
 *
 * @param present all associations of the share
 * @throws AwsError for all that RAM refuses, before anything has changed
 */
export function planAssociation(
  share: Share,
  present: readonly Association[],
  wanted: Wanted,
  setting: AssociationSetting,
): AssociationPlan {
  const { scope: owner, allowExternalPrincipals, retainsOnLeave } = share;
  const asked = itemsOf(wanted);
  const added = asked.filter((item) => isMissing(present, item));
  const entities = (items: readonly Item[], kind: Item['kind']) =>
    items.filter((each) => each.kind === kind).map(({ entity }) => entity);

  const addedTypes = entities(added, 'RESOURCE').map((arn) => checkResource(arn, owner, setting.smsVoice));
  const addedPrincipals = entities(added, 'PRINCIPAL').map(parsePrincipal);
  for (const source of entities(added, 'SOURCE')) sourceType(source);

  const staying = present.filter(isStaying);
  const sharing = {
    owner: owner.account,
    allowExternalPrincipals,
    retainsOnLeave,
    principals: [...entities(staying, 'PRINCIPAL').map(parsePrincipal), ...addedPrincipals],
    types: [
      ...new Set([...entities(staying, 'RESOURCE').flatMap((arn) => typeOf(arn) ?? []), ...addedTypes]),
    ],
  };
  checkPrincipals(addedPrincipals, sharing, setting);
  checkTypes(sharing, setting);
  checkRetained(sharing);

  const sources = { added: entities(added, 'SOURCE'), staying: entities(staying, 'SOURCE') };
  const own = sourceToAdd(sharing.principals, sources, owner.account);
  return { items: [...asked, ...own], added: [...added, ...own], types: sharing.types };
}

/** In the order of a call, each once. */
export function itemsOf({ resourceArns = [], principals = [], sources = [] }: Wanted): readonly Item[] {
  const of = (kind: Item['kind'], entities: readonly string[]): readonly Item[] =>
    [...new Set(entities)].map((entity) => ({ kind, entity }));
  return [...of('RESOURCE', resourceArns), ...of('PRINCIPAL', principals), ...of('SOURCE', sources)];
}

/** A consumer that is just being taken off must be gone before it can come back. The code is our guess. */
function isMissing(present: readonly Association[], item: Item): boolean {
  const known = present.find(({ kind, entity }) => kind === item.kind && entity === item.entity);
  if (known?.status === 'DISASSOCIATING') throw inTransition('DISASSOCIATING');
  return known === undefined || isReplaceable(known);
}

/**
 * A service principal acts for the owner's account unless the share says otherwise (facts 5.6). Sources that stayed
 * behind when the service principals went are no hindrance.
 */
function sourceToAdd(
  principals: readonly Principal[],
  { added, staying }: { readonly added: readonly string[]; readonly staying: readonly string[] },
  owner: string,
): readonly Item[] {
  const hasServices = principals.some(({ kind }) => kind === 'service');
  if (added.length > 0 && !hasServices) {
    throw invalidParameter('Sources can be specified only for a resource share with service principals.');
  }
  const hasSources = added.length > 0 || staying.length > 0;
  return hasServices && !hasSources ? [{ kind: 'SOURCE', entity: owner }] : [];
}

/** Types that stay inside the organization can't be kept after leaving it (facts 5.5). */
function checkRetained(sharing: {
  readonly retainsOnLeave: boolean;
  readonly types: readonly ResourceType[];
}): void {
  const inside = sharing.types.find(({ outside }) => !outside);
  if (sharing.retainsOnLeave && inside) {
    throw invalidParameter(
      `${inside.type} resources can't be on a resource share with retainSharingOnAccountLeaveOrganization.`,
    );
  }
}
