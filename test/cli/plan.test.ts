import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXAMPLE_UNITS } from '../../local/organizations/index.ts';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { ALLOWED, MANAGEMENT, OUTSIDER, OWNER, SANDBOX } from '../support/builders.ts';
import { ownerAccount } from '../support/owner-account.ts';
import type { World } from './running.ts';

const OU = (id: string) => `arn:aws:organizations::${MANAGEMENT}:ou/o-exampleorgid/${id}`;
const ORGANIZATION = `arn:aws:organizations::${MANAGEMENT}:organization/o-exampleorgid`;
const GUARDRAILS = `
organization: o-exampleorgid
mode: enforce
guardrails:
  - id: inside-only
    allow: [{ organization: true }, { service: sns.amazonaws.com }]
  - id: no-sandbox
    deny: [{ ou: ${EXAMPLE_UNITS.sandbox} }]
`;

interface PlanRow {
  readonly action: string;
  readonly found: string;
  readonly resource?: string;
  readonly consumer?: string;
  readonly consumers?: readonly string[];
  readonly path: object;
  readonly state?: string;
  readonly decision?: string;
  readonly guardrail?: string;
  readonly reason: string;
}

let account: Awaited<ReturnType<typeof ownerAccount>>;
beforeEach(async () => {
  account = await ownerAccount();
});
afterEach(() => account.cloud.stop());

const plan = (args: readonly string[] = [], guardrails = GUARDRAILS, world: World = {}) =>
  account.run(['plan', ...args], guardrails, world);

/** The rows that are not kept. */
async function found(guardrails = GUARDRAILS): Promise<readonly PlanRow[]> {
  const rows: readonly PlanRow[] = JSON.parse((await plan(['--json'], guardrails)).out).rows;
  return rows.filter(({ action }) => action !== 'keep');
}

async function aShareOf(...principals: readonly string[]) {
  const number = await account.requestNumber();
  const share = await account.share('summer', [number.arn], principals);
  await account.advance(1);
  return { number, share };
}

describe('an account with nothing but its own opt-out list', () => {
  it('has nothing to do', async () => {
    const { code, out, err } = await plan();
    expect(code).toBe(EXIT.fine);
    expect(out).toBe('0 to change, 0 to tell, 0 to keep');
    expect(err).toContain(`Account ${OWNER} in us-east-1 has 1 opt-out list.`);
  });
});

describe('a share with consumers of all sorts', () => {
  it('is told to people: what goes, how, and why', async () => {
    const { number } = await aShareOf(OUTSIDER, ALLOWED, SANDBOX);
    const { code, out } = await plan();
    expect(code).toBe(EXIT.forbidden);
    expect(out.split('\n')).toEqual([
      'Would be changed:',
      `remove  phone number ${number.id}  ${SANDBOX}  share summer            no-sandbox denies OU ${EXAMPLE_UNITS.sandbox}`,
      `remove  phone number ${number.id}  ${OUTSIDER}  share summer (pending)  inside-only allows only the organization, service sns.amazonaws.com`,
      '',
      '2 to change, 0 to tell, 1 to keep (--all lists what is kept)',
    ]);
  });

  it('changes nothing of it', async () => {
    const { share } = await aShareOf(OUTSIDER, ALLOWED);
    const before = await account.principals(share);
    const { calls } = await plan();
    expect(calls.filter(({ operation }) => !/^(Get|List|Describe)/.test(operation))).toEqual([]);
    expect(await account.principals(share)).toEqual(before);
  });

  it('is listed with what is kept by --all', async () => {
    await aShareOf(ALLOWED);
    const { code, out } = await plan(['--all']);
    expect(code).toBe(EXIT.fine);
    expect(out).toMatch(
      /^Would be kept:\nkeep .* 444455556666 .* every guardrail that covers it allows it\n/,
    );
  });

  it('is all for programs by --json', async () => {
    const { number, share } = await aShareOf(OUTSIDER, ALLOWED);
    const { out, err } = await plan(['--json']);
    const { rows, ...others } = JSON.parse(out);
    expect(others).toEqual({
      account: OWNER,
      region: 'us-east-1',
      readAt: '2026-11-02T09:00:01.000Z',
      mode: 'enforce',
      counts: { change: 1, tell: 0, keep: 1, forbidden: 1, unknown: 0 },
    });
    expect(rows).toHaveLength(2);
    expect(rows).toContainEqual({
      action: 'remove',
      found: 'forbidden-consumer',
      resource: number.arn,
      consumer: OUTSIDER,
      path: { share: { arn: share, name: 'summer' } },
      state: 'pending',
      decision: 'forbidden',
      guardrail: 'inside-only',
      reason: 'inside-only allows only the organization, service sns.amazonaws.com',
    });
    expect(err).toBe('');
  });

  it('is only told where the guardrails observe', async () => {
    await aShareOf(OUTSIDER);
    expect(await found(GUARDRAILS.replace('enforce', 'observe'))).toMatchObject([
      { action: 'tell', found: 'forbidden-consumer', reason: expect.stringMatching(/; only observed$/) },
    ]);
  });

  it('holds nothing that RAM takes off already', async () => {
    const { share } = await aShareOf(OUTSIDER);
    account.cloud.world.switches.associationSeconds = 60;
    await account.removeFromShare(share, { principal: OUTSIDER });
    const { out } = await plan(['--all']);
    expect(out).toMatch(/keep .*share summer \(ending\) +RAM takes it off already/);
  });
});

