import { type OrganizationsClient, type Parent, paginateListParents } from '@aws-sdk/client-organizations';
import { isOutside } from './errors.ts';

/**
 * Walks up from accounts and OUs to the root, parent by parent. What is above an OU is asked for once, however many
 * accounts lie under it: keep the walk for one read, and no longer.
 *
 * @returns the ids from the root down to the parent of the account or OU.
 */
export function walkUp(client: OrganizationsClient): (childId: string) => Promise<readonly string[]> {
  const walked = new Map<string, Promise<readonly string[]>>();
  const above = (ou: string): Promise<readonly string[]> => {
    const path = walked.get(ou) ?? pathTo(ou).catch((error) => Promise.reject(surprise(ou, error)));
    walked.set(ou, path);
    return path;
  };
  const pathTo = async (childId: string): Promise<readonly string[]> => {
    const { Type, Id = '' } = await parentOf(client, childId);
    return Type === 'ROOT' ? [Id] : [...(await above(Id)), Id];
  };
  return pathTo;
}

/** Each account and OU has one parent (facts 7.1). */
async function parentOf(client: OrganizationsClient, ChildId: string): Promise<Parent> {
  for await (const { Parents: [parent] = [] } of paginateListParents({ client }, { ChildId })) {
    if (parent) return parent;
  }
  throw new Error(`Organizations lists no parent of ${ChildId}`);
}

/** That an OU on the way is gone must not be taken for the account being outside: it was moved, and is somewhere else. */
const surprise = (ou: string, cause: unknown): unknown =>
  isOutside(cause) ? new Error(`${ou} went away during the walk up from what was in it`, { cause }) : cause;
