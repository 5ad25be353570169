import { DescribeOrganizationalUnitCommand } from '@aws-sdk/client-organizations';
import { describe, expect, it } from 'vitest';
import { EXAMPLE_ACCOUNTS, EXAMPLE_UNITS } from '../../../local/organizations/index.ts';
import { aCloud } from '../sms-voice/a-cloud.ts';

const { management, owner, campaigns, sandbox, outside } = EXAMPLE_ACCOUNTS;
const ORGANIZATION = 'arn:aws:organizations::123456789012:organization/o-exampleorgid';
const unitArn = (id: string) => `arn:aws:organizations::123456789012:ou/o-exampleorgid/${id}`;

describe('the truth of the example organization', () => {
  it('knows who is where', () => {
    const { organizations } = aCloud();
    expect(organizations.organization()).toEqual({
      id: 'o-exampleorgid',
      arn: ORGANIZATION,
      managementAccount: management,
    });
    expect([...organizations.accounts()].sort()).toEqual([management, owner, campaigns, sandbox].sort());
    expect(organizations.pathOf(management)).toEqual(['r-ab12']);
    expect(organizations.pathOf(sandbox)).toEqual(['r-ab12', EXAMPLE_UNITS.sandbox]);
    expect(organizations.pathOf(outside)).toBeUndefined();
  });

  it.each([
    [ORGANIZATION, true, true],
    [unitArn(EXAMPLE_UNITS.campaigns), true, true],
    [unitArn(EXAMPLE_UNITS.sandbox), true, false],
    [unitArn('ou-ab12-99999999'), false, false],
    ['arn:aws:organizations::123456789012:organization/o-otherorgid', false, false],
    ['o-exampleorgid', false, false],
    ['r-ab12', false, false],
  ])('tells of %s whether it exists and holds the campaigns account', (arn, exists, holds) => {
    const { organizations } = aCloud();
    expect(organizations.exists(arn)).toBe(exists);
    expect(organizations.isUnder(campaigns, arn)).toBe(holds);
    expect(organizations.isUnder(outside, arn)).toBe(false);
  });
});

describe('place', () => {
  const namesOf = ({ emitted }: ReturnType<typeof aCloud>) => emitted.map(({ detail }) => detail.eventName);

  it('adds an account at an OU path, made where it is missing', async () => {
    const cloud = aCloud();
    cloud.organizations.place(outside, 'Messaging/Prod');
    const [root, messaging, prod = ''] = cloud.organizations.pathOf(outside) ?? [];
    expect([root, messaging]).toEqual(['r-ab12', EXAMPLE_UNITS.messaging]);
    expect(cloud.organizations.isUnder(outside, unitArn(EXAMPLE_UNITS.messaging))).toBe(true);
    const command = new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: prod });
    const { OrganizationalUnit } = await cloud.directory(owner).send(command);
    expect(OrganizationalUnit?.Name).toBe('Prod');
    expect(cloud.emitted).toMatchObject([
      {
        'detail-type': 'AWS Service Event via CloudTrail',
        account: management,
        region: 'us-east-1',
        detail: {
          eventName: 'AccountJoinedOrganization',
          eventType: 'AwsServiceEvent',
          serviceEventDetails: { accountId: outside, joinedMethod: 'INVITED' },
        },
      },
    ]);
  });

  it('moves an account as MoveAccount would, and does nothing where it is already there', () => {
    const cloud = aCloud();
    let changes = 0;
    cloud.organizations.onChange(() => changes++);
    cloud.organizations.place(campaigns, 'Campaigns');
    expect([changes, namesOf(cloud)]).toEqual([0, []]);
    cloud.organizations.place(campaigns, '');
    expect(cloud.organizations.pathOf(campaigns)).toEqual(['r-ab12']);
    expect(cloud.emitted).toMatchObject([
      {
        'detail-type': 'AWS API Call via CloudTrail',
        detail: {
          eventName: 'MoveAccount',
          eventType: 'AwsApiCall',
          requestParameters: {
            accountId: campaigns,
            sourceParentId: EXAMPLE_UNITS.campaigns,
            destinationParentId: 'r-ab12',
          },
        },
      },
    ]);
    expect(changes).toBe(1);
  });

  it('takes an account out, once, and never the management account', () => {
    const cloud = aCloud();
    let changes = 0;
    cloud.organizations.onChange(() => changes++);
    cloud.organizations.place(campaigns, undefined);
    cloud.organizations.place(campaigns, undefined);
    expect(cloud.organizations.pathOf(campaigns)).toBeUndefined();
    expect(changes).toBe(1);
    expect(namesOf(cloud)).toEqual(['RemoveAccountFromOrganization', 'AccountDepartedOrganization']);
    expect(() => cloud.organizations.place(management, undefined)).toThrow("management account can't leave");
  });

  it('refuses more than five levels of OUs', () => {
    const { organizations } = aCloud();
    organizations.place(campaigns, 'A/B/C/D/E');
    expect(() => organizations.place(campaigns, 'A/B/C/D/E/F')).toThrow('too deep');
  });
});

describe('a cloud without an organization', () => {
  it('has nobody inside', () => {
    const { organizations } = aCloud({ organization: undefined });
    expect(organizations.organization()).toBeUndefined();
    expect(organizations.accounts()).toEqual([]);
    expect(organizations.exists(ORGANIZATION)).toBe(false);
    expect(organizations.isUnder(campaigns, ORGANIZATION)).toBe(false);
    expect(() => organizations.place(campaigns, 'Campaigns')).toThrow('no organization');
  });
});
