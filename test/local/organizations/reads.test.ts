import {
  CreateOrganizationalUnitCommand,
  DescribeAccountCommand,
  DescribeOrganizationalUnitCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListChildrenCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
} from '@aws-sdk/client-organizations';
import { describe, expect, it } from 'vitest';
import { EXAMPLE_ACCOUNTS, EXAMPLE_ORGANIZATION, EXAMPLE_UNITS } from '../../../local/organizations/index.ts';
import { aCloud } from '../sms-voice/a-cloud.ts';

const { management, owner, campaigns, sandbox, outside } = EXAMPLE_ACCOUNTS;

describe('DescribeOrganization', () => {
  it('answers every member, and nobody else', async () => {
    const { directory } = aCloud();
    for (const account of [management, owner, campaigns]) {
      const { Organization } = await directory(account).send(new DescribeOrganizationCommand({}));
      expect(Organization).toMatchObject({
        Id: 'o-exampleorgid',
        Arn: 'arn:aws:organizations::123456789012:organization/o-exampleorgid',
        MasterAccountId: management,
        MasterAccountArn: 'arn:aws:organizations::123456789012:account/o-exampleorgid/123456789012',
        MasterAccountEmail: 'management@example.com',
      });
    }
    const refusal = { name: 'AWSOrganizationsNotInUseException' };
    const foreign = directory(outside).send(new DescribeOrganizationCommand({}));
    await expect(foreign).rejects.toMatchObject(refusal);
    const nowhere = aCloud({ organization: undefined }).directory(management);
    await expect(nowhere.send(new DescribeOrganizationCommand({}))).rejects.toMatchObject(refusal);
  });
});

