import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Resources, Shares } from '../../src/ports.ts';
import { ALLOWED, OUTSIDER, SANDBOX } from '../support/builders.ts';
import { type ServiceInProcess, serviceInProcess } from '../support/service.ts';

let service: ServiceInProcess;
beforeEach(async () => {
  service = await serviceInProcess();
});
afterEach(() => service.stop());

const accepted = () =>
  service.cloud.calls
    .entries()
    .filter(({ operation, status }) => operation === 'DisassociateResourceShare' && status === 200);
const toldChanges = () => service.told.map(({ news }) => news.change);

describe.each([2, 8])('%i runs at once', (runs) => {
  const atOnce = (look: () => Promise<unknown>) => Promise.all(Array.from({ length: runs }, look));

  it('make each removal of a share once and tell it once', async () => {
    const number = await service.operator.requestNumber();
    const share = await service.operator.share('campaign', [number.arn], [OUTSIDER, SANDBOX, ALLOWED]);
    await service.advance(1);
    await atOnce(() => service.lookAtShare(share));
    await service.rest();
    expect(await service.operator.principals(share)).toEqual({ [ALLOWED]: 'ASSOCIATED' });
    expect(accepted()).toHaveLength(2);
    expect(await service.removals(share)).toMatchObject([{ status: 'done' }, { status: 'done' }]);
    expect(toldChanges()).toEqual(['opened', 'opened']);
  });

  it('open one finding of a pool and tell it once', async () => {
    const number = await service.operator.requestNumber();
    const pool = await service.operator.createPool(number.id);
    const share = await service.operator.share('pool', [pool.arn], [ALLOWED]);
    await service.advance(1);
    await atOnce(() => service.lookAtShare(share));
    await atOnce(() => service.lookAtPools([pool.arn]));
    await service.rest();
    expect(await service.findings(pool.arn)).toMatchObject([{ status: 'open', occurrence: 1, revision: 1 }]);
    expect(toldChanges()).toEqual(['opened']);
  });
});

describe('a run whose reads are older than those of another that was faster', () => {
  async function aHalfSharedPool() {
    const number = await service.operator.requestNumber();
    const pool = await service.operator.createPool(number.id);
    const share = await service.operator.share('pool', [pool.arn], [ALLOWED]);
    await service.advance(1);
    return { pool: pool.arn, number: number.arn, share };
  }

  it('leaves no gap open that is closed, and tells of none', async () => {
    const made = await aHalfSharedPool();
    await lookAtPoolsWhile(made.pool, async () => {
      await service.operator.addToShare(made.share, made.number);
      await service.advance(1);
      await service.lookAtShare(made.share);
    });
    await service.rest();
    const open = (await service.findings(made.pool)).filter(({ status }) => status === 'open');
    expect(open).toEqual([]);
  });

  it('leaves no gap resolved that is open again', async () => {
    const made = await aHalfSharedPool();
    await service.lookAtShare(made.share);
    await service.operator.addToShare(made.share, made.number);
    await service.advance(1);
    await lookAtPoolsWhile(made.pool, async () => {
      await service.operator.removeFromShare(made.share, { resource: made.number });
      await service.advance(1);
      await service.lookAtShare(made.share);
    });
    await service.rest();
    expect(await service.findings(made.pool)).toMatchObject([{ status: 'open' }]);
  });

  /** Something happens, and is looked at, once the first grants are read and before anything is made of them. */
  async function lookAtPoolsWhile(pool: string, happens: () => Promise<void>) {
    const { shares } = service.ports;
    let hasHappened = false;
    const holdings: Shares['holdings'] = async (scope) => {
      const read = await shares.holdings(scope);
      const sharesOf: typeof read.sharesOf = async (arns) => {
        const held = await read.sharesOf(arns);
        if (!hasHappened) {
          hasHappened = true;
          await happens();
        }
        return held;
      };
      return { ...read, sharesOf };
    };
    await service.lookAtPoolsWith({ shares: { ...shares, holdings } }, [pool]);
  }
});

describe('a pool whose record never comes to rest', () => {
  it('is an error, so that its message comes back', async () => {
    const number = await service.operator.requestNumber();
    const pool = await service.operator.createPool(number.id);
    await service.operator.share('pool', [pool.arn], [ALLOWED]);
    await service.advance(1);
    let members = 0;
    const resources: Resources = {
      ...service.ports.resources,
      pool: async (arn) => ({ arn, members: [`member ${++members}`], readAt: '2026-11-02T09:00:00.000Z' }),
    };
    await expect(service.lookAtPoolsWith({ resources }, [pool.arn])).rejects.toThrow('does not come to rest');
  });
});
