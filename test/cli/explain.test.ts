import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXAMPLE_UNITS } from '../../local/organizations/index.ts';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { ALLOWED, MANAGEMENT, NUMBER, OUTSIDER, OWNER, SANDBOX } from '../support/builders.ts';
import { ownerAccount } from '../support/owner-account.ts';

const { campaigns, sandbox } = EXAMPLE_UNITS;
const arnOf = (ou: string) => `arn:aws:organizations::${MANAGEMENT}:ou/o-exampleorgid/${ou}`;
const ORGANIZATION = `arn:aws:organizations::${MANAGEMENT}:organization/o-exampleorgid`;
const GUARDRAILS = `organization: o-exampleorgid
mode: enforce
guardrails:
  - id: inside-only
    why: Our numbers are for our own accounts.
    allow: [{ organization: true }, { service: sns.amazonaws.com }]
  - id: no-sandbox
    deny: [{ ou: ${sandbox} }]
  - id: other-types
    resources: { types: [opt-out-list] }
    allow: []
`;

let account: Awaited<ReturnType<typeof ownerAccount>>;
let number: { readonly id: string; readonly arn: string };
beforeEach(async () => {
  account = await ownerAccount();
  number = await account.requestNumber();
});
afterEach(() => account.cloud.stop());

const explain = (resource: string, consumer: string, guardrails = GUARDRAILS) =>
  account.run(['explain', resource, consumer], guardrails);

async function share(...principals: readonly string[]): Promise<string> {
  const arn = await account.share('summer', [number.arn], principals);
  await account.advance(1);
  return arn;
}

describe('an account that is on a share', () => {
  it('is explained: the decision, the line of the file, the ways, and every guardrail', async () => {
    await share(OUTSIDER, ALLOWED);
    const { code, out } = await explain(number.arn, OUTSIDER);
    expect(code).toBe(EXIT.forbidden);
    expect(out).toBe(
      `forbidden: phone number ${number.id} for ${OUTSIDER}
  inside-only allows only the organization, service sns.amazonaws.com
  decided by inside-only, guardrails.yml:4
  Our numbers are for our own accounts.

How it has it now:
  share summer  pending  by name  forbidden  inside-only allows only the organization, service sns.amazonaws.com

What the guardrails that cover it say:
  inside-only  guardrails.yml:4  forbidden  inside-only allows only the organization, service sns.amazonaws.com
  no-sandbox   guardrails.yml:7  allowed    no-sandbox allows it`,
    );
  });

  it('reads only what is about the resource, and changes nothing', async () => {
    await account.senderId('OTHER');
    await share(ALLOWED, SANDBOX, OUTSIDER);
    const { calls } = await explain(number.arn, ALLOWED);
    expect(calls.map(({ operation }) => operation).toSorted()).toEqual([
      'DescribeAccount',
      'GetCallerIdentity',
      'GetResourcePolicies',
      'GetResourcePolicy',
      'GetResourceShareAssociations',
      'GetResourceShareAssociations',
      'GetResourceShares',
      'ListTables',
    ]);
  });
});

/** What `--json` says of the ways by which a consumer has the number. */
async function waysOf(consumer: string, guardrails = GUARDRAILS) {
  const { out, code } = await account.run(['explain', number.arn, consumer, '--json'], guardrails);
  const explained = JSON.parse(out);
  return { ...explained, code, paths: explained.paths };
}

