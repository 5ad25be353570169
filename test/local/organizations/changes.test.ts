import {
  CreateOrganizationalUnitCommand,
  MoveAccountCommand,
  RemoveAccountFromOrganizationCommand,
} from '@aws-sdk/client-organizations';
import { describe, expect, it } from 'vitest';
import { EXAMPLE_ACCOUNTS, EXAMPLE_UNITS } from '../../../local/organizations/index.ts';
import { aCloud } from '../sms-voice/a-cloud.ts';

const { management, owner, campaigns, outside } = EXAMPLE_ACCOUNTS;
const { campaigns: from, sandbox: to } = EXAMPLE_UNITS;

describe('MoveAccount', () => {
  const move = { AccountId: campaigns, SourceParentId: from, DestinationParentId: to };

  it('moves, tells the listeners, and shows in the trail of us-east-1', async () => {
    const { directory, organizations, emitted } = aCloud();
    const paths: unknown[] = [];
    organizations.onChange(() => paths.push(organizations.pathOf(campaigns)));
    await directory(management).send(new MoveAccountCommand(move));
    expect(paths).toEqual([['r-ab12', to]]);
    expect(emitted).toMatchObject([
      {
        source: 'aws.organizations',
        region: 'us-east-1',
        account: management,
        detail: {
          eventSource: 'organizations.amazonaws.com',
          eventName: 'MoveAccount',
          requestParameters: { accountId: campaigns, sourceParentId: from, destinationParentId: to },
          responseElements: null,
        },
      },
    ]);
  });

  it.each([
    ['an account outside', 'AccountNotFoundException', { AccountId: outside }],
    ['a source that is not there', 'SourceParentNotFoundException', { SourceParentId: 'ou-ab12-99999999' }],
    [
      'a source where the account is not',
      'SourceParentNotFoundException',
      { SourceParentId: EXAMPLE_UNITS.messaging },
    ],
    [
      'a destination that is not there',
      'DestinationParentNotFoundException',
      { DestinationParentId: 'r-zz99' },
    ],
    ['a destination where it is already', 'DuplicateAccountException', { DestinationParentId: from }],
  ])('refuses %s', async (_what, name, change) => {
    const { directory, organizations } = aCloud();
    const call = directory(management).send(new MoveAccountCommand({ ...move, ...change }));
    await expect(call).rejects.toMatchObject({ name });
    expect(organizations.pathOf(campaigns)).toEqual(['r-ab12', from]);
  });

  it('is for the management account, not for delegated administrators', async () => {
    const call = aCloud().directory(owner).send(new MoveAccountCommand(move));
    await expect(call).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('RemoveAccountFromOrganization', () => {
  const remove = (cloud: ReturnType<typeof aCloud>, AccountId: string) =>
    cloud.directory(management).send(new RemoveAccountFromOrganizationCommand({ AccountId }));

  it('leaves the account outside, and the management account is told that it has departed', async () => {
    const cloud = aCloud();
    await remove(cloud, campaigns);
    expect(cloud.organizations.pathOf(campaigns)).toBeUndefined();
    expect(cloud.emitted.map(({ detail, account }) => [detail.eventName, account])).toEqual([
      ['AccountDepartedOrganization', management],
      ['RemoveAccountFromOrganization', management],
    ]);
    await expect(remove(cloud, campaigns)).rejects.toMatchObject({ name: 'AccountNotFoundException' });
  });

  it('refuses the management account and delegated administrators', async () => {
    const cloud = aCloud();
    await expect(remove(cloud, management)).rejects.toMatchObject({
      name: 'MasterCannotLeaveOrganizationException',
    });
    await expect(remove(cloud, owner)).rejects.toMatchObject({
      name: 'ConstraintViolationException',
      Reason: 'CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG',
    });
  });
});

describe('CreateOrganizationalUnit', () => {
  it('makes OUs five levels deep, each name once under a parent', async () => {
    const { directory } = aCloud();
    const create = async (ParentId: string, Name = 'Deep') =>
      (await directory(management).send(new CreateOrganizationalUnitCommand({ ParentId, Name })))
        .OrganizationalUnit;
    let parent = from as string;
    for (let level = 2; level <= 5; level++) {
      const unit = await create(parent);
      expect(unit?.Id).toMatch(/^ou-ab12-[0-9a-f]{8}$/);
      expect(unit?.Path?.split('/')).toHaveLength(level + 3);
      parent = unit?.Id ?? '';
    }
    await expect(create(parent)).rejects.toMatchObject({ Reason: 'OU_DEPTH_LIMIT_EXCEEDED' });
    await expect(create(from)).rejects.toMatchObject({ name: 'DuplicateOrganizationalUnitException' });
    await expect(create('r-zz99')).rejects.toMatchObject({ name: 'ParentNotFoundException' });
  });
});