describe('a consumer that is forbidden one of two resources on a share', () => {
  const BY_TAG = GUARDRAILS.replace(
    '  - id: no-sandbox\n',
    '  - id: no-sandbox\n    resources: { tags: { environment: production } }\n',
  );

  it('loses both, and its other shares stay', async () => {
    const [one, other] = [await account.senderId('ONE'), await account.senderId('OTHER')];
    await account.tag(one, 'environment', 'production');
    await account.share('both', [one, other], [SANDBOX]);
    await account.share('harmless', [other], [SANDBOX]);
    await account.advance(1);
    const rows = await found(BY_TAG);
    expect(rows.map(({ action, resource, decision }) => [action, resource, decision])).toEqual([
      ['remove', one, 'forbidden'],
      ['remove', other, 'allowed'],
    ]);
    expect(rows[1]?.reason).toBe(`goes with the rest: no-sandbox denies OU ${EXAMPLE_UNITS.sandbox}`);
  });
});

describe('a resource policy', () => {
  it('is rewritten without whom it must not name; what RAM wrote into it is the matter of the share', async () => {
    const { number } = await aShareOf(ALLOWED);
    const root = { AWS: `arn:aws:iam::${OUTSIDER}:root` };
    await account.putPolicy(number.arn, { Sid: 'Partner', Principal: root });
    expect(await found()).toMatchObject([
      {
        action: 'rewrite-policy',
        resource: number.arn,
        consumer: OUTSIDER,
        path: { policy: { resource: number.arn, statement: 'Partner' } },
        decision: 'forbidden',
      },
    ]);
  });

  it('is judged once, whatever shares RAM makes from it', async () => {
    account.cloud.world.switches.policyPutCreatesShare = true;
    const number = await account.requestNumber();
    await account.putPolicy(number.arn, { Principal: { AWS: `arn:aws:iam::${OUTSIDER}:root` } });
    await account.advance(1);
    expect(await found()).toMatchObject([{ action: 'rewrite-policy' }]);
  });

  it.each([
    ['forbid', { action: 'bind-source', decision: 'forbidden' }],
    ['tell', { action: 'tell', decision: 'allowed' }],
  ])('gets a source for a service that acts for anybody, where that is to %s', async (response, row) => {
    const number = await account.requestNumber();
    await account.putPolicy(number.arn, { Principal: { Service: 'sns.amazonaws.com' } });
    const guardrails = `${GUARDRAILS}policies: { serviceWithoutSource: ${response} }\n`;
    expect(await found(guardrails)).toMatchObject([
      {
        ...row,
        found: 'unbound-service',
        consumer: 'sns.amazonaws.com',
        guardrail: 'policies.serviceWithoutSource',
      },
    ]);
  });
});

describe('an OU that holds a denied account', () => {
  it('is told, and is taken off where the guardrail file says so', async () => {
    await aShareOf(ORGANIZATION);
    const [row] = await found();
    expect(row).toMatchObject({ action: 'tell', found: 'denied-through-group', decision: 'allowed' });
    expect(row?.reason).toBe(`it holds ${SANDBOX}: no-sandbox denies OU ${EXAMPLE_UNITS.sandbox}`);
    expect(await found(`${GUARDRAILS}groups: { ouOrOrganization: remove }\n`)).toMatchObject([
      { action: 'remove', decision: 'forbidden' },
    ]);
  });

  it('is asked for by one listing, however many ask', async () => {
    await aShareOf(ORGANIZATION, OU(EXAMPLE_UNITS.campaigns));
    const { calls } = await plan();
    const listings = calls.filter(({ operation }) => operation === 'ListAccounts');
    expect(listings).toHaveLength(1);
  });
});

