import { AssociateResourceShareCommand, RAMClient } from '@aws-sdk/client-ram';
import { afterEach, describe, expect, it } from 'vitest';
import { EXAMPLE_UNITS } from '../../local/organizations/index.ts';
import { GUARDRAIL_DEFAULTS } from '../../src/core/guardrail.ts';
import { ALLOWED, OUTSIDER, SANDBOX } from '../support/builders.ts';
import { policyHands, toAccount } from '../support/policies.ts';
import { type ServiceInProcess, serviceInProcess } from '../support/service.ts';

let service: ServiceInProcess;
afterEach(() => service.stop());

const ORGANIZATION = 'arn:aws:organizations::123456789012:organization/o-exampleorgid';
const NO_SANDBOX = {
  guardrails: [
    { id: 'inside', allow: [{ organization: true }] },
    { id: 'no-sandbox', deny: [{ ou: EXAMPLE_UNITS.sandbox }] },
  ],
} as const;

async function aShareWith(...principals: readonly string[]) {
  const { id, arn: number } = await service.operator.requestNumber();
  const share = await service.operator.share('campaign', [number], principals);
  await service.advance(1);
  return { share, number, id };
}
const kinds = async (arn: string) =>
  (await service.findings(arn)).map(({ body, status }) => `${body.kind} ${status}`).sort();

describe('a denied account that is reached through the organization', () => {
  it('is told, and the organization stays', async () => {
    service = await serviceInProcess(NO_SANDBOX);
    const { share } = await aShareWith(ORGANIZATION);
    await service.lookAtShare(share);
    await service.rest();
    expect(await service.findings(share)).toMatchObject([
      { body: { kind: 'denied-through-group', principal: ORGANIZATION, verdicts: [{ consumer: SANDBOX }] } },
    ]);
    expect(Object.keys(await service.operator.principals(share))).toEqual([ORGANIZATION]);
    expect(service.told).toHaveLength(1);
  });

  it('takes the organization off where the file says so', async () => {
    service = await serviceInProcess({
      ...NO_SANDBOX,
      groups: { ...GUARDRAIL_DEFAULTS.groups, ouOrOrganization: 'remove' },
    });
    const { share } = await aShareWith(ORGANIZATION, ALLOWED);
    await service.lookAtShare(share);
    await service.rest();
    expect(await service.operator.principals(share)).toEqual({ [ALLOWED]: 'ASSOCIATED' });
    expect(await service.removals(share)).toMatchObject([{ principal: ORGANIZATION, status: 'done' }]);
  });

  it('is unknown, and told, when nobody says who is inside', async () => {
    service = await serviceInProcess({
      ...NO_SANDBOX,
      groups: { ...GUARDRAIL_DEFAULTS.groups, ouOrOrganization: 'remove' },
    });
    const { share } = await aShareWith(ORGANIZATION);
    const fault = { service: 'organizations', error: 'AccessDeniedException' };
    service.cloud.gateway.faults.add(fault);
    await service.lookAtShare(share);
    expect(await kinds(share)).toEqual(['undecided-consumer open']);
    expect(Object.keys(await service.operator.principals(share))).toEqual([ORGANIZATION]);
  });
});