describe('the ways by which a consumer has a resource', () => {
  it.each([
    ['through the organization', [ORGANIZATION], 'o-exampleorgid'],
    ['through an OU', [arnOf(campaigns)], campaigns],
  ])('are told: %s', async (_, principals, as) => {
    const arn = await share(...principals);
    expect((await waysOf(ALLOWED)).paths).toMatchObject([
      { path: { share: { arn, name: 'summer' } }, as: { id: as }, isOpen: 'yes', decision: 'allowed' },
    ]);
    expect((await explain(number.arn, ALLOWED)).out).toMatch(
      new RegExp(`share summer +active +as part of ${as} +allowed`),
    );
  });

  it('are none through an OU in which it is not', async () => {
    await share(arnOf(campaigns));
    const { code, paths } = await waysOf(SANDBOX);
    expect(paths).toEqual([]);
    expect(code).toBe(EXIT.forbidden);
  });

  it('are told of a denied account that an allowed organization brings in', async () => {
    await share(ORGANIZATION);
    expect(await waysOf(SANDBOX)).toMatchObject({
      code: EXIT.forbidden,
      guardrail: 'no-sandbox',
      paths: [{ as: { id: 'o-exampleorgid' }, decision: 'allowed' }],
    });
  });

  it('are statements of its policy, by their names', async () => {
    await account.putPolicy(
      number.arn,
      { Sid: 'Partner', Principal: { AWS: `arn:aws:iam::${OUTSIDER}:root` } },
      { Principal: '*' },
    );
    expect((await waysOf(OUTSIDER)).paths).toMatchObject([
      { path: { policy: { statement: 'Partner' } }, decision: 'forbidden' },
      { path: { policy: { statement: 'statement 2' } }, as: { id: '*' }, decision: 'forbidden' },
    ]);
  });

  it('are those of a service, and of the account that it acts for', async () => {
    const Condition = { StringEquals: { 'aws:SourceAccount': ALLOWED } };
    await account.putPolicy(number.arn, { Principal: { Service: 'sns.amazonaws.com' }, Condition });
    expect((await waysOf('sns.amazonaws.com')).paths).toMatchObject([{ decision: 'allowed' }]);
    const through = { through: 'sns.amazonaws.com', decision: 'allowed' };
    expect((await waysOf(ALLOWED)).paths).toMatchObject([through]);
  });

  it('are those of a service on a share, with the sources that it is read by', async () => {
    const arn = await share('sns.amazonaws.com');
    expect((await waysOf('sns.amazonaws.com')).paths).toMatchObject([{ path: { share: { arn } } }]);
    const { calls } = await explain(number.arn, 'sns.amazonaws.com');
    expect(calls.filter(({ operation }) => operation === 'GetResourceShareAssociations')).toHaveLength(3);
  });

  it('end while RAM takes them off, and what is said of them stays', async () => {
    const arn = await share(OUTSIDER);
    account.cloud.world.switches.associationSeconds = 60;
    await account.removeFromShare(arn, { principal: OUTSIDER });
    expect(await waysOf(OUTSIDER)).toMatchObject({
      code: EXIT.forbidden,
      paths: [{ state: 'ending', decision: 'ending', reason: 'RAM takes it off already' }],
    });
  });

  it('are uncertain where the directory refuses', async () => {
    await share(arnOf(campaigns));
    account.cloud.gateway.faults.add({ service: 'organizations', error: 'AccessDeniedException' });
    expect(await waysOf(ALLOWED)).toMatchObject({ code: EXIT.unknown, paths: [{ isOpen: 'unknown' }] });
    expect((await explain(number.arn, ALLOWED)).out).toMatch(/as part of ou-\S+, perhaps/);
  });
});

describe('a consumer without a grant', () => {
  it.each([
    ['an account inside', ALLOWED, EXIT.fine, 'allowed'],
    ['an account outside', OUTSIDER, EXIT.forbidden, 'forbidden'],
    ['a denied account', SANDBOX, EXIT.forbidden, 'forbidden'],
    ['an OU', campaigns, EXIT.fine, 'allowed'],
    ['a denied OU', sandbox, EXIT.forbidden, 'forbidden'],
    ['the organization, which holds denied accounts', 'o-exampleorgid', EXIT.fine, 'allowed'],
    ['a service', 'sns.amazonaws.com', EXIT.fine, 'allowed'],
    ['another service', 'pinpoint.amazonaws.com', EXIT.forbidden, 'forbidden'],
    ['everyone', '*', EXIT.forbidden, 'forbidden'],
  ])('is judged as if it were shared: %s', async (_, consumer, code, decision) => {
    const explained = await explain(number.arn, consumer);
    expect(explained.out).toMatch(new RegExp(`^${decision}: phone number`));
    expect(explained.out).toContain('It has no grant: this is what would be said if it were shared.');
    expect(explained.code).toBe(code);
  });

  it('is told of the denied accounts that it would bring in', async () => {
    expect((await explain(number.arn, 'o-exampleorgid')).out).toContain(
      `it holds ${SANDBOX}: no-sandbox denies`,
    );
  });

  it('is the owner', async () => {
    const { code, out } = await explain(number.arn, OWNER);
    expect(code).toBe(EXIT.fine);
    expect(out).toContain('it owns the resource');
  });
});

