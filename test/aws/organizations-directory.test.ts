import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { describe, expect, it } from 'vitest';
import { organizationsDirectory } from '../../src/aws/organizations-directory.ts';
import { type Answer, type Request, scripted } from './scripted.ts';

const ORGANIZATION = 'o-exampleorgid';
const [ROOT, OU, CHILD] = ['r-ab12', 'ou-ab12-11111111', 'ou-ab12-22222222'];
const ACCOUNT = '111122223333';
const account = (Id: string, own: object = {}) => ({
  Id,
  Arn: `arn:aws:organizations::123456789012:account/${ORGANIZATION}/${Id}`,
  State: 'ACTIVE',
  Paths: [`${ORGANIZATION}/${ROOT}/${OU}/${Id}/`],
  ...own,
});
const inside = (path: readonly string[], own: object = {}) => ({
  status: 'inside',
  organization: ORGANIZATION,
  path,
  state: 'ACTIVE',
  ...own,
});
const unit = (own: object) => ({
  OrganizationalUnit: {
    Id: CHILD,
    Arn: `arn:aws:organizations::123456789012:ou/${ORGANIZATION}/${CHILD}`,
    ...own,
  },
});

const directory = (answer: (request: Request, nth: number) => Answer) => {
  const aws = scripted(answer);
  return { aws, ...organizationsDirectory(new OrganizationsClient(aws.client)) };
};

/** Below CHILD, which is below OU, is every account. */
const parentOf = ({ input: { ChildId, NextToken } }: Request): Answer => {
  if (!NextToken) return { body: { Parents: [], NextToken: 'more' } };
  if (ChildId === OU) return { body: { Parents: [{ Id: ROOT, Type: 'ROOT' }] } };
  const Id = ChildId === CHILD ? OU : CHILD;
  return { body: { Parents: [{ Id, Type: 'ORGANIZATIONAL_UNIT' }] } };
};
/** How often the parent of each was asked for: the first of its pages. */
const walked = (requests: readonly Request[]) =>
  requests
    .filter(({ operation, input }) => operation === 'listparents' && !input.NextToken)
    .map(({ input }) => input.ChildId);

describe('an account', () => {
  const told = async (Account: object) => {
    const { whereabouts } = directory(() => ({ body: { Account } }));
    return (await whereabouts([ACCOUNT])).get(ACCOUNT);
  };

  it.each([
    [
      'with itself at the end of its path',
      `${ORGANIZATION}/${ROOT}/${OU}/${CHILD}/${ACCOUNT}/`,
      [ROOT, OU, CHILD],
    ],
    ['without itself in its path', `${ORGANIZATION}/${ROOT}/${OU}/`, [ROOT, OU]],
    ['at the root', `${ORGANIZATION}/${ROOT}/${ACCOUNT}/`, [ROOT]],
  ])('%s is where the path says', async (_, path, expected) => {
    expect(await told(account(ACCOUNT, { Paths: [path] }))).toEqual(inside(expected));
  });

  it.each([
    [{ State: 'SUSPENDED' }, 'SUSPENDED'],
    [{ State: undefined, Status: 'PENDING_CLOSURE' }, 'PENDING_CLOSURE'],
    [{ State: 'CLOSED', Status: 'SUSPENDED' }, 'CLOSED'],
    [{ State: undefined }, undefined],
  ])('of %o is inside, in state %s', async (own, state) => {
    expect(await told(account(ACCOUNT, own))).toEqual(inside([ROOT, OU], { state }));
  });
});

describe('an OU', () => {
  it('is inside itself', async () => {
    const Path = `${ORGANIZATION}/${ROOT}/${OU}/${CHILD}/`;
    const { aws, whereabouts } = directory(() => ({ body: unit({ Path }) }));
    expect((await whereabouts([CHILD])).get(CHILD)).toEqual(inside([ROOT, OU, CHILD], { state: undefined }));
    expect(aws.asked()).toEqual(['describeorganizationalunit']);
  });
});

describe('accounts and OUs without a path', () => {
  const answer = (request: Request): Answer => {
    const { AccountId } = request.input;
    if (request.operation === 'describeaccount')
      return { body: { Account: account(String(AccountId), { Paths: [] }) } };
    return request.operation === 'describeorganizationalunit' ? { body: unit({}) } : parentOf(request);
  };

  it('are found by their parents', async () => {
    const { whereabouts } = directory(answer);
    expect(await whereabouts([ACCOUNT, CHILD])).toEqual(
      new Map([
        [ACCOUNT, inside([ROOT, OU, CHILD])],
        [CHILD, inside([ROOT, OU, CHILD], { state: undefined })],
      ]),
    );
  });

  it('share the walk up from an OU, in one read and not in the next', async () => {
    const { aws, whereabouts } = directory(answer);
    const accounts = Array.from({ length: 30 }, (_, n) => String(200000000000 + n));
    await whereabouts(accounts);
    expect(walked(aws.requests).toSorted()).toEqual([...accounts, CHILD, OU].toSorted());
    await whereabouts(accounts.slice(0, 1));
    expect(walked(aws.requests).filter((id) => id === OU)).toHaveLength(2);
  });

  it('are outside when they have left before the walk', async () => {
    const { whereabouts } = directory((request) =>
      request.operation === 'listparents' ? { error: 'ChildNotFoundException' } : answer(request),
    );
    expect(await whereabouts([ACCOUNT])).toEqual(new Map([[ACCOUNT, { status: 'outside' }]]));
  });

  it('are not decided when an OU above them goes away during the walk: they were moved', async () => {
    const { whereabouts } = directory((request) =>
      request.input.ChildId === CHILD ? { error: 'ChildNotFoundException' } : answer(request),
    );
    await expect(whereabouts([ACCOUNT])).rejects.toThrow(`${CHILD} went away`);
  });

  it('are not decided when no parent is listed', async () => {
    const { whereabouts } = directory((request) =>
      request.operation === 'listparents' ? { body: { Parents: [] } } : answer(request),
    );
    await expect(whereabouts([ACCOUNT])).rejects.toThrow(`lists no parent of ${ACCOUNT}`);
  });

  it('are unknown when the parents may not be asked for', async () => {
    const { whereabouts } = directory((request) =>
      request.input.ChildId === CHILD ? { error: 'AccessDeniedException' } : answer(request),
    );
    expect((await whereabouts([ACCOUNT])).get(ACCOUNT)).toMatchObject({ status: 'unknown' });
  });
});