describe('a share with resources of other services', () => {
  it('loses its SMS resources where the file says so, and keeps the consumer', async () => {
    service = await serviceInProcess({
      shares: { external: 'ignore', retainOnLeave: 'tell', mixedWithOtherServices: 'remove-sms' },
    });
    const { share, number } = await aShareWith(SANDBOX);
    const subnet = 'arn:aws:ec2:us-east-1:111122223333:subnet/subnet-0123456789abcdef0';
    await service.operator.addToShare(share, subnet);
    await service.advance(1);
    await service.lookAtShare(share);
    await service.rest();
    const held = (await service.ports.shares.read(share))?.resources.map(({ entity }) => entity);
    expect(held).toEqual([subnet]);
    expect(await service.removals(share)).toMatchObject([
      { status: 'done', act: { kind: 'share-resources', taken: [number] } },
    ]);
    expect(Object.keys(await service.operator.principals(share))).toEqual([SANDBOX]);
  });

  it('is left to people, and loses its consumer at once when it has them no more', async () => {
    service = await serviceInProcess();
    const { share } = await aShareWith(SANDBOX);
    const operation = 'DisassociateResourceShare';
    service.cloud.gateway.faults.add({
      service: 'ram',
      operation,
      error: 'InvalidStateTransitionException',
      times: 1,
    });
    await service.lookAtShare(share);
    const subnet = 'arn:aws:ec2:us-east-1:111122223333:subnet/subnet-0123456789abcdef0';
    await service.operator.addToShare(share, subnet);
    await service.advance(1);
    await service.lookAtShare(share);
    expect(await service.removals(share)).toMatchObject([{ status: 'refused' }]);
    await service.operator.removeFromShare(share, { resource: subnet });
    await service.advance(1);
    await service.lookAtShare(share);
    await service.rest();
    expect(await service.operator.principals(share)).toEqual({});
    expect(await service.removals(share)).toMatchObject([{ status: 'done' }]);
  });
});

describe('a pool whose members are to be shared with it', () => {
  const SHARING = { pools: { members: 'share', optOutList: 'ignore' } } as const;

  it('has the missing number put on its share, on record', async () => {
    service = await serviceInProcess(SHARING);
    const { id, arn: number } = await service.operator.requestNumber();
    const pool = await service.operator.createPool(id);
    const share = await service.operator.share('pool', [pool.arn], [ALLOWED]);
    await service.advance(1);
    await service.lookAtShare(share);
    await service.rest();
    expect(await service.removals(share)).toMatchObject([
      { status: 'done', act: { kind: 'share-member', member: number } },
    ]);
    expect(await kinds(pool.arn)).toEqual(['uncovered-pool resolved']);
    const [opened] = service.told;
    expect(opened?.finding.body).toMatchObject({ added: [{ share, member: number }] });
  });

  it('is left as it is where a consumer of the share is not allowed the member', async () => {
    service = await serviceInProcess({
      ...SHARING,
      guardrails: [
        { id: 'pools', resources: { types: ['pool'] }, allow: [{ account: ALLOWED }] },
        { id: 'numbers', resources: { types: ['phone-number'] }, allow: [] },
      ],
    });
    const { id } = await service.operator.requestNumber();
    const pool = await service.operator.createPool(id);
    const share = await service.operator.share('pool', [pool.arn], [ALLOWED]);
    await service.advance(1);
    await service.lookAtShare(share);
    await service.rest();
    expect(await service.removals(share)).toEqual([]);
    expect(await kinds(pool.arn)).toEqual(['uncovered-pool open']);
  });

  it('waits for its budget only while everybody on the share may have the number', async () => {
    service = await serviceInProcess({
      ...SHARING,
      guardrails: [
        { id: 'pools', resources: { types: ['pool'] }, allow: [{ account: ALLOWED }, { account: SANDBOX }] },
        { id: 'numbers', resources: { types: ['phone-number'] }, allow: [{ account: ALLOWED }] },
      ],
      limits: { removalsPerHour: 1, readdsBeforeStop: 3 },
    });
    const { id, arn: number } = await service.operator.requestNumber();
    const pool = await service.operator.createPool(id);
    const share = await service.operator.share('pool', [pool.arn], [ALLOWED, OUTSIDER]);
    await service.advance(1);
    await service.lookAtShare(share);
    const addition = async () =>
      (await service.removals(share)).find(({ act }) => act.kind === 'share-member');
    expect(await addition()).toMatchObject({ status: 'waiting', steps: [{}, { budget: expect.anything() }] });
    await new RAMClient(service.client).send(
      new AssociateResourceShareCommand({ resourceShareArn: share, principals: [SANDBOX] }),
    );
    await service.advance(1);
    await service.lookAtShare(share);
    expect(await addition()).toMatchObject({ status: 'refused' });
    await service.rest(); // nobody keeps asking for further looks
    await service.operator.removeFromShare(share, { principal: SANDBOX });
    await service.advance(3600);
    await service.lookAtShare(share);
    await service.rest();
    expect(await addition()).toMatchObject({ status: 'done', act: { member: number } });
  });
});

