import {
  type Account,
  DescribeAccountCommand,
  DescribeOrganizationalUnitCommand,
  type OrganizationsClient,
  paginateListAccounts,
} from '@aws-sdk/client-organizations';
import { pathFrom } from '../core/organization.ts';
import { concurrently } from './concurrently.ts';
import { isOutside, mayNotAsk, messageOf } from './errors.ts';
import { walkUp } from './parents.ts';
import {
  type Inside,
  isAccount,
  isOu,
  type Organizations,
  type Unknown,
  type Whereabouts,
} from './whereabouts.ts';

/**
 * The organization as its management account or a delegated administrator sees it (facts 7.1). Where Organizations
 * gives no path, it is walked up parent by parent.
 *
 * A suspended or closed account is inside as long as Organizations knows it: only the guardrails say whether that is
 * enough.
 */
export function organizationsDirectory(client: OrganizationsClient): Organizations {
  return {
    async whereabouts(ids) {
      const parentsOf = walkUp(client);
      const answers = await concurrently(AT_ONCE, ids, async (id) => {
        const answer = await orUnknown(() => orOutside(() => find(client, id, parentsOf)));
        return [id, answer] as const;
      });
      return new Map(answers);
    },

    accounts() {
      return orUnknown(async () => {
        const parentsOf = walkUp(client);
        const listed = await listAccounts(client);
        const found = await concurrently(AT_ONCE, listed, async (account) => {
          const answer = await orOutside(() => insideFrom(account, parentsOf));
          return answer.status === 'inside' ? [[account.Id ?? '', answer] as const] : [];
        });
        return new Map(found.flat());
      });
    },
  };
}

/** Calls at a time: Organizations allows each account 5 to 20 calls a second (facts 7.1), the SDK waits for the rest. */
const AT_ONCE = 5;

type ParentsOf = (childId: string) => Promise<readonly string[]>;

async function find(
  client: OrganizationsClient,
  id: string,
  parentsOf: ParentsOf,
): Promise<Inside | Unknown> {
  if (isAccount(id)) {
    const { Account } = await client.send(new DescribeAccountCommand({ AccountId: id }));
    return insideFrom({ ...Account, Id: id }, parentsOf);
  }
  if (isOu(id)) {
    const request = new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: id });
    const { OrganizationalUnit: { Arn, Path = '' } = {} } = await client.send(request);
    const given = pathFrom(Path);
    const path = given.length > 0 ? given : [...(await parentsOf(id)), id];
    return { status: 'inside', organization: organizationOf(Arn), path };
  }
  return { status: 'unknown', reason: `neither an account nor an OU: ${id}` };
}

/**
 * An account has one parent, so it has one path, however many `Paths` has room for. `State` took the place of `Status`
 * in 2026; both spell alike what they both know.
 */
async function insideFrom(
  { Id = '', Arn, State, Status, Paths: [given = ''] = [] }: Account,
  parentsOf: ParentsOf,
): Promise<Inside> {
  const path = pathFrom(given);
  return {
    status: 'inside',
    organization: organizationOf(Arn),
    path: path.length > 0 ? path : await parentsOf(Id),
    state: State ?? Status,
  };
}

/** `arn:aws:organizations::123456789012:account/o-exampleorgid/111122223333` */
const organizationOf = (arn = ''): string => arn.split('/')[1] ?? '';

/** @throws when the list is empty: the management account at least is in every organization. */
async function listAccounts(client: OrganizationsClient): Promise<readonly Account[]> {
  const accounts: Account[] = [];
  for await (const { Accounts = [] } of paginateListAccounts({ client, pageSize: 20 }, {}))
    accounts.push(...Accounts);
  if (accounts.length === 0) throw new Error('Organizations lists no account at all');
  return accounts;
}

async function orOutside<Answer>(ask: () => Promise<Answer>): Promise<Answer | Whereabouts> {
  try {
    return await ask();
  } catch (error) {
    if (isOutside(error)) return { status: 'outside' };
    throw error;
  }
}

async function orUnknown<Answer>(ask: () => Promise<Answer>): Promise<Answer | Unknown> {
  try {
    return await ask();
  } catch (error) {
    if (mayNotAsk(error)) return { status: 'unknown', reason: messageOf(error) };
    throw error;
  }
}