describe('the other reads', () => {
  it('are for the management account and delegated administrators', async () => {
    const { directory } = aCloud();
    const list = (account: string) => directory(account).send(new ListAccountsCommand({}));
    expect((await list(management)).Accounts).toHaveLength(4);
    expect((await list(owner)).Accounts).toHaveLength(4);
    await expect(list(campaigns)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: "You don't have permissions to access this resource.",
    });
    await expect(list(outside)).rejects.toMatchObject({ name: 'AWSOrganizationsNotInUseException' });
  });

  it('describe an account with its path and state', async () => {
    const { directory, clock } = aCloud();
    const describeAccount = (AccountId: string) =>
      directory(owner).send(new DescribeAccountCommand({ AccountId }));
    expect((await describeAccount(campaigns)).Account).toEqual({
      Id: campaigns,
      Arn: `arn:aws:organizations::123456789012:account/o-exampleorgid/${campaigns}`,
      Email: 'campaigns@example.com',
      Name: 'Campaigns',
      Status: 'ACTIVE',
      State: 'ACTIVE',
      Paths: [`o-exampleorgid/r-ab12/${EXAMPLE_UNITS.campaigns}/${campaigns}/`],
      JoinedMethod: 'CREATED',
      JoinedTimestamp: new Date(clock.now()),
    });
    await expect(describeAccount(outside)).rejects.toMatchObject({ name: 'AccountNotFoundException' });
    await expect(describeAccount('12')).rejects.toMatchObject({
      name: 'InvalidInputException',
      Reason: 'INVALID_PATTERN',
    });
  });

  it('show a closed account with the Status that CloseAccount promises', async () => {
    const organization = {
      ...EXAMPLE_ORGANIZATION,
      accounts: [{ id: outside, name: 'Gone', state: 'CLOSED' as const }],
    };
    const { directory } = aCloud({ organization });
    const { Account } = await directory(owner).send(new DescribeAccountCommand({ AccountId: outside }));
    const Paths = [`o-exampleorgid/r-ab12/${outside}/`];
    expect(Account).toMatchObject({ State: 'CLOSED', Status: 'SUSPENDED', Paths });
  });

  it('show an account that is not activated without a Status, which has no name for it', async () => {
    const organization = {
      ...EXAMPLE_ORGANIZATION,
      accounts: [{ id: outside, name: 'New', state: 'PENDING_ACTIVATION' as const }],
    };
    const { directory } = aCloud({ organization });
    const { Account } = await directory(owner).send(new DescribeAccountCommand({ AccountId: outside }));
    expect(Account?.State).toBe('PENDING_ACTIVATION');
    expect(Account).not.toHaveProperty('Status');
  });

  it('tell no path where accountPaths is off, and the parents all the same', async () => {
    const { directory } = aCloud({ switches: { accountPaths: false } });
    const client = directory(management);
    const { Account } = await client.send(new DescribeAccountCommand({ AccountId: campaigns }));
    const { Accounts = [] } = await client.send(new ListAccountsCommand({}));
    const OrganizationalUnitId = EXAMPLE_UNITS.campaigns;
    const answer = await client.send(new DescribeOrganizationalUnitCommand({ OrganizationalUnitId }));
    const made = await client.send(new CreateOrganizationalUnitCommand({ ParentId: 'r-ab12', Name: 'New' }));
    for (const account of [Account, ...Accounts]) expect(account).not.toHaveProperty('Paths');
    for (const unit of [answer.OrganizationalUnit, made.OrganizationalUnit]) {
      expect(unit).not.toHaveProperty('Path');
    }
    const { Parents } = await client.send(new ListParentsCommand({ ChildId: campaigns }));
    expect(Parents).toMatchObject([{ Id: OrganizationalUnitId }]);
  });

  it('walk the tree up and down', async () => {
    const { directory } = aCloud();
    const client = directory(owner);
    const { Roots } = await client.send(new ListRootsCommand({}));
    expect(Roots).toMatchObject([
      { Id: 'r-ab12', Arn: 'arn:aws:organizations::123456789012:root/o-exampleorgid/r-ab12' },
    ]);
    const ParentId = 'r-ab12';
    const { OrganizationalUnits } = await client.send(
      new ListOrganizationalUnitsForParentCommand({ ParentId }),
    );
    expect(OrganizationalUnits?.map(({ Name }) => Name)).toEqual(['Campaigns', 'Sandbox', 'Messaging']);
    const children = await client.send(new ListChildrenCommand({ ParentId, ChildType: 'ACCOUNT' }));
    expect(children.Children).toEqual([{ Id: management, Type: 'ACCOUNT' }]);
    const units = await client.send(new ListChildrenCommand({ ParentId, ChildType: 'ORGANIZATIONAL_UNIT' }));
    expect(units.Children).toHaveLength(3);
    const inSandbox = await client.send(
      new ListAccountsForParentCommand({ ParentId: EXAMPLE_UNITS.sandbox }),
    );
    expect(inSandbox.Accounts).toMatchObject([{ Id: sandbox }]);

    const parentOf = async (ChildId: string) =>
      (await client.send(new ListParentsCommand({ ChildId }))).Parents;
    expect(await parentOf(sandbox)).toEqual([{ Id: EXAMPLE_UNITS.sandbox, Type: 'ORGANIZATIONAL_UNIT' }]);
    expect(await parentOf(EXAMPLE_UNITS.sandbox)).toEqual([{ Id: 'r-ab12', Type: 'ROOT' }]);
    expect(await parentOf(management)).toEqual([{ Id: 'r-ab12', Type: 'ROOT' }]);
  });

  it('say what is not there', async () => {
    const client = aCloud().directory(owner);
    const ParentId = 'ou-ab12-99999999';
    const named = (name: string) => expect.objectContaining({ name });
    await expect(client.send(new ListAccountsForParentCommand({ ParentId }))).rejects.toEqual(
      named('ParentNotFoundException'),
    );
    await expect(client.send(new ListOrganizationalUnitsForParentCommand({ ParentId }))).rejects.toEqual(
      named('ParentNotFoundException'),
    );
    await expect(client.send(new ListChildrenCommand({ ParentId, ChildType: 'ACCOUNT' }))).rejects.toEqual(
      named('ParentNotFoundException'),
    );
    await expect(client.send(new ListParentsCommand({ ChildId: outside }))).rejects.toEqual(
      named('ChildNotFoundException'),
    );
    const unit = new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: ParentId });
    await expect(client.send(unit)).rejects.toEqual(named('OrganizationalUnitNotFoundException'));
  });

  it('describe an OU with its path', async () => {
    const client = aCloud().directory(owner);
    const OrganizationalUnitId = EXAMPLE_UNITS.messaging;
    const answer = await client.send(new DescribeOrganizationalUnitCommand({ OrganizationalUnitId }));
    expect(answer.OrganizationalUnit).toEqual({
      Id: OrganizationalUnitId,
      Arn: `arn:aws:organizations::123456789012:ou/o-exampleorgid/${OrganizationalUnitId}`,
      Name: 'Messaging',
      Path: `o-exampleorgid/r-ab12/${OrganizationalUnitId}/`,
    });
  });
});

describe('an organization of 45 accounts', () => {
  it('is listed 20 at a time, after an empty page where the switch says so', async () => {
    const more = Array.from({ length: 41 }, (_, at) => ({ id: `2222222222${10 + at}`, name: `Team ${at}` }));
    const { directory, world } = aCloud({ organization: { ...EXAMPLE_ORGANIZATION, accounts: more } });
    const sizes = async () => {
      const found: (number | undefined)[] = [];
      let NextToken: string | undefined;
      do {
        const page = await directory(owner).send(new ListAccountsCommand(NextToken ? { NextToken } : {}));
        found.push(page.Accounts?.length);
        NextToken = page.NextToken;
      } while (NextToken);
      return found;
    };
    expect(await sizes()).toEqual([20, 20, 5]);
    world.switches.emptyPages = true;
    expect(await sizes()).toEqual([0, 20, 20, 5]);
    const made = directory(owner).send(new ListAccountsCommand({ NextToken: 'made-up' }));
    await expect(made).rejects.toMatchObject({ name: 'InvalidInputException', Reason: 'INVALID_NEXT_TOKEN' });
    const wide = directory(owner).send(new ListAccountsCommand({ MaxResults: 21 }));
    await expect(wide).rejects.toMatchObject({ name: 'InvalidInputException', Reason: 'MAX_VALUE_EXCEEDED' });
  });
});
