import {
  AssociateOriginationIdentityCommand,
  DeletePoolCommand,
  UpdatePoolCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { describe, expect, it } from 'vitest';
import { EXAMPLE_ACCOUNTS, EXAMPLE_UNITS } from '../../local/organizations/index.ts';
import { organizationsDirectory } from '../../src/aws/organizations-directory.ts';
import { smsResources } from '../../src/aws/sms-resources.ts';
import { at } from '../contracts/samples.ts';
import { aCloud, aNumber, aPool, aSenderId, OWNER } from '../local/sms-voice/a-cloud.ts';

const { management, owner, campaigns, sandbox, outside } = EXAMPLE_ACCOUNTS;
const ROOT = 'r-ab12';
const clock = { now: () => at(0) };

describe.each([false, true])('a cloud whose lists begin with an empty page: %o', (emptyPages) => {
  const given = () => aCloud({ switches: { emptyPages } });

  it('shows a pool with its members and its opt-out list, until it is deleted', async () => {
    const cloud = given();
    const sms = cloud.sms();
    const number = await aNumber(sms);
    const senderId = await aSenderId(sms);
    const pool = await aPool(sms, number.id);
    const join = { PoolId: pool.id, OriginationIdentity: 'ACME', IsoCountryCode: 'GB' };
    await sms.send(new AssociateOriginationIdentityCommand(join));
    await sms.send(new UpdatePoolCommand({ PoolId: pool.id, OptOutListName: 'Default' }));

    const resources = smsResources(sms, clock);
    const read = await resources.pool(pool.arn);
    expect(read?.members.toSorted()).toEqual([number.arn, senderId.arn].toSorted());
    expect(read?.optOutList).toBe(`arn:aws:sms-voice:us-east-1:${OWNER}:opt-out-list/Default`);

    await sms.send(new DeletePoolCommand({ PoolId: pool.id }));
    expect(await resources.pool(pool.arn)).toBeUndefined();
  });

  it('shows where accounts and OUs are', async () => {
    const { places } = organizationsDirectory(given().directory(owner));
    expect(await places([campaigns, outside, EXAMPLE_UNITS.sandbox, 'ou-ab12-99999999'])).toEqual(
      new Map([
        [campaigns, { status: 'inside', path: [ROOT, EXAMPLE_UNITS.campaigns] }],
        [outside, { status: 'outside' }],
        [EXAMPLE_UNITS.sandbox, { status: 'inside', path: [ROOT, EXAMPLE_UNITS.sandbox] }],
        ['ou-ab12-99999999', { status: 'outside' }],
      ]),
    );
  });

  it('shows who is in an OU and in the organization, of more accounts than fit on a page', async () => {
    const cloud = given();
    const more = Array.from({ length: 45 }, (_, n) => String(200000000000 + n));
    for (const account of more) cloud.organizations.place(account, 'Campaigns/Summer');
    const { memberships } = organizationsDirectory(cloud.directory(management));
    const groups = await memberships([EXAMPLE_UNITS.campaigns, 'o-exampleorgid']);
    const inCampaigns = groups.get(EXAMPLE_UNITS.campaigns);
    expect([...(inCampaigns?.keys() ?? [])].toSorted()).toEqual([...more, campaigns].toSorted());
    const all = groups.get('o-exampleorgid');
    expect(new Set(all?.keys())).toEqual(new Set([...more, management, owner, campaigns, sandbox]));
  });
});

describe('a cloud where the caller may not ask Organizations', () => {
  it('says unknown, with the reason', async () => {
    const { places, memberships } = organizationsDirectory(aCloud().directory(campaigns));
    expect((await places([sandbox])).get(sandbox)).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('AccessDeniedException'),
    });
    expect((await memberships(['o-exampleorgid'])).get('o-exampleorgid')).toBeUndefined();
  });
});

describe('a cloud without an organization', () => {
  it('says unknown, with the reason', async () => {
    const { places } = organizationsDirectory(aCloud({ organization: undefined }).directory(owner));
    expect((await places([sandbox])).get(sandbox)).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('AWSOrganizationsNotInUseException'),
    });
  });
});
