import {
  type Account,
  DescribeAccountCommand,
  DescribeOrganizationalUnitCommand,
  type OrganizationsClient,
  paginateListAccounts,
  paginateListParents,
} from '@aws-sdk/client-organizations';
import { type Place, pathFrom } from '../core/organization.ts';
import type { Directory } from '../ports.ts';
import { concurrently } from './concurrently.ts';
import { isOutside, mayNotAsk, messageOf } from './errors.ts';

/**
 * The organization as its management account or a delegated administrator sees it (facts 7.1). Where Organizations
 * gives no path, it is walked up parent by parent.
 *
 * A suspended or closed account is inside as long as Organizations knows it: only the guardrails say whether that is
 * enough. It is not among {@link Directory.memberships}, since it can't use what it reaches.
 */
export function organizationsDirectory(client: OrganizationsClient): Directory {
  return {
    async places(ids) {
      const distinct = [...new Set(ids)];
      const places = await concurrently(AT_ONCE, distinct, (id) => placeOf(client, id));
      return new Map(distinct.map((id, index) => [id, places[index] ?? notAsked]));
    },

    async memberships(ousAndOrganizations) {
      if (ousAndOrganizations.length === 0) return new Map();
      const members = await membersOf(client);
      const placesIn = (id: string) =>
        members && new Map(members.filter(isIn(id)).map((member) => [member.id, member.place]));
      return new Map(ousAndOrganizations.map((id) => [id, placesIn(id)]));
    },
  };
}

/** Calls at a time: Organizations allows each account 5 to 20 calls a second (facts 7.1), the SDK waits for the rest. */
const AT_ONCE = 5;
const notAsked: Place = { status: 'unknown', reason: 'not asked' };

async function placeOf(client: OrganizationsClient, id: string): Promise<Place> {
  try {
    if (/^\d{12}$/.test(id)) {
      const { Account } = await client.send(new DescribeAccountCommand({ AccountId: id }));
      return { status: 'inside', path: await pathOf(client, { ...Account, Id: id }) };
    }
    if (id.startsWith('ou-')) {
      const request = new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: id });
      const { OrganizationalUnit } = await client.send(request);
      const path = pathFrom(OrganizationalUnit?.Path ?? '');
      return { status: 'inside', path: path.length > 0 ? path : [...(await parentsOf(client, id)), id] };
    }
    return { status: 'unknown', reason: `neither an account nor an OU: ${id}` };
  } catch (error) {
    if (isOutside(error)) return { status: 'outside' };
    if (mayNotAsk(error)) return { status: 'unknown', reason: messageOf(error) };
    throw error;
  }
}

/** An account has one parent, so it has one path, however many `Paths` has room for. */
async function pathOf(client: OrganizationsClient, { Id = '', Paths }: Account): Promise<readonly string[]> {
  const path = pathFrom(Paths?.[0] ?? '');
  return path.length > 0 ? path : parentsOf(client, Id);
}

/** Ids from the root down to the parent of the account or OU. */
async function parentsOf(client: OrganizationsClient, childId: string): Promise<readonly string[]> {
  for await (const { Parents = [] } of paginateListParents({ client }, { ChildId: childId })) {
    const [parent] = Parents;
    if (parent?.Type === 'ROOT') return [parent.Id ?? ''];
    if (parent?.Id) return [...(await parentsOf(client, parent.Id)), parent.Id];
  }
  throw new Error(`Organizations lists no parent of ${childId}`);
}

interface Member {
  readonly id: string;
  readonly organization: string;
  readonly place: Place & { readonly status: 'inside' };
}

/** Every account that can act. `undefined`: Organizations may not be asked. */
async function membersOf(client: OrganizationsClient): Promise<readonly Member[] | undefined> {
  try {
    const accounts = (await listAccounts(client)).filter(canAct);
    return await concurrently(AT_ONCE, accounts, async (account) => ({
      id: account.Id ?? '',
      organization: organizationOf(account),
      place: { status: 'inside', path: await pathOf(client, account) },
    }));
  } catch (error) {
    if (mayNotAsk(error)) return undefined;
    throw error;
  }
}

const isIn =
  (ouOrOrganization: string) =>
  ({ organization, place }: Member): boolean =>
    organization === ouOrOrganization || place.path.includes(ouOrOrganization);

async function listAccounts(client: OrganizationsClient): Promise<readonly Account[]> {
  const accounts: Account[] = [];
  for await (const page of paginateListAccounts({ client, pageSize: 20 }, {}))
    accounts.push(...(page.Accounts ?? []));
  return accounts;
}

/** `State` took the place of `Status` in 2026; both say ACTIVE of an account that can act. */
const canAct = ({ State, Status }: Account): boolean => (State ?? Status) === 'ACTIVE';

/** `arn:aws:organizations::123456789012:account/o-exampleorgid/111122223333` */
const organizationOf = ({ Arn = '' }: Account): string => Arn.split('/')[1] ?? '';