describe('a pool that is shared without its number', () => {
  const given = async () => {
    const number = await account.requestNumber();
    const pool = await account.createPool(number.id);
    const share = await account.share('summer', [pool.arn], [ALLOWED, SANDBOX]);
    await account.advance(1);
    return { number, pool, share };
  };

  it('is told, with those who lack it', async () => {
    const { number, pool } = await given();
    expect(await found()).toMatchObject([
      { action: 'remove', consumer: SANDBOX },
      {
        action: 'tell',
        found: 'uncovered-pool',
        resource: number.arn,
        consumers: [ALLOWED],
        path: { pool: pool.arn },
        guardrail: 'pools.members',
      },
    ]);
  });

  it('gets it on its share, where all on the share may have it', async () => {
    const { number, share } = await given();
    const SHARES_MEMBERS = `${GUARDRAILS}pools: { members: share }\n`;
    expect((await found(SHARES_MEMBERS)).map(({ action }) => action)).toEqual(['remove', 'tell']);
    await account.removeFromShare(share, { principal: SANDBOX });
    await account.advance(1);
    expect(await found(SHARES_MEMBERS)).toMatchObject([
      { action: 'add-member', resource: number.arn, path: { share: { arn: share } } },
    ]);
  });
});

describe('a share that is open to others', () => {
  it('is told, and a violation where the guardrail file says so', async () => {
    await aShareOf(ALLOWED);
    const guardrails = (response: string) => `${GUARDRAILS}shares: { external: ${response} }\n`;
    const { code, out } = await plan([], guardrails('tell'));
    expect(code).toBe(EXIT.fine);
    expect(out).toMatch(/tell +share summer +principals outside/);
    expect((await plan([], guardrails('forbid'))).code).toBe(EXIT.forbidden);
    expect((await plan([], guardrails('ignore'))).out).toMatch(/^0 to change, 0 to tell/);
  });
});

describe('what a plan ends with', () => {
  it.each([
    ['a forbidden consumer', [OUTSIDER], [], EXIT.forbidden],
    ['one that does not matter', [OUTSIDER], ['--fail-on', 'never'], EXIT.fine],
    ['something to tell', [ORGANIZATION], [], EXIT.fine],
    ['something to tell that matters', [ORGANIZATION], ['--fail-on', 'tell'], EXIT.forbidden],
    ['nothing wrong', [ALLOWED], ['--fail-on', 'tell'], EXIT.fine],
  ] as const)('with %s', async (_, principals, args, code) => {
    await aShareOf(...principals);
    expect((await plan(args)).code).toBe(code);
  });

  it('refuses what --fail-on does not take', async () => {
    expect((await plan(['--fail-on', 'sometimes'])).code).toBe(EXIT.badInput);
  });
});

describe('a directory that refuses', () => {
  it('leaves unknown what it would have to say', async () => {
    await aShareOf(ALLOWED);
    const error = 'AccessDeniedException';
    account.cloud.gateway.faults.add({ service: 'organizations', error });
    const { code, out } = await plan();
    expect(code).toBe(EXIT.unknown);
    expect(out).toMatch(/tell .*444455556666 .*AccessDeniedException/);
    expect((await plan(['--allow-unknown'])).code).toBe(EXIT.fine);
  });
});

