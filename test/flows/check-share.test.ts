import { afterEach, describe, expect, it } from 'vitest';
import type { Enforcer } from '../../src/ports.ts';
import { ALLOWED, OUTSIDER, SANDBOX, SCOPE } from '../support/builders.ts';
import { type ServiceInProcess, serviceInProcess } from '../support/service.ts';

let service: ServiceInProcess;
afterEach(() => service.stop());

const neverAsked = async () => {
  throw new Error('nobody asked for that');
};
const unused: Enforcer = { disassociate: neverAsked, associate: neverAsked, putPolicy: neverAsked };

/** A share of a new number, settled, whose events nobody has heard yet. */
async function aShareWith(...principals: readonly string[]): Promise<{ share: string; number: string }> {
  const number = await service.operator.requestNumber();
  const share = await service.operator.share('campaign', [number.arn], principals);
  await service.advance(1);
  service.calls('ram');
  return { share, number: number.arn };
}

const MUTATING = /^(Create|Update|Delete|Associate|Disassociate|Put|Tag|Untag)/;

describe('a share with an outsider', () => {
  it('loses the outsider at four RAM calls, and only the outsider', async () => {
    service = await serviceInProcess();
    const { share } = await aShareWith(OUTSIDER, ALLOWED);
    const { shares } = await service.lookAtShare(share);

    expect(shares).toMatchObject([{ forbidden: [OUTSIDER], requested: [OUTSIDER] }]);
    const calls = service.calls('ram');
    const removal = calls.indexOf('DisassociateResourceShare');
    expect([...calls.slice(0, removal)].sort()).toEqual([
      'GetResourceShareAssociations',
      'GetResourceShareAssociations',
      'GetResourceShares',
    ]);
    expect(calls.filter((operation) => MUTATING.test(operation))).toHaveLength(1);
    await service.advance(1);
    expect(await service.operator.principals(share)).toEqual({ [ALLOWED]: 'ASSOCIATED' });
  });

  it('is measured from the event to the answer of RAM, also where another look brings it', async () => {
    service = await serviceInProcess();
    const number = await service.operator.requestNumber();
    const share = await service.operator.share('campaign', [number.arn], [OUTSIDER, ALLOWED]);
    const at = new Date(service.cloud.world.clock.now()).toISOString();
    const change = { arn: 'a caller', eventId: '1', at, added: [OUTSIDER], removed: [] };
    const first = await service.lookAtShare(share, { changes: [change] });
    expect(first.shares).toMatchObject([{ waiting: [OUTSIDER], secondsToRemoval: [] }]);
    await service.advance(7);
    const again = await service.lookAtShare(share, { isRecheck: true });
    expect(again.shares).toMatchObject([{ requested: [OUTSIDER], secondsToRemoval: [7] }]);
  });

  it('is not measured where no event led to it', async () => {
    service = await serviceInProcess();
    const { share } = await aShareWith(OUTSIDER, ALLOWED);
    expect((await service.lookAtShare(share)).shares).toMatchObject([{ secondsToRemoval: [] }]);
  });

  it('has the removal on record before RAM is asked', async () => {
    let onRecord: readonly string[] = [];
    service = await serviceInProcess(
      {},
      {
        enforcer: {
          ...unused,
          async disassociate(shareArn) {
            onRecord = (await service.removals(shareArn)).map(({ status }) => status);
            throw new Error('the process dies here');
          },
        },
      },
    );
    const { share } = await aShareWith(OUTSIDER);
    await expect(service.lookAtShare(share)).rejects.toThrow('dies here');
    expect(onRecord).toEqual(['planned']);
  });

  it('ends its removal and its finding when a later read shows it gone, with one piece of news', async () => {
    service = await serviceInProcess();
    const { share } = await aShareWith(OUTSIDER);
    await service.lookAtShare(share);
    expect((await service.removals(share)).map(({ status }) => status)).toEqual(['requested']);
    await service.advance(1);
    await service.lookAtShare(share, { isRecheck: true });

    expect((await service.removals(share)).map(({ status }) => status)).toEqual(['done']);
    expect(await service.findings(share)).toMatchObject([{ status: 'resolved', resolution: 'removed' }]);
    expect(new Set(service.news.map(({ change }) => change))).toEqual(new Set(['opened']));
  });

  it('is removed once, however many look at once', async () => {
    service = await serviceInProcess();
    const { share } = await aShareWith(OUTSIDER);
    await Promise.all(Array.from({ length: 8 }, () => service.lookAtShare(share)));
    expect(service.calls('ram').filter((operation) => MUTATING.test(operation))).toHaveLength(1);
    expect(await service.removals(share)).toHaveLength(1);
  });

  it('is removed again when somebody brings it back, as a new occurrence', async () => {
    service = await serviceInProcess();
    const { share } = await aShareWith(OUTSIDER);
    const removeAndVerify = async () => {
      await service.lookAtShare(share);
      await service.advance(1);
      await service.lookAtShare(share, { isRecheck: true });
    };
    await removeAndVerify();
    await service.operator.addPrincipal(share, OUTSIDER);
    await removeAndVerify();
    expect((await service.removals(share)).map(({ occurrence, status }) => [occurrence, status])).toEqual([
      [1, 'done'],
      [2, 'done'],
    ]);
  });
});

