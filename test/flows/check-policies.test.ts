import { afterEach, describe, expect, it } from 'vitest';
import type { Guardrails } from '../../src/core/guardrail.ts';
import { checkPolicies } from '../../src/flows/check-policies.ts';
import { ALLOWED, OUTSIDER, SANDBOX, someGuardrails } from '../support/builders.ts';
import { policyHands, toAccount, toEveryone, toService } from '../support/policies.ts';
import { type ServiceInProcess, serviceInProcess } from '../support/service.ts';

let service: ServiceInProcess;
afterEach(() => service.stop());

const SNS = 'sns.amazonaws.com';
const SNS_MAY = { guardrails: [{ id: 'ours', allow: [{ account: ALLOWED }, { service: SNS }] }] } as const;

/** A number of the owner, and the hands for its policy. */
async function aNumber(file: Partial<Guardrails> = SNS_MAY) {
  service = await serviceInProcess(file);
  const { arn } = await service.operator.requestNumber();
  await service.advance(1);
  return { arn, ...policyHands(service) };
}

const MUTATING = /^(Create|Update|Delete|Associate|Disassociate|Put|Tag|Untag)/;
const mutatingCalls = () => [...service.calls('sms-voice')].filter((operation) => MUTATING.test(operation));

describe('a policy that names an outsider beside others', () => {
  it('loses the outsider and nothing else, by one write, told once', async () => {
    const { arn, put, statements } = await aNumber();
    const both = { AWS: [`arn:aws:iam::${OUTSIDER}:root`, ALLOWED] };
    const before = await put(
      arn,
      toService(SNS),
      toAccount(ALLOWED, { Sid: 'Ours' }),
      toAccount(OUTSIDER, { Principal: both }),
    );
    service.calls('sms-voice');
    const { shares } = await service.lookAtPolicy(arn);

    expect(shares).toMatchObject([{ arn, forbidden: [OUTSIDER], requested: [OUTSIDER] }]);
    expect(mutatingCalls()).toEqual(['PutResourcePolicy']);
    expect(await statements(arn)).toEqual([
      toService(SNS),
      toAccount(ALLOWED, { Sid: 'Ours' }),
      toAccount(OUTSIDER, { Principal: { AWS: [ALLOWED] } }),
    ]);
    await service.rest();
    expect(await service.removals(arn)).toMatchObject([
      { status: 'done', act: { kind: 'policy-principal', before }, policy: { statements: ['statement 3'] } },
    ]);
    expect(await service.findings(arn)).toMatchObject([{ status: 'resolved', resolution: 'removed' }]);
    expect(service.told.map(({ news }) => news.change)).toEqual(['opened']);
  });

  it('has the removal on record, with the document before, when the write is made', async () => {
    const { arn, put } = await aNumber();
    const before = await put(arn, toAccount(OUTSIDER));
    let onRecord: unknown;
    const enforcer = {
      ...service.ports.enforcer,
      putPolicy: async () => {
        onRecord = (await service.removals(arn)).map(({ status, act }) => [status, act]);
        throw new Error('the process dies here');
      },
    };
    await expect(service.lookAtPolicyWith({ enforcer }, arn)).rejects.toThrow('dies here');
    expect(onRecord).toEqual([['planned', { kind: 'policy-principal', before }]]);
  });

  it('is enforced however long the name is that a condition gives the outsider', async () => {
    const { arn, put, statements } = await aNumber();
    const role = `arn:aws:iam::${OUTSIDER}:role/${'deep/'.repeat(200)}sender`;
    await put(
      arn,
      toAccount(ALLOWED),
      toEveryone({ Condition: { StringEquals: { 'aws:PrincipalArn': role } } }),
    );
    await service.lookAtPolicy(arn);
    await service.rest();
    expect(await statements(arn)).toEqual([toAccount(ALLOWED)]);
    expect(await service.removals(arn)).toMatchObject([{ status: 'done' }]);
    expect(await service.findings(arn)).toMatchObject([{ status: 'resolved', resolution: 'removed' }]);
  });

  it('names who put it there', async () => {
    const { arn, put } = await aNumber();
    await put(arn, toAccount(OUTSIDER));
    const change = {
      arn: 'arn:aws:iam::111122223333:user/ann',
      eventName: 'PutResourcePolicy',
      eventId: '1',
    };
    await service.lookAtPolicy(arn, [{ ...change, added: [arn], removed: [] }]);
    expect(await service.findings(arn)).toMatchObject([{ actor: { arn: change.arn } }]);
  });

  it('is not touched when everything only observes', async () => {
    const { arn, put, statements } = await aNumber({ ...SNS_MAY, mode: 'observe' });
    await put(arn, toAccount(OUTSIDER), toEveryone(), toService(SNS, 'none'));
    service.calls('sms-voice');
    await service.lookAtPolicy(arn);
    await service.rest();
    expect(mutatingCalls()).toEqual([]);
    expect(await statements(arn)).toHaveLength(3);
    expect(await service.removals(arn)).toEqual([]);
    expect(service.told).toHaveLength(3);
  });
});