describe('a read that fails', () => {
  it.each([
    ['sms-voice', 'GetResourcePolicy', 'AccessDeniedException', 'GetResourcePolicy of Pinpoint SMS Voice V2'],
    ['ram', 'GetResourceShares', 'UnknownResourceException', 'GetResourceShares of RAM'],
    ['sts', 'GetCallerIdentity', 'AccessDenied', 'GetCallerIdentity of STS'],
  ])('is told with the call: %s %s', async (service, operation, error, told) => {
    await aShareOf(ALLOWED);
    account.cloud.gateway.faults.add({ service, operation, error });
    const { code, out, err } = await plan(['--quiet']);
    expect(code).toBe(EXIT.unknown);
    expect(out).toBe('');
    expect(err).toMatch(new RegExp(`^${told} failed: ${error}`));
  });

  it('is the last one: nothing else is asked, nor told', async () => {
    for (let n = 0; n < 20; n++) await account.senderId(`S${n}`);
    const error = 'AccessDeniedException';
    account.cloud.gateway.faults.add({ service: 'sms-voice', operation: 'GetResourcePolicy', error });
    const lines: string[] = [];
    await plan([], GUARDRAILS, { rewrite: (line) => lines.push(line) });
    const before = account.cloud.calls.entries().length;
    await account.advance(60);
    expect(account.cloud.calls.entries()).toHaveLength(before);
    expect(lines.at(-1)).toBe('');
  });

  it('is repeated after a pause when others use the rate up', async () => {
    await aShareOf(ALLOWED);
    const error = 'ThrottlingException';
    account.cloud.gateway.faults.add({
      service: 'sms-voice',
      operation: 'GetResourcePolicy',
      error,
      times: 3,
    });
    const { code, calls, seconds } = await plan();
    expect(code).toBe(EXIT.fine);
    expect(calls.filter(({ operation }) => operation === 'GetResourcePolicy')).toHaveLength(5);
    expect(seconds).toBeGreaterThan(4);
  });

  it('is told when the rate is used up for good', async () => {
    const error = 'ThrottlingException';
    account.cloud.gateway.faults.add({ service: 'sms-voice', operation: 'DescribePools', error });
    const { code, err, calls } = await plan();
    expect(code).toBe(EXIT.unknown);
    expect(calls.filter(({ operation }) => operation === 'DescribePools')).toHaveLength(8);
    expect(err).toContain('DescribePools was refused 8 times in a row as one call too many');
  });
});

describe('credentials that may not look for a table', () => {
  it('are told that waivers are not counted, and the plan is made', async () => {
    account.cloud.gateway.faults.add({
      service: 'dynamodb',
      operation: 'ListTables',
      error: 'AccessDeniedException',
    });
    const { code, out, err } = await plan();
    expect(code).toBe(EXIT.fine);
    expect(out).toBe('0 to change, 0 to tell, 0 to keep');
    expect(err).toMatch(
      /^Waivers that were granted are not counted: ListTables of DynamoDB failed: AccessDenied/,
    );
  });

  it('have to read the one that they name', async () => {
    const { code, err } = await plan(['--table', 'sharewarden-prod-Table-ABC']);
    expect(code).toBe(EXIT.unknown);
    expect(err).toContain('Query of DynamoDB failed: ResourceNotFoundException');
  });
});

describe('a Region that nobody names', () => {
  it('is asked for', async () => {
    const aws = {
      requestHandler: account.cloud.requestHandler,
      region: async () => Promise.reject(new Error('Region is missing')),
    };
    const { code, err } = await plan([], GUARDRAILS, { aws });
    expect(code).toBe(EXIT.badInput);
    expect(err).toBe('no AWS Region is set: --region or AWS_REGION names it');
  });

  it.each([
    ['--region', ['--region', 'eu-west-1'], {}],
    ['AWS_REGION', [], { AWS_REGION: 'eu-west-1' }],
    ['AWS_DEFAULT_REGION', [], { AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-west-1' }],
  ])('is that of %s', async (_, args, env) => {
    const { err } = await plan(args, GUARDRAILS, { env });
    expect(err).toContain(`Account ${OWNER} in eu-west-1`);
  });
});

describe('lists that begin with an empty page', () => {
  it('are read on', async () => {
    await aShareOf(OUTSIDER, ALLOWED);
    account.cloud.world.switches.emptyPages = true;
    expect((await plan()).out).toMatch(/^1 to change, 0 to tell, 1 to keep/m);
  });
});

describe('how far it is', () => {
  const many = async () => {
    for (let n = 0; n < 9; n++) await account.senderId(`S${n}`);
  };

  it('is one line that changes on a terminal, and goes away', async () => {
    await many();
    const lines: string[] = [];
    const { err } = await plan([], GUARDRAILS, { rewrite: (line) => lines.push(line) });
    expect(err.split('\n')).toHaveLength(2);
    expect(lines).toHaveLength(11);
    expect(lines[0]).toBe('about 9 seconds left');
    expect(lines.at(-1)).toBe('');
  });

  it('is no word with --quiet', async () => {
    await many();
    const lines: string[] = [];
    const { err } = await plan(['--quiet'], GUARDRAILS, { rewrite: (line) => lines.push(line) });
    expect([err, lines]).toEqual(['', []]);
  });

  it('is no word where it takes a moment only', async () => {
    await account.senderId('ONE');
    expect((await plan()).err.split('\n')).toHaveLength(2);
  });
});
