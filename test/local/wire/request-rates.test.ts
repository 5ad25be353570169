import {
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListRootsCommand,
} from '@aws-sdk/client-organizations';
import {
  CreateOptOutListCommand,
  CreatePoolCommand,
  DescribePoolsCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXAMPLE_ACCOUNTS } from '../../../local/organizations/index.ts';
import { seededRandom } from '../../../local/random.ts';
import { publishedRates } from '../../../local/wire/published-rates.ts';
import { createRequestRates } from '../../../local/wire/request-rates.ts';
import { aCall, manualWorld } from '../../support/manual-world.ts';
import { aCloud, CONSUMER, OWNER } from '../sms-voice/a-cloud.ts';

const { management, owner, campaigns, outside } = EXAMPLE_ACCOUNTS;

const heldCloud = () => aCloud({ switches: { requestRates: 'published' } });

/** How many of so many calls at once are answered. */
async function answered(calls: number, call: () => Promise<unknown>): Promise<number> {
  const results = await Promise.allSettled(Array.from({ length: calls }, call));
  return results.filter(({ status }) => status === 'fulfilled').length;
}

describe('a cloud that holds callers to no rates', () => {
  it('answers as many calls as come', async () => {
    const { sms } = aCloud();
    expect(await answered(50, () => sms().send(new DescribePoolsCommand({})))).toBe(50);
  });
});

describe('sms-voice held to its published rates', () => {
  it('answers one call a second, and the others as its model has it', async () => {
    const { sms, clock, calls, emitted } = heldCloud();
    const describePools = () => sms().send(new DescribePoolsCommand({}));
    await describePools();
    await expect(describePools()).rejects.toMatchObject({
      name: 'ThrottlingException',
      message: 'Rate exceeded',
      $metadata: { httpStatusCode: 400 },
    });
    await clock.advance(999);
    await expect(describePools()).rejects.toMatchObject({ name: 'ThrottlingException' });
    await clock.advance(1);
    await describePools();
    expect(calls().map(({ operation, status }) => `${operation} ${status}`)).toEqual([
      'DescribePools 200',
      'DescribePools 400',
      'DescribePools 400',
      'DescribePools 200',
    ]);
    expect(emitted).toEqual([]);
  });

  it('does nothing of what it refuses, and shows it to nobody', async () => {
    const { sms, emitted, clock } = heldCloud();
    const create = (OptOutListName: string) => sms().send(new CreateOptOutListCommand({ OptOutListName }));
    await create('First');
    await expect(create('Second')).rejects.toMatchObject({ name: 'ThrottlingException' });
    expect(emitted).toHaveLength(1);
    await clock.advance(1000);
    await create('Second');
  });

  it('counts each account, Region and operation apart', async () => {
    const { sms } = heldCloud();
    for (const client of [sms(OWNER), sms(CONSUMER), sms(OWNER, 'eu-west-1')]) {
      expect(await answered(2, () => client.send(new DescribePoolsCommand({})))).toBe(1);
      const arn = `arn:aws:sms-voice:${await client.config.region()}:111122223333:opt-out-list/Default`;
      const create = new CreatePoolCommand({ OriginationIdentity: arn, MessageType: 'TRANSACTIONAL' });
      await expect(client.send(create)).rejects.not.toMatchObject({ name: 'ThrottlingException' });
    }
  });

  it('answers ten reads of tags a second, and calls without a published rate always', async () => {
    const { sms, clock } = heldCloud();
    const ResourceArn = 'arn:aws:sms-voice:us-east-1:111122223333:opt-out-list/Default';
    const read = () => sms().send(new ListTagsForResourceCommand({ ResourceArn }));
    let reads = 0;
    for (let tenth = 0; tenth < 10; tenth += 1) {
      reads += await answered(2, read);
      await clock.advance(100);
    }
    expect(reads).toBe(10);
    const tag = new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'a', Value: 'b' }] });
    expect(await answered(5, () => sms().send(tag))).toBe(5);
  });
});

describe('Organizations held to its published rates', () => {
  it('answers a burst, then its rate, and the others as its model has it', async () => {
    const { directory, clock } = heldCloud();
    const list = () => directory(management).send(new ListAccountsCommand({}));
    expect(await answered(20, list)).toBe(12);
    await expect(list()).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      message: 'You have sent too many requests in too short a period of time. Try again later.',
    });
    await clock.advance(1000);
    expect(await answered(20, list)).toBe(8);
  });

  it('counts what all accounts of the organization ask, too', async () => {
    const { directory } = heldCloud();
    const ask = (account: string) => () => directory(account).send(new ListRootsCommand({}));
    expect(await answered(4, ask(management))).toBe(2);
    expect(await answered(4, ask(owner))).toBe(1);
  });

  it('counts a call from wherever it is signed, and no outsider as one of the organization', async () => {
    const { world } = heldCloud();
    const rates = createRequestRates(world);
    const roots = (account: string, region: string) =>
      rates.refusal('organizations', 'ListRoots', aCall({ account, region }).caller) === undefined;
    expect([roots(outside, 'us-east-1'), roots(outside, 'eu-west-1'), roots(outside, 'us-east-1')]).toEqual([
      true,
      true,
      false,
    ]);
    expect([management, management, owner, owner].map((each) => roots(each, 'us-east-1'))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it('lets every account ask for the organization', async () => {
    const { directory } = heldCloud();
    for (const account of [management, owner, campaigns]) {
      const ask = () => directory(account).send(new DescribeOrganizationCommand({}));
      expect(await answered(3, ask)).toBe(2);
    }
    const AccountId = campaigns;
    const describeAccount = () => directory(owner).send(new DescribeAccountCommand({ AccountId }));
    expect(await answered(40, describeAccount)).toBe(30);
  });
});

describe('a published rate', () => {
  it('lets through no more than the burst and the rate, and that whenever they are asked for', () => {
    const operations = ['ListAccounts', 'ListParents', 'DescribeOrganization'];
    fc.assert(
      fc.property(
        fc.constantFrom(...operations),
        fc.array(fc.nat({ max: 400 }), { maxLength: 60 }),
        (operation, pauses) => {
          let now = 0;
          const { switches, ...rest } = manualWorld();
          const world = {
            ...rest,
            ...seededRandom(1),
            switches: { ...switches, requestRates: 'published' as const },
            clock: { ...rest.clock, now: () => now },
            peers: { ...rest.peers, organizations: { ...rest.peers.organizations, pathOf: () => undefined } },
          };
          const rates = createRequestRates(world);
          const { perSecond = 0, burst = 0 } = publishedRates('organizations', operation)?.account ?? {};
          let taken = 0;
          let tokens = burst;
          for (const pause of pauses) {
            now += pause;
            tokens = Math.min(burst, tokens + (pause * perSecond) / 1000);
            const isThrough = rates.refusal('organizations', operation, aCall().caller) === undefined;
            if (isThrough) tokens -= 1;
            if (isThrough) taken += 1;
            expect(tokens).toBeGreaterThan(-1e-6);
            if (!isThrough) expect(tokens).toBeLessThan(1 + 1e-6);
          }
          expect(taken).toBeLessThanOrEqual(burst + (now * perSecond) / 1000);
        },
      ),
    );
  });
});