describe('a share in transition', () => {
  it('keeps the removal waiting, without a word to people yet, and is asked again', async () => {
    service = await serviceInProcess();
    const number = await service.operator.requestNumber();
    const share = await service.operator.share('campaign', [number.arn], [SANDBOX]);
    await service.lookAtShare(share);
    expect(await service.removals(share)).toMatchObject([{ status: 'waiting' }]);
    expect(service.news).toEqual([]);

    await service.advance(1);
    await service.lookAtShare(share);
    expect(await service.removals(share)).toMatchObject([{ status: 'requested', attempts: 2 }]);
    expect(service.news).toMatchObject([{ change: 'opened' }]);
  });

  it('tells people when it takes longer than a minute', async () => {
    service = await serviceInProcess();
    service.cloud.world.switches.pendingInvitationBlocksDisassociate = true;
    const { share } = await aShareWith(OUTSIDER);
    await service.lookAtShare(share);
    await service.advance(61);
    await service.lookAtShare(share, { isRecheck: true });
    expect(service.news).toMatchObject([{ change: 'opened' }]);
    expect(await service.removals(share)).toMatchObject([{ status: 'waiting' }]);
  });

  it('asks for one later look, and each of those for the next', async () => {
    service = await serviceInProcess();
    service.cloud.world.switches.pendingInvitationBlocksDisassociate = true;
    const { share } = await aShareWith(OUTSIDER);
    const queue = service.cloud.queues.arns().find((arn) => arn.endsWith(':shares')) ?? '';
    const waiting = () => service.cloud.queues.depth(queue).delayed;
    await service.lookAtShare(share);
    await service.lookAtShare(share);
    expect(waiting()).toBe(1);
    await service.lookAtShare(share, { isRecheck: true });
    expect(waiting()).toBe(2);
  });
});

describe('a consumer that RAM lists in an unpublished state', () => {
  it('is told, and left alone', async () => {
    service = await serviceInProcess();
    const { share } = await aShareWith(OUTSIDER);
    const read = await service.ports.shares.read(share);
    const principals = [{ entity: OUTSIDER, status: 'SUSPENDED', state: 'unsettled' as const }];
    const shares = { ...service.ports.shares, read: async () => read && { ...read, principals } };
    const other = await serviceInProcess(
      { guardrails: [{ id: 'inside', allow: [{ organization: true }] }] },
      { shares },
    );
    await other.lookAtShare(share);
    expect(await other.findings(share)).toMatchObject([{ body: { kind: 'undecided-consumer' } }]);
    expect(other.calls('ram')).not.toContain('DisassociateResourceShare');
    await other.stop();
  });
});

describe('observe', () => {
  it('finds and tells, and makes no mutating call', async () => {
    service = await serviceInProcess({ mode: 'observe' });
    const { share } = await aShareWith(OUTSIDER);
    await service.lookAtShare(share);
    expect(service.calls('ram').filter((operation) => MUTATING.test(operation))).toEqual([]);
    expect(await service.findings(share)).toMatchObject([{ body: { remedy: { action: 'observe' } } }]);
    expect(service.news).toMatchObject([{ change: 'opened' }]);
    expect(await service.removals(share)).toEqual([]);
  });
});

describe('a share that also holds resources of another service', () => {
  it('is told and not cut', async () => {
    service = await serviceInProcess();
    const { share } = await aShareWith(OUTSIDER);
    await service.operator.addToShare(
      share,
      'arn:aws:ec2:us-east-1:111122223333:transit-gateway/tgw-0123456789abcdef0',
    );
    await service.advance(1);
    await service.lookAtShare(share);
    expect(await service.operator.principals(share)).toEqual({ [OUTSIDER]: 'ASSOCIATING' });
    expect(await service.findings(share)).toMatchObject([{ body: { remedy: { action: 'refuse' } } }]);
  });
});

describe('a read that fails', () => {
  it.each(['GetResourceShares', 'GetResourceShareAssociations'])(
    'of %s changes nothing',
    async (operation) => {
      service = await serviceInProcess();
      const { share } = await aShareWith(OUTSIDER);
      await service.lookAtShare(share);
      service.cloud.gateway.faults.add({
        service: 'ram',
        operation,
        error: 'OperationNotPermittedException',
      });
      await expect(service.lookAtShare(share)).rejects.toThrow();
      expect(await service.findings(share)).toMatchObject([{ status: 'open' }]);
      expect(await service.removals(share)).toMatchObject([{ status: 'requested' }]);
    },
  );
});

describe('a share that RAM does not know', () => {
  it('resolves what was open', async () => {
    service = await serviceInProcess({ mode: 'observe' });
    const { share } = await aShareWith(OUTSIDER);
    await service.lookAtShare(share);
    await service.operator.deleteShare(share);
    await service.lookAtShare(share);
    expect(await service.findings(share)).toMatchObject([{ status: 'resolved', resolution: 'gone' }]);
    expect(await service.ports.ledger.share(share)).toBeUndefined();
  });
});

describe('an event that names no share', () => {
  it('has every share of the scope looked at', async () => {
    service = await serviceInProcess();
    const shares = [await aShareWith(OUTSIDER), await aShareWith(SANDBOX), await aShareWith(ALLOWED)];
    await service.lookAtShare('', { kind: 'scope', scope: SCOPE });
    await service.advance(1);
    const left = await Promise.all(shares.map(({ share }) => service.operator.principals(share)));
    expect(left).toEqual([{}, {}, { [ALLOWED]: 'ASSOCIATED' }]);
  });
});
