import {
  CloseAccountCommand,
  DescribeAccountCommand,
  MoveAccountCommand,
  RemoveAccountFromOrganizationCommand,
} from '@aws-sdk/client-organizations';
import { describe, expect, it } from 'vitest';
import { EXAMPLE_ACCOUNTS, EXAMPLE_UNITS } from '../../../local/organizations/index.ts';
import { aCloud } from '../sms-voice/a-cloud.ts';

const { management, owner, campaigns, sandbox, outside } = EXAMPLE_ACCOUNTS;
const DAY_MS = 86_400_000;

function given() {
  const cloud = aCloud();
  const client = cloud.directory(management);
  return {
    ...cloud,
    client,
    close: (AccountId: string = campaigns) => client.send(new CloseAccountCommand({ AccountId })),
    async states(AccountId: string = campaigns) {
      const { Account } = await client.send(new DescribeAccountCommand({ AccountId }));
      return [Account?.State, Account?.Status];
    },
    names: () => cloud.emitted.map(({ detail }) => detail.eventName),
  };
}

describe('CloseAccount', () => {
  it('closes the account in the background', async () => {
    const { close, states, clock, organizations } = given();
    await close();
    expect(await states()).toEqual(['PENDING_CLOSURE', 'PENDING_CLOSURE']);
    await clock.advance(7999);
    expect(await states()).toEqual(['PENDING_CLOSURE', 'PENDING_CLOSURE']);
    await clock.advance(1);
    expect(await states()).toEqual(['CLOSED', 'SUSPENDED']);
    expect(organizations.pathOf(campaigns)).toEqual(['r-ab12', EXAMPLE_UNITS.campaigns]);
  });

  it('shows as a call and, when it is done, as an event of the service, in us-east-1', async () => {
    const { close, clock, emitted } = given();
    await close();
    await clock.advance(8000);
    expect(emitted).toMatchObject([
      {
        'detail-type': 'AWS API Call via CloudTrail',
        account: management,
        region: 'us-east-1',
        detail: {
          eventName: 'CloseAccount',
          eventType: 'AwsApiCall',
          requestParameters: { accountId: campaigns },
          responseElements: null,
        },
      },
      {
        'detail-type': 'AWS Service Event via CloudTrail',
        account: management,
        region: 'us-east-1',
        detail: {
          eventName: 'CloseAccountResult',
          eventType: 'AwsServiceEvent',
          userIdentity: { accountId: management, invokedBy: 'organizations.amazonaws.com' },
          responseElements: null,
          serviceEventDetails: {
            closeAccountStatus: {
              accountId: campaigns,
              state: 'SUCCEEDED',
              requestedTimestamp: 'Oct 2, 2026 10:39:11 PM',
              completedTimestamp: 'Oct 2, 2026 10:39:19 PM',
            },
          },
        },
      },
    ]);
  });

  it.each([
    [13 * 3600, 'Oct 3, 2026 11:39:11 AM'],
    [2 * 3600, 'Oct 3, 2026 12:39:11 AM'],
    [14 * 3600, 'Oct 3, 2026 12:39:11 PM'],
  ])('writes a time %i seconds later as %s', async (seconds, words) => {
    const { close, clock, emitted } = given();
    await clock.advance(seconds * 1000);
    await close();
    await clock.advance(8000);
    expect(emitted[1]?.detail.serviceEventDetails).toMatchObject({
      closeAccountStatus: { requestedTimestamp: words },
    });
  });

  it('is refused while it is under way, and when it is over', async () => {
    const { close, clock, names } = given();
    await close();
    await expect(close()).rejects.toMatchObject({ name: 'ConflictException' });
    await clock.advance(8000);
    await expect(close()).rejects.toMatchObject({ name: 'AccountAlreadyClosedException' });
    expect(names().filter((name) => name === 'CloseAccountResult')).toHaveLength(1);
  });

  it.each([
    [outside, { name: 'AccountNotFoundException' }],
    [management, { name: 'ConstraintViolationException', Reason: 'CANNOT_CLOSE_MANAGEMENT_ACCOUNT' }],
  ])('is refused for %s', async (account, refusal) => {
    await expect(given().close(account)).rejects.toMatchObject(refusal);
  });

  it('is for the management account', async () => {
    const call = aCloud()
      .directory(owner)
      .send(new CloseAccountCommand({ AccountId: campaigns }));
    await expect(call).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('goes on where the account is moved meanwhile', async () => {
    const { close, client, clock, states, organizations } = given();
    await close();
    const move = {
      AccountId: campaigns,
      SourceParentId: EXAMPLE_UNITS.campaigns,
      DestinationParentId: 'r-ab12',
    };
    await client.send(new MoveAccountCommand(move));
    await clock.advance(8000);
    expect(await states()).toEqual(['CLOSED', 'SUSPENDED']);
    expect(organizations.pathOf(campaigns)).toEqual(['r-ab12']);
  });

  it('ends with the account leaving the organization', async () => {
    const { close, client, clock, names } = given();
    await close();
    await client.send(new RemoveAccountFromOrganizationCommand({ AccountId: campaigns }));
    await clock.advance(8000);
    expect(names().toSorted()).toEqual([
      'AccountDepartedOrganization',
      'CloseAccount',
      'RemoveAccountFromOrganization',
    ]);
  });
});

describe('a closed account', () => {
  it('leaves the organization after 90 days, and is gone', async () => {
    const { organizations, clock, emitted } = given();
    let changes = 0;
    organizations.onChange(() => changes++);
    organizations.setState(campaigns, 'CLOSED');
    await clock.advance(90 * DAY_MS - 1);
    expect([organizations.stateOf(campaigns), changes]).toEqual(['CLOSED', 0]);
    expect(organizations.hasVanished(campaigns)).toBe(false);
    await clock.advance(1);
    expect([organizations.stateOf(campaigns), changes]).toEqual([undefined, 1]);
    expect(organizations.hasVanished(campaigns)).toBe(true);
    expect(emitted).toMatchObject([
      {
        detail: {
          eventName: 'AccountDepartedOrganization',
          serviceEventDetails: {
            accountId: campaigns,
            departureMethod: 'CLEANED',
            departureTime: '2026-12-31T22:39:11Z',
          },
        },
      },
    ]);
  });

  it('stays when it is opened again', async () => {
    const { organizations, clock, states } = given();
    organizations.setState(campaigns, 'CLOSED');
    await clock.advance(89 * DAY_MS);
    organizations.setState(campaigns, 'ACTIVE');
    await clock.advance(90 * DAY_MS);
    expect(await states()).toEqual(['ACTIVE', 'ACTIVE']);
  });

  it('stays when it has left and come back meanwhile', async () => {
    const { organizations, clock, states } = given();
    organizations.setState(campaigns, 'CLOSED');
    organizations.place(campaigns, undefined);
    organizations.place(campaigns, '');
    await clock.advance(90 * DAY_MS);
    expect(await states()).toEqual(['ACTIVE', 'ACTIVE']);
  });

  it('is no longer gone when it is put back', async () => {
    const { organizations, clock } = given();
    organizations.setState(campaigns, 'CLOSED');
    await clock.advance(90 * DAY_MS);
    organizations.place(campaigns, '');
    expect(organizations.hasVanished(campaigns)).toBe(false);
    expect(organizations.stateOf(campaigns)).toBe('ACTIVE');
  });
});

describe('setState', () => {
  it.each(['SUSPENDED', 'PENDING_CLOSURE'] as const)(
    'puts an account into %s, and leaves it there',
    async (state) => {
      const { organizations, clock, states, emitted } = given();
      organizations.setState(sandbox, state);
      await clock.advance(200 * DAY_MS);
      expect(await states(sandbox)).toEqual([state, state]);
      expect(emitted).toEqual([]);
    },
  );

  it('is not for accounts outside, nor for the management account', () => {
    const { organizations } = given();
    expect(() => organizations.setState(outside, 'CLOSED')).toThrow('not in the organization');
    expect(() => organizations.setState(management, 'CLOSED')).toThrow('stays active');
    expect(organizations.stateOf(management)).toBe('ACTIVE');
    const nowhere = aCloud({ organization: undefined }).organizations;
    expect(() => nowhere.setState(campaigns, 'CLOSED')).toThrow('no organization');
    expect([nowhere.stateOf(campaigns), nowhere.hasVanished(campaigns)]).toEqual([undefined, false]);
  });
});