describe('an organization', () => {
  it.each([
    ['999988887777', 'AccountNotFoundException'],
    [CHILD, 'OrganizationalUnitNotFoundException'],
  ])('that does not know %s says so', async (id, error) => {
    const { whereabouts } = directory(() => ({ error }));
    expect((await whereabouts([id])).get(id)).toEqual({ status: 'outside' });
  });

  it.each(['AccessDeniedException', 'AWSOrganizationsNotInUseException'])(
    'that answers %s leaves everything unknown, with the reason',
    async (error) => {
      const { whereabouts, accounts } = directory(() => ({ error }));
      const unknown = { status: 'unknown', reason: `${error}: no: ${error}` };
      expect((await whereabouts([ACCOUNT])).get(ACCOUNT)).toEqual(unknown);
      expect(await accounts()).toEqual(unknown);
    },
  );

  it.each([ROOT, 'o-exampleorgid', 'ou-x', '1111222233334', 'x111122223333', `x${OU}`, `${OU}/`])(
    'is not asked about %s',
    async (id) => {
      const { aws, whereabouts } = directory(() => ({ body: {} }));
      const reason = `neither an account nor an OU: ${id}`;
      expect((await whereabouts([id])).get(id)).toEqual({ status: 'unknown', reason });
      expect(aws.requests).toEqual([]);
    },
  );

  it.each([
    ['TooManyRequestsException', 429],
    ['ServiceException', 500],
    ['ExpiredTokenException', 400],
  ])('that answers %s decides nothing', async (error, status) => {
    const { whereabouts, accounts } = directory(() => ({ error, status }));
    await expect(whereabouts([ACCOUNT])).rejects.toMatchObject({ name: error });
    await expect(accounts()).rejects.toMatchObject({ name: error });
  });
});

describe('the accounts', () => {
  const pages = [
    [account(ACCOUNT)],
    [],
    [account('444455556666', { Paths: [`${ORGANIZATION}/${ROOT}/444455556666/`] })],
    [account('555566667777', { State: 'SUSPENDED' })],
  ];
  const paged = ({ input }: Request): Answer => {
    const nth = Number(input.NextToken ?? 0);
    return { body: { Accounts: pages[nth], NextToken: nth < 3 ? String(nth + 1) : undefined } };
  };

  it('are those of every page, twenty to a page, whatever their state', async () => {
    const { aws, accounts } = directory(paged);
    expect(await accounts()).toEqual(
      new Map([
        [ACCOUNT, inside([ROOT, OU])],
        ['444455556666', inside([ROOT])],
        ['555566667777', inside([ROOT, OU], { state: 'SUSPENDED' })],
      ]),
    );
    expect(aws.requests).toHaveLength(pages.length);
    expect(aws.requests[0]?.input).toEqual({ MaxResults: 20 });
  });

  const listed = Array.from({ length: 20 }, (_, n) =>
    account(String(200000000000 + n), { Paths: undefined }),
  );

  it('share the walk up from an OU where Organizations gives no path', async () => {
    const { aws, accounts } = directory((request) =>
      request.operation === 'listaccounts' ? { body: { Accounts: listed } } : parentOf(request),
    );
    const found = await accounts();
    expect(found).toEqual(new Map(listed.map(({ Id }) => [Id, inside([ROOT, OU, CHILD])])));
    expect(walked(aws.requests)).toHaveLength(listed.length + 2);
  });

  it('are without the one that leaves before its parent is asked for', async () => {
    const [leaver, ...others] = listed.map(({ Id }) => Id);
    const { accounts } = directory((request) => {
      if (request.operation === 'listaccounts') return { body: { Accounts: listed } };
      return request.input.ChildId === leaver ? { error: 'ChildNotFoundException' } : parentOf(request);
    });
    expect(await accounts()).toEqual(new Map(others.map((id) => [id, inside([ROOT, OU, CHILD])])));
  });

  it('are not decided when the second page fails', async () => {
    const { accounts } = directory((request, nth) =>
      nth === 1 ? paged(request) : { error: 'ServiceException', status: 500 },
    );
    await expect(accounts()).rejects.toMatchObject({ name: 'ServiceException' });
  });

  it('are unknown when the second page is refused', async () => {
    const { accounts } = directory((request, nth) =>
      nth === 1 ? paged(request) : { error: 'AccessDeniedException' },
    );
    expect(await accounts()).toMatchObject({ status: 'unknown' });
  });

  it('are not believed to be none', async () => {
    const { accounts } = directory(() => ({ body: { Accounts: [] } }));
    await expect(accounts()).rejects.toThrow('lists no account');
  });
});