describe('several policies', () => {
  it('are all looked at, though one can not be read', async () => {
    const { arn, put, statements } = await aNumber();
    const { arn: other } = await service.operator.requestNumber();
    for (const each of [arn, other]) await put(each, toAccount(OUTSIDER));
    const { faults } = service.cloud.gateway;
    faults.add({
      service: 'sms-voice',
      operation: 'GetResourcePolicy',
      error: 'AccessDeniedException',
      times: 1,
    });
    const check = { resources: [arn, other], changes: [], isRecheck: false };
    await expect(checkPolicies(check, service.ports, someGuardrails(SNS_MAY))).rejects.toThrow(
      'not authorized',
    );
    expect([await statements(arn), await statements(other)]).toMatchObject([
      [toAccount(OUTSIDER)],
      undefined,
    ]);
  });
});

describe('a policy of what RAM does not know', () => {
  it('is judged: RAM has written nothing there', async () => {
    const { arn, put, statements } = await aNumber();
    await put(arn, toAccount(OUTSIDER));
    const { faults } = service.cloud.gateway;
    faults.add({ service: 'ram', operation: 'GetResourcePolicies', error: 'ResourceArnNotFoundException' });
    await service.lookAtPolicy(arn);
    expect(await statements(arn)).toBeUndefined();
  });
});

describe('a policy that is nothing but forbidden', () => {
  it.each([
    ['an outsider', toAccount(OUTSIDER)],
    ['everyone', toEveryone()],
    ['a role of an outsider', toAccount('', { Principal: { AWS: `arn:aws:iam::${OUTSIDER}:role/Sender` } })],
  ])('is deleted: %s', async (_, statement) => {
    const { arn, put, statements } = await aNumber();
    await put(arn, statement);
    service.calls('sms-voice');
    await service.lookAtPolicy(arn);
    expect(mutatingCalls()).toEqual(['DeleteResourcePolicy']);
    expect(await statements(arn)).toBeUndefined();
    await service.rest();
    expect(await service.removals(arn)).toMatchObject([{ status: 'done' }]);
  });
});

describe('a service in a policy', () => {
  it('that acts for anybody is bound to the owner', async () => {
    const { arn, put, statements } = await aNumber();
    await put(arn, toService(SNS, 'none'), toAccount(ALLOWED));
    await service.lookAtPolicy(arn);
    expect(await statements(arn)).toEqual([toService(SNS), toAccount(ALLOWED)]);
    await service.rest();
    expect(await service.removals(arn)).toMatchObject([{ status: 'done', act: { kind: 'policy-source' } }]);
    expect(await service.findings(arn)).toMatchObject([{ status: 'resolved' }]);
  });

  it('that acts for an outsider acts for them no longer', async () => {
    const { arn, put, statements } = await aNumber();
    const sources = (...accounts: readonly string[]) => ({ StringEquals: { 'aws:SourceAccount': accounts } });
    await put(arn, toService(SNS, sources('111122223333', OUTSIDER)));
    await service.lookAtPolicy(arn);
    expect(await statements(arn)).toEqual([toService(SNS, sources('111122223333'))]);
  });

  it('that is not allowed leaves', async () => {
    const { arn, put, statements } = await aNumber();
    await put(arn, toService('pinpoint.amazonaws.com', 'none'), toService(SNS));
    await service.lookAtPolicy(arn);
    expect(await statements(arn)).toEqual([toService(SNS)]);
  });
});

describe('a policy that somebody changes at the same time', () => {
  it('is not overwritten, and looked at anew', async () => {
    const { arn, put, statements } = await aNumber();
    await put(arn, toAccount(OUTSIDER));
    const { policies } = service.ports;
    let reads = 0;
    const edited = {
      read: async (resource: string) => {
        reads += 1;
        if (reads === 2) await put(arn, toAccount(OUTSIDER), toAccount(ALLOWED, { Sid: 'New' }));
        return policies.read(resource);
      },
    };
    const { shares } = await service.lookAtPolicyWith({ policies: edited }, arn);
    expect(shares).toMatchObject([{ waiting: [OUTSIDER] }]);
    expect(await statements(arn)).toHaveLength(2);
    await service.rest();
    expect(await statements(arn)).toEqual([toAccount(ALLOWED, { Sid: 'New' })]);
    const [removal] = await service.removals(arn);
    expect(removal?.status).toBe('done');
    expect(JSON.stringify(removal?.act), 'the document as it was when it was written').toContain('New');
  });
});