describe('a pool whose number is shared by its policy', () => {
  it('is covered', async () => {
    service = await serviceInProcess();
    const { id, arn: number } = await service.operator.requestNumber();
    const pool = await service.operator.createPool(id);
    const share = await service.operator.share('pool', [pool.arn], [ALLOWED]);
    await service.advance(1);
    await service.lookAtShare(share);
    expect(await kinds(pool.arn)).toEqual(['uncovered-pool open']);
    await policyHands(service).put(number, toAccount(ALLOWED));
    await service.lookAtPolicy(number);
    expect(await kinds(pool.arn)).toEqual(['uncovered-pool resolved']);
  });
});

describe('a guardrail that goes by tags', () => {
  it('covers a number from the moment that it is tagged so', async () => {
    const production = { id: 'production', resources: { tags: { environment: 'production' } }, allow: [] };
    service = await serviceInProcess({ guardrails: [production] });
    const { share, number } = await aShareWith(ALLOWED);
    await service.lookAtShare(share);
    expect(await service.findings(share)).toEqual([]);
    await policyHands(service).tag(number, 'environment', 'production');
    await service.lookAtPolicy(number);
    await service.rest();
    expect(await service.operator.principals(share)).toEqual({});
  });
});

describe('an account that is suspended', () => {
  it('is taken off when no guardrail allows it', async () => {
    service = await serviceInProcess({ guardrails: [] });
    const { share } = await aShareWith(SANDBOX, ALLOWED);
    await service.lookAtShare(share);
    expect(await service.findings(share)).toEqual([]);
    service.cloud.world.peers.organizations.setState(SANDBOX, 'SUSPENDED');
    await service.lookAtShare(share);
    await service.rest();
    expect(await service.operator.principals(share)).toEqual({ [ALLOWED]: 'ASSOCIATED' });
  });
});

describe('a service on a share, when other tags have the share looked at', () => {
  it('still has its foreign source on record', async () => {
    service = await serviceInProcess({
      guardrails: [
        { id: 'ours', resources: { tags: { team: '*' } }, allow: [{ account: ALLOWED }] },
        { id: 'services', allow: [{ service: 'sns.amazonaws.com' }] },
      ],
      mode: 'observe',
    });
    const { share, number } = await aShareWith('sns.amazonaws.com');
    await new RAMClient(service.client).send(
      new AssociateResourceShareCommand({ resourceShareArn: share, sources: [OUTSIDER] }),
    );
    await service.advance(1);
    await service.lookAtShare(share);
    const open = async () =>
      (await service.findings(share)).filter(({ status }) => status === 'open').map(({ id }) => id);
    const before = await open();
    expect(before.some((id) => id.includes(OUTSIDER))).toBe(true);
    await policyHands(service).tag(number, 'other', 'x');
    await service.lookAtPolicy(number);
    expect(await open()).toEqual(before);
  });
});

describe('a share with an OU of which only the place plays a part', () => {
  it('has no accounts listed', async () => {
    service = await serviceInProcess({
      guardrails: [{ id: 'campaigns', allow: [{ ou: EXAMPLE_UNITS.campaigns }] }],
    });
    const ou = `arn:aws:organizations::123456789012:ou/o-exampleorgid/${EXAMPLE_UNITS.sandbox}`;
    const { share } = await aShareWith(ou);
    service.calls('organizations');
    await service.lookAtShare(share);
    expect(service.calls('organizations')).toEqual(['DescribeOrganizationalUnit']);
    await service.rest();
    expect(await service.operator.principals(share)).toEqual({});
  });
});
