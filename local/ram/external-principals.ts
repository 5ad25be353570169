import type { OrganizationsTruth } from '../world.ts';
import { type Association, isStaying } from './association.ts';
import { isExternal } from './reach.ts';

/** Is this a principal outside the owner's organization, on the share or on its way there? */
export const isExternalStaying = (
  organizations: OrganizationsTruth,
  owner: string,
  association: Association,
): boolean =>
  association.kind === 'PRINCIPAL' &&
  isStaying(association) &&
  isExternal(organizations, owner, association.entity);
