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
    const { whereabouts } = organizationsDirectory(given().directory(owner));
    const inside = { status: 'inside', organization: 'o-exampleorgid' };
    expect(await whereabouts([campaigns, outside, EXAMPLE_UNITS.sandbox, 'ou-ab12-99999999'])).toEqual(
      new Map([
        [campaigns, { ...inside, path: [ROOT, EXAMPLE_UNITS.campaigns], state: 'ACTIVE' }],
        [outside, { status: 'outside' }],
        [EXAMPLE_UNITS.sandbox, { ...inside, path: [ROOT, EXAMPLE_UNITS.sandbox], state: undefined }],
        ['ou-ab12-99999999', { status: 'outside' }],
      ]),
    );
  });

  it('shows every account with its path, of more than fit on a page', async () => {
    const cloud = given();
    const more = Array.from({ length: 45 }, (_, n) => String(200000000000 + n));
    for (const account of more) cloud.organizations.place(account, 'Campaigns/Summer');
    const accounts = await organizationsDirectory(cloud.directory(management)).accounts();
    if (!(accounts instanceof Map)) throw new Error('unknown');
    expect(new Set(accounts.keys())).toEqual(new Set([...more, management, owner, campaigns, sandbox]));
    for (const [id, { path }] of accounts) expect(path).toEqual(cloud.organizations.pathOf(id));
  });
});

describe('a cloud where the caller may not ask Organizations', () => {
  it('says unknown, with the reason', async () => {
    const { whereabouts, accounts } = organizationsDirectory(aCloud().directory(campaigns));
    const unknown = { status: 'unknown', reason: expect.stringContaining('AccessDeniedException') };
    expect((await whereabouts([sandbox])).get(sandbox)).toEqual(unknown);
    expect(await accounts()).toEqual(unknown);
  });
});

describe('a cloud without an organization', () => {
  it('says unknown, with the reason', async () => {
    const { whereabouts } = organizationsDirectory(aCloud({ organization: undefined }).directory(owner));
    expect((await whereabouts([sandbox])).get(sandbox)).toEqual({
      status: 'unknown',
      reason: expect.stringContaining('AWSOrganizationsNotInUseException'),
    });
  });
});
