import { beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLE_UNITS } from '../../local/organizations/index.ts';
import { publishedRates } from '../../local/wire/published-rates.ts';
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

  it('is read once, so that no call was refused, and none changes anything', () => {
    const resources = LARGE.numbers + LARGE.pools + LARGE.senderIds + LARGE.optOutLists;
    expect(Object.fromEntries(counts())).toEqual({
      'sts GetCallerIdentity': 1,
      'dynamodb ListTables': 1,
      'ram GetResourceShares': 1,
      'ram GetResourceShareAssociations': 2,
      'sms-voice DescribePools': 1,
      'sms-voice DescribePhoneNumbers': 1,
      'sms-voice DescribeSenderIds': 2,
      'sms-voice DescribeOptOutLists': 1,
      'sms-voice ListPoolOriginationIdentities': LARGE.pools,
      'sms-voice ListTagsForResource': resources,
      'sms-voice GetResourcePolicy': resources,
      'ram GetResourcePolicies': 5, // of those that have a policy, 50 at a time
      'organizations DescribeAccount': 4,
    });
  });

  it('is judged as a whole', () => {
    expect(plan.out.split('\n').at(-1)).toBe('125 to change, 0 to tell, 375 to keep');
  });

  it('tells at the beginning what there is and how long it takes, and how far it is at each tenth', () => {
    const [holds, takes, ...progress] = plan.err.split('\n');
    expect(holds).toBe(
      'Account 111122223333 in us-east-1 has 25 phone numbers, 25 pools, 200 sender IDs, 25 opt-out lists.',
    );
    expect(takes).toBe(
      'Reading 275 policies, the members of 25 pools, the tags of 275 resources takes about 4 minutes 41 seconds at the rates of AWS.',
    );
    expect(progress).toHaveLength(9);
    expect(progress.at(-1)).toMatch(/^about 2\d seconds left$/);
  });
});
