import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { EXAMPLE_UNITS } from '../../local/organizations/index.ts';
import { publishedRates } from '../../local/wire/published-rates.ts';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { fill, LARGE } from '../support/large-account.ts';
import { ownerAccount } from '../support/owner-account.ts';

const GUARDRAILS = `
organization: o-exampleorgid
mode: enforce
guardrails:
  - id: inside-only
    allow: [{ organization: true }]
  - id: no-sandbox
    resources: { tags: { environment: "*" } }
    deny: [{ ou: ${EXAMPLE_UNITS.sandbox} }]
`;

describe('an account that is full, held to the published rates', () => {
  let account: Awaited<ReturnType<typeof ownerAccount>>;
  let plan: Awaited<ReturnType<typeof account.run>>;
  beforeAll(async () => {
    account = await ownerAccount();
    await fill(account);
    account.cloud.world.switches.requestRates = 'published';
    plan = await account.run(['plan', '--all'], GUARDRAILS);
    return () => account.cloud.stop();
  });
  const counts = () => {
    const calls = Map.groupBy(plan.calls, ({ service, operation }) => `${service} ${operation}`);
    return new Map([...calls].map(([call, made]) => [call, made.length]));
  };

  it('is read as fast as the slowest operation allows', () => {
    const demanded = [...counts()].map(([call, count]) => {
      const [service = '', operation = ''] = call.split(' ');
      return count / (publishedRates(service, operation)?.account.perSecond ?? Number.POSITIVE_INFINITY);
    });
    const slowest = Math.max(...demanded);
    expect(slowest).toBe(LARGE.numbers + LARGE.pools + LARGE.senderIds + LARGE.optOutLists);
    expect(plan.seconds).toBeLessThanOrEqual(1.1 * slowest);
  });

  it('is read once, and no call comes too soon', () => {
    expect(plan.calls.filter(({ status }) => status === 429)).toEqual([]);
    const resources = LARGE.numbers + LARGE.pools + LARGE.senderIds + LARGE.optOutLists;
    expect(Object.fromEntries(counts())).toEqual({
      'sts GetCallerIdentity': 1,
      'ram GetResourceShares': 1,
      'ram GetResourceShareAssociations': 3, // two pages of resources, and the principals
      'sms-voice DescribePools': 1,
      'sms-voice DescribePhoneNumbers': 1,
      'sms-voice DescribeSenderIds': 2,
      'sms-voice DescribeOptOutLists': 1,
      'sms-voice ListPoolOriginationIdentities': LARGE.pools,
      'sms-voice ListTagsForResource': resources,
      'sms-voice GetResourcePolicy': resources,
      'ram GetResourcePolicies': Math.ceil(resources / 50),
      'organizations DescribeAccount': 4,
    });
  });
});