describe('what decides', () => {
  it('is a waiver, with its line', async () => {
    const guardrails = `${GUARDRAILS}waivers:
  - resource: ${number.arn}
    consumer: "${OUTSIDER}"
    until: 2026-12-31
    reason: partner campaign
    approvedBy: head of messaging
`;
    const { code, out } = await explain(number.arn, OUTSIDER, guardrails);
    expect(code).toBe(EXIT.fine);
    expect(out).toContain('waived until 2026-12-31 by head of messaging: partner campaign');
    expect(out).toContain('the waiver is at guardrails.yml:13');
  });

  it.each([
    ['policies: { everyone: forbid }\n', 'guardrails.yml:4'],
    ['', 'a default that guardrails.yml leaves as it is'],
  ])('is a setting, written as %j', async (settings, place) => {
    const file = `organization: o-exampleorgid\nmode: enforce\nguardrails: []\n${settings}`;
    expect((await explain(number.arn, '*', file)).out).toContain(`decided by policies.everyone, ${place}`);
  });

  it('is nothing where no guardrail covers it', async () => {
    const file = 'organization: o-exampleorgid\nmode: enforce\nguardrails: []\n';
    const { out } = await explain(number.arn, ALLOWED, file);
    expect(out).toContain('no guardrail covers it');
    expect(out.split('\n').at(-1)).toBe('No guardrail covers it.');
  });

  it('is a tag of the resource, which is read then', async () => {
    const file = GUARDRAILS.replace(
      '  - id: no-sandbox\n',
      '  - id: no-sandbox\n    resources: { tags: { environment: production } }\n',
    );
    expect((await waysOf(SANDBOX, file)).decision).toBe('allowed');
    await account.tag(number.arn, 'environment', 'production');
    expect((await waysOf(SANDBOX, file)).decision).toBe('forbidden');
  });
});

describe('a resource and a consumer', () => {
  it('go by an id or name that is the only one', async () => {
    const arn = await account.senderId('ACME');
    for (const name of [number.id, 'ACME', 'ACME/GB'])
      expect((await explain(name, ALLOWED)).code).toBe(EXIT.fine);
    await account.senderId('ACME', 'FR');
    const { code, err } = await explain('ACME', ALLOWED);
    expect(code).toBe(EXIT.badInput);
    expect(err).toContain(`ACME is the name of several resources: which of them?`);
    expect(err).toContain(arn);
  });

  it.each([
    ['a name that there is not', 'pool-0', ALLOWED, 'has no SMS resource pool-0'],
    ['an ARN that there is not', NUMBER, ALLOWED, `there is no ${NUMBER}`],
    ['something else', 'arn:aws:s3:::bucket', ALLOWED, 'is no phone number, pool, sender ID or opt-out list'],
    [
      'that of another account',
      NUMBER.replace(OWNER, ALLOWED),
      ALLOWED,
      `is not of account ${OWNER} in us-east-1: use credentials of its account`,
    ],
    ['no consumer', NUMBER, 'somebody', 'somebody is no consumer'],
  ])('are refused: %s', async (_, resource, consumer, told) => {
    const { code, out, err } = await explain(resource, consumer);
    expect(code).toBe(EXIT.badInput);
    expect(err).toContain(told);
    expect(out).toBe('');
  });
});
