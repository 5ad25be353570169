import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { describe, expect, it } from 'vitest';
import { organizationsDirectory } from '../../src/aws/organizations-directory.ts';
import { type Answer, type Request, scripted } from './scripted.ts';

const ORGANIZATION = 'o-exampleorgid';
const [ROOT, OU, CHILD] = ['r-ab12', 'ou-ab12-11111111', 'ou-ab12-22222222'];
const account = (Id: string, own: object = {}) => ({
  Id,
  Arn: `arn:aws:organizations::123456789012:account/${ORGANIZATION}/${Id}`,
  State: 'ACTIVE',
  Paths: [`${ORGANIZATION}/${ROOT}/${OU}/${Id}/`],
  ...own,
});
const PARENTS: Readonly<Record<string, object>> = {
  '111122223333': { Id: CHILD, Type: 'ORGANIZATIONAL_UNIT' },
  [CHILD]: { Id: OU, Type: 'ORGANIZATIONAL_UNIT' },
  [OU]: { Id: ROOT, Type: 'ROOT' },
};

const directory = (answer: (request: Request, nth: number) => Answer) => {
  const aws = scripted(answer);
  return { aws, ...organizationsDirectory(new OrganizationsClient(aws.client)) };
};
const parentOf = ({ input }: Request): Answer =>
  input.NextToken
    ? { body: { Parents: [PARENTS[String(input.ChildId)]] } }
    : { body: { Parents: [], NextToken: 'more' } };

describe('places', () => {
  it('come from the path of an account, whatever its state', async () => {
    const { places } = directory(() => ({
      body: { Account: account('111122223333', { State: 'SUSPENDED' }) },
    }));
    expect(await places(['111122223333'])).toEqual(
      new Map([['111122223333', { status: 'inside', path: [ROOT, OU] }]]),
    );
  });

  it('come from the path of an OU, which is inside itself', async () => {
    const Path = `${ORGANIZATION}/${ROOT}/${OU}/${CHILD}/`;
    const { places } = directory(() => ({ body: { OrganizationalUnit: { Id: CHILD, Path } } }));
    expect((await places([CHILD])).get(CHILD)).toEqual({ status: 'inside', path: [ROOT, OU, CHILD] });
  });

  it('are walked up parent by parent where Organizations gives no path', async () => {
    const { places } = directory((request) => {
      if (request.operation === 'describeaccount') return { body: { Account: { Id: '111122223333' } } };
      if (request.operation === 'describeorganizationalunit')
        return { body: { OrganizationalUnit: { Id: CHILD } } };
      return parentOf(request);
    });
    const found = await places(['111122223333', CHILD]);
    expect(found.get('111122223333')).toEqual({ status: 'inside', path: [ROOT, OU, CHILD] });
    expect(found.get(CHILD)).toEqual({ status: 'inside', path: [ROOT, OU, CHILD] });
  });

  it.each([
    ['999988887777', 'AccountNotFoundException'],
    [CHILD, 'OrganizationalUnitNotFoundException'],
  ])('of %s are outside on %s', async (id, error) => {
    const { places } = directory(() => ({ error }));
    expect((await places([id])).get(id)).toEqual({ status: 'outside' });
  });

  it.each(['AccessDeniedException', 'AWSOrganizationsNotInUseException'])(
    'are unknown with the reason on %s',
    async (error) => {
      const { places } = directory(() => ({ error }));
      expect((await places(['111122223333'])).get('111122223333')).toEqual({
        status: 'unknown',
        reason: `${error}: no: ${error}`,
      });
    },
  );

  it('of anything else are unknown without a call', async () => {
    const { aws, places } = directory(() => ({ body: {} }));
    expect((await places([ROOT])).get(ROOT)).toMatchObject({ status: 'unknown' });
    expect(aws.requests).toEqual([]);
  });

  it.each([
    ['TooManyRequestsException', 429],
    ['ServiceException', 500],
  ])('are not decided on %s', async (error, status) => {
    const { aws, places } = directory(() => ({ error, status }));
    await expect(places(['111122223333'])).rejects.toMatchObject({ name: error });
    expect(aws.requests.length).toBeGreaterThan(1);
  });

  it('are asked for once each', async () => {
    const { aws, places } = directory(({ input }) => ({
      body: { Account: account(String(input.AccountId)) },
    }));
    const ids = Array.from({ length: 30 }, (_, n) => String(100000000000 + n));
    expect([...(await places([...ids, ...ids])).keys()]).toEqual(ids);
    expect(aws.requests).toHaveLength(30);
  });
});

describe('the accounts of a group', () => {
  const elsewhere = { Paths: [`${ORGANIZATION}/${ROOT}/444455556666/`] };
  const pages = [
    [account('111122223333')],
    [],
    [account('444455556666', elsewhere), account('555566667777', { State: 'SUSPENDED' })],
    [account('123456789012', { State: undefined, Status: 'ACTIVE' })],
  ];
  const organization = () =>
    directory(({ input }) => {
      const nth = Number(input.NextToken ?? 0);
      const NextToken = nth + 1 < pages.length ? String(nth + 1) : undefined;
      return { body: { Accounts: pages[nth], NextToken } };
    });

  const accountsIn = async (id: string) => (await organization().memberships([id])).get(id);

  it('are listed once for all groups that are asked for, and not at all for none', async () => {
    const { aws, memberships } = organization();
    expect([...(await memberships([OU, ORGANIZATION])).keys()]).toEqual([OU, ORGANIZATION]);
    expect(aws.requests).toHaveLength(pages.length);
    expect(await memberships([])).toEqual(new Map());
    expect(aws.requests).toHaveLength(pages.length);
  });

  it('are those below an OU that can act', async () => {
    expect(await accountsIn(OU)).toEqual(
      new Map([
        ['111122223333', { status: 'inside', path: [ROOT, OU] }],
        ['123456789012', { status: 'inside', path: [ROOT, OU] }],
      ]),
    );
  });

  it('are all that can act for the organization, and none for another', async () => {
    const inside = await accountsIn(ORGANIZATION);
    expect([...(inside?.keys() ?? [])]).toEqual(['111122223333', '444455556666', '123456789012']);
    expect(await accountsIn('o-anotherone')).toEqual(new Map());
  });

  it('are found by their parents where Organizations gives no path', async () => {
    const { memberships } = directory((request) =>
      request.operation === 'listaccounts'
        ? { body: { Accounts: [account('111122223333', { Paths: undefined })] } }
        : parentOf(request),
    );
    expect([...((await memberships([OU])).get(OU)?.keys() ?? [])]).toEqual(['111122223333']);
  });

  it('are nobody’s to say when Organizations may not be asked', async () => {
    const { memberships } = directory(() => ({ error: 'AccessDeniedException' }));
    expect(await memberships([OU])).toEqual(new Map([[OU, undefined]]));
  });

  it('are not decided when the second page fails', async () => {
    const { memberships } = directory((_, nth) =>
      nth === 1
        ? { body: { Accounts: pages[0], NextToken: '1' } }
        : { error: 'ServiceException', status: 500 },
    );
    await expect(memberships([OU])).rejects.toMatchObject({ name: 'ServiceException' });
  });
});
