import { afterEach, describe, expect, it } from 'vitest';
import { ALLOWED, OUTSIDER } from '../support/builders.ts';
import { lifeUntil } from '../support/life.ts';
import { policyHands, toAccount } from '../support/policies.ts';
import { type ServiceInProcess, serviceInProcess } from '../support/service.ts';

/** The schedule fires again, and the sweep that died is forgotten. */
const NEXT_SECONDS = 1800;

let service: ServiceInProcess;
afterEach(() => service.stop());

describe('a sweep that dies', () => {
  it('leaves removals that are made once and told once, wherever it dies', { timeout: 600_000 }, async () => {
    const removing = (operation: string) =>
      service.cloud.calls.entries().filter((call) => call.operation === operation && call.status === 200);
    let at = 1;
    for (let isOver = false; !isOver; at += 1) {
      for (const when of ['before', 'after'] as const) {
        service = await serviceInProcess();
        const [shared, held] = [
          await service.operator.requestNumber(),
          await service.operator.requestNumber(),
        ];
        const share = await service.operator.share('campaign', [shared.arn], [OUTSIDER, ALLOWED]);
        await policyHands(service).put(held.arn, toAccount(OUTSIDER), toAccount(ALLOWED));
        await service.advance(180);
        const puts = removing('PutResourcePolicy').length;
        const life = lifeUntil({ at, when });
        const where = `death ${when} call ${at}`;
        const outcome = await service
          .dying(life)
          .sweep()
          .catch((error: Error) => error);
        isOver = !life.isOver();
        if (!isOver) expect(outcome, where).toBeInstanceOf(Error);
        await service.rest();
        await service.advance(NEXT_SECONDS);
        await service.sweep();
        await service.rest();

        expect(await service.operator.principals(share), where).toEqual({ [ALLOWED]: 'ASSOCIATED' });
        expect(await policyHands(service).statements(held.arn), where).toEqual([toAccount(ALLOWED)]);
        expect(removing('DisassociateResourceShare'), where).toHaveLength(1);
        expect(removing('PutResourcePolicy').length - puts, where).toBe(1);
        for (const about of [share, held.arn]) {
          expect(await service.removals(about), where).toMatchObject([{ status: 'done' }]);
          expect(await service.findings(about), where).toMatchObject([
            { status: 'resolved', resolution: 'removed', toldRevision: 1 },
          ]);
        }
        expect(
          service.told.map(({ news }) => news.change),
          where,
        ).toEqual(['opened', 'opened']);
        await service.stop();
      }
    }
    expect(at).toBeGreaterThan(40);
  });
});