describe('a policy that depends on what nobody can prove', () => {
  it('is told and left alone', async () => {
    const { arn, put, statements } = await aNumber();
    await put(arn, toEveryone({ Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } }));
    await service.lookAtPolicy(arn);
    await service.rest();
    expect(await service.findings(arn)).toMatchObject([
      { status: 'open', body: { kind: 'undecided-consumer' } },
    ]);
    expect(await statements(arn)).toHaveLength(1);
    expect(service.told).toHaveLength(1);
  });

  it('is told when it can not be read at all', async () => {
    const { arn } = await aNumber();
    const read = async (resource: string) => ({
      resource,
      document: '{"Statement": 7}',
      ramDocuments: [],
      readAt: '2026-11-02T10:00:00.000Z',
    });
    await service.lookAtPolicyWith({ policies: { read } }, arn);
    expect(await service.findings(arn)).toMatchObject([{ body: { kind: 'unreadable-policy' } }]);
  });

  it('makes a failed read an error', async () => {
    const { arn } = await aNumber();
    service.cloud.gateway.faults.add({
      service: 'sms-voice',
      operation: 'GetResourcePolicy',
      error: 'InternalServerException',
    });
    await expect(service.lookAtPolicy(arn)).rejects.toThrow();
    expect(await service.findings(arn)).toEqual([]);
  }, 60_000);
});

describe('what RAM wrote for a share', () => {
  it('is no second grant, and survives a rewrite', async () => {
    const { arn, put, statements } = await aNumber();
    const share = await service.operator.share('campaign', [arn], [ALLOWED]);
    await service.advance(1);
    await put(arn, toAccount(OUTSIDER));
    await service.lookAtPolicy(arn);
    await service.rest();
    expect(await service.findings(arn)).toMatchObject([{ status: 'resolved' }]);
    expect(await service.operator.principals(share)).toEqual({ [ALLOWED]: 'ASSOCIATED' });
    expect(JSON.stringify(await statements(arn))).toContain(ALLOWED);
  });

  describe('and withdrew while we were writing', () => {
    /** What happens after our write, with which what RAM took out meanwhile is in the policy again. */
    async function aCrossedWrite(after: () => Promise<void>) {
      const number = await aNumber();
      await number.put(number.arn, toAccount(OUTSIDER));
      const share = await service.operator.share('campaign', [number.arn], [ALLOWED]);
      await service.advance(1);
      const { enforcer } = service.ports;
      const crossing: typeof enforcer = {
        ...enforcer,
        async putPolicy(resource, document) {
          await service.operator.removeFromShare(share, { principal: ALLOWED });
          await service.advance(1);
          const answer = await enforcer.putPolicy(resource, document);
          await after();
          return answer;
        },
      };
      await service.lookAtPolicyWith({ enforcer: crossing }, number.arn).catch(() => {});
      expect(JSON.stringify(await number.statements(number.arn)), 'by our write').toContain(ALLOWED);
      return number;
    }
    const dies = () => Promise.reject(new Error('died'));

    it.each([
      ['comes through', async () => {}],
      ['is the last that its run does', dies],
    ])('does not come back by a write that %s', async (_, after) => {
      const { arn, statements } = await aCrossedWrite(after);
      await service.rest();
      expect(await statements(arn)).toBe(undefined);
      expect(await service.removals(arn)).toMatchObject([{ status: 'done' }]);
      expect(service.told.map(({ finding }) => finding.body)).toMatchObject([{ principal: OUTSIDER }]);
    });

    it('is left where everything only observes by now', async () => {
      const { arn } = await aCrossedWrite(dies);
      await service.advance(120);
      service.calls('sms-voice');
      await service.lookAtPolicyUnder({ ...SNS_MAY, mode: 'observe' }, arn);
      expect(mutatingCalls()).toEqual([]);
    });
  });

  it.each([true, false])('for an outsider is left to the share (statements shown: %s)', async (isShown) => {
    const { arn, put } = await aNumber();
    service.cloud.world.switches.ramStatementsInResourcePolicy = isShown;
    await put(arn, toAccount(ALLOWED));
    await service.operator.share('campaign', [arn], [SANDBOX]);
    await service.advance(1);
    service.calls('sms-voice');
    const { shares } = await service.lookAtPolicy(arn);
    expect(shares).toMatchObject([{ forbidden: [] }]);
    expect(mutatingCalls()).toEqual([]);
  });
});

describe('a share that RAM makes of a policy', () => {
  it('is mended in the policy: RAM is asked for nothing', async () => {
    const { arn, put, statements } = await aNumber();
    service.cloud.world.switches.policyPutCreatesShare = true;
    await put(arn, toAccount(OUTSIDER), toAccount(ALLOWED));
    const [share = ''] = (
      await service.ports.shares.readAll({ account: '111122223333', region: 'us-east-1' })
    ).map((each) => each.arn);
    service.calls('ram');
    await service.lookAtShare(share);
    expect(service.calls('ram').filter((operation) => MUTATING.test(operation))).toEqual([]);
    expect(await statements(arn)).toEqual([toAccount(ALLOWED)]);
    await service.rest();
    expect(service.told).toHaveLength(1);
  });
});
