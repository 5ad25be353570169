import { afterEach, describe, expect, it } from 'vitest';
import { ALLOWED, OUTSIDER } from '../support/builders.ts';
import { type Death, lifeUntil } from '../support/life.ts';
import { policyHands, toAccount } from '../support/policies.ts';
import { type ServiceInProcess, serviceInProcess } from '../support/service.ts';

/** As long as the queue hides a message whose run died. */
const VISIBILITY_SECONDS = 360;

let service: ServiceInProcess;
afterEach(() => service.stop());

/** A run that dies at its n-th call and is delivered anew, for every n that it comes to. */
async function atEveryCall<Scene>(
  scene: () => Promise<Scene>,
  run: (
    functions: Pick<ServiceInProcess, 'lookAtShare' | 'lookAtPools' | 'lookAtPolicy'>,
    scene: Scene,
  ) => Promise<unknown>,
  holds: (scene: Scene, death: Death) => Promise<void>,
): Promise<number> {
  for (let at = 1; ; at += 1) {
    for (const when of ['before', 'after'] as const) {
      service = await serviceInProcess();
      const made = await scene();
      const life = lifeUntil({ at, when });
      const outcome = await run(service.dying(life), made).catch((error: Error) => error);
      if (!life.isOver()) return at - 1;
      expect(outcome, `death ${when} call ${at} is a failure`).toBeInstanceOf(Error);
      await service.advance(VISIBILITY_SECONDS);
      await run(service, made);
      await service.rest();
      await holds(made, { at, when });
      await service.stop();
    }
  }
}

const acceptedRemovals = () =>
  service.cloud.calls
    .entries()
    .filter(({ operation, status }) => operation === 'DisassociateResourceShare' && status === 200);
const toldChanges = () => service.told.map(({ news }) => news.change);

describe('a run that dies while it looks at a share with an outsider', () => {
  it('leaves a removal that is made once and told once, wherever it dies', async () => {
    const deaths = await atEveryCall(
      async () => {
        const number = await service.operator.requestNumber();
        const share = await service.operator.share('campaign', [number.arn], [OUTSIDER, ALLOWED]);
        await service.advance(1);
        return share;
      },
      (functions, share) => functions.lookAtShare(share),
      async (share, death) => {
        const where = JSON.stringify(death);
        expect(await service.operator.principals(share), where).toEqual({ [ALLOWED]: 'ASSOCIATED' });
        expect(acceptedRemovals(), where).toHaveLength(1);
        expect(await service.removals(share), where).toMatchObject([{ status: 'done' }]);
        const resolved = { status: 'resolved', resolution: 'removed', toldRevision: 1 };
        expect(await service.findings(share), where).toMatchObject([resolved]);
        expect(toldChanges(), where).toEqual(['opened']);
      },
    );
    expect(deaths).toBeGreaterThan(15);
  }, 60_000);
});

describe('a run that dies over a removal that RAM refuses for now', () => {
  it('leaves somebody to look after it until the invitation is over, wherever it dies', async () => {
    await atEveryCall(
      async () => {
        service.cloud.world.switches.pendingInvitationBlocksDisassociate = true;
        service.cloud.world.switches.nativeRamEvents = 'none';
        const number = await service.operator.requestNumber();
        const share = await service.operator.share('campaign', [number.arn], [OUTSIDER]);
        await service.advance(1);
        return share;
      },
      (functions, share) => functions.lookAtShare(share),
      async (share, death) => {
        const where = JSON.stringify(death);
        expect(await service.operator.principals(share), where).toEqual({});
        expect(await service.removals(share), where).toMatchObject([{ status: 'done' }]);
        expect(await service.findings(share), where).toMatchObject([{ status: 'resolved' }]);
        expect(toldChanges(), where).toEqual(['opened', 'resolved']);
      },
    );
  }, 120_000);
});

describe('a run that dies while it looks at a pool that is shared without its number', () => {
  const aHalfSharedPool = async () => {
    const number = await service.operator.requestNumber();
    const pool = await service.operator.createPool(number.id);
    const share = await service.operator.share('pool', [pool.arn], [ALLOWED]);
    await service.advance(1);
    return { number, pool, share };
  };

  it.each([
    ['the share', (functions, { share }) => functions.lookAtShare(share)],
    ['the pool', (functions, { pool }) => functions.lookAtPools([pool.arn])],
  ] satisfies [
    string,
    (
      functions: Pick<ServiceInProcess, 'lookAtShare' | 'lookAtPools'>,
      scene: { pool: { arn: string }; share: string },
    ) => Promise<unknown>,
  ][])(
    'opens one finding, told once, by looking at %s',
    async (_, run) => {
      const deaths = await atEveryCall(aHalfSharedPool, run, async ({ pool }, death) => {
        const where = JSON.stringify(death);
        expect(await service.findings(pool.arn), where).toMatchObject([{ status: 'open', occurrence: 1 }]);
        expect(toldChanges(), where).toEqual(['opened']);
      });
      expect(deaths).toBeGreaterThan(8);
    },
    60_000,
  );

  it('resolves it, told once, when the share is deleted before the run is delivered anew', async () => {
    await atEveryCall(
      aHalfSharedPool,
      async (functions, { share }) => {
        if (functions === service) await service.operator.deleteShare(share);
        await functions.lookAtShare(share);
      },
      async ({ pool }, death) => {
        const open = (await service.findings(pool.arn)).filter(({ status }) => status === 'open');
        expect(open, JSON.stringify(death)).toEqual([]);
      },
    );
  }, 60_000);

  it('resolves it, told once, when the number comes to be shared', async () => {
    await atEveryCall(
      async () => {
        const made = await aHalfSharedPool();
        await service.lookAtShare(made.share);
        await service.rest();
        await service.operator.addToShare(made.share, made.number.arn);
        await service.advance(1);
        return made;
      },
      (functions, { share }) => functions.lookAtShare(share),
      async ({ pool }, death) => {
        const where = JSON.stringify(death);
        expect(await service.findings(pool.arn), where).toMatchObject([
          { status: 'resolved', resolution: 'covered' },
        ]);
        expect(toldChanges(), where).toEqual(['opened', 'resolved']);
      },
    );
  }, 60_000);
});

describe('a run that dies while it looks at a policy with an outsider', () => {
  it('leaves a removal that is told once and a policy without the outsider, wherever it dies', async () => {
    const deaths = await atEveryCall(
      async () => {
        const { arn } = await service.operator.requestNumber();
        await policyHands(service).put(arn, toAccount(OUTSIDER), toAccount(ALLOWED));
        return arn;
      },
      (functions, arn) => functions.lookAtPolicy(arn),
      async (arn, death) => {
        const where = JSON.stringify(death);
        expect(await policyHands(service).statements(arn), where).toEqual([toAccount(ALLOWED)]);
        expect(await service.removals(arn), where).toMatchObject([{ status: 'done' }]);
        const resolved = { status: 'resolved', resolution: 'removed', toldRevision: 1 };
        expect(await service.findings(arn), where).toMatchObject([resolved]);
        expect(toldChanges(), where).toEqual(['opened']);
      },
    );
    expect(deaths).toBeGreaterThan(12);
  }, 60_000);
});
