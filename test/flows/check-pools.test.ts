import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALLOWED, OUTSIDER } from '../support/builders.ts';
import { type ServiceInProcess, serviceInProcess } from '../support/service.ts';

let service: ServiceInProcess;
beforeEach(async () => {
  service = await serviceInProcess();
});
afterEach(() => service.stop());

async function aSharedPool(...principals: readonly string[]) {
  const { operator } = service;
  const number = await operator.requestNumber();
  const pool = await operator.createPool(number.id);
  const share = await operator.share('pool', [pool.arn], principals);
  await service.advance(1);
  return { number, pool, share };
}

/** Consumer × missing member as the open finding lists it. */
async function gap(pool: string) {
  const [finding] = (await service.findings(pool)).filter(({ status }) => status === 'open');
  return finding?.body.kind === 'uncovered-pool' ? finding.body.gap.missing : undefined;
}
const changes = () => service.news.map(({ change }) => change);

/** What on-finding does when it has told everybody. */
async function tellAll() {
  for (const news of service.news) await service.ports.findings.markTold(news);
}

describe('a pool shared without its number', () => {
  it('opens one finding that lists who lacks what, and resolves it when the number is shared', async () => {
    const { number, pool, share } = await aSharedPool(ALLOWED);
    await service.lookAtShare(share);
    expect(await gap(pool.arn)).toEqual([{ consumer: ALLOWED, members: [number.arn] }]);
    await tellAll();
    await service.lookAtShare(share);
    expect(changes()).toEqual(['opened']);

    await service.operator.addToShare(share, number.arn);
    await service.advance(1);
    await service.lookAtShare(share);
    expect(await gap(pool.arn)).toBeUndefined();
    expect(changes()).toEqual(['opened', 'resolved']);
  });

  it('is covered by a number that reaches the consumer through another share', async () => {
    const { number, pool } = await aSharedPool(ALLOWED);
    const other = await service.operator.share('number', [number.arn], [ALLOWED]);
    await service.advance(1);
    await service.lookAtShare(other);
    expect(await gap(pool.arn)).toBeUndefined();
  });

  it('is told again when a number is put into it', async () => {
    const { number, pool, share } = await aSharedPool(ALLOWED);
    await service.lookAtShare(share);
    await tellAll();
    const another = await service.operator.requestNumber();
    await service.operator.addToPool(pool.id, another.id);
    await service.lookAtPools([pool.arn, another.arn]);
    expect(await gap(pool.arn)).toEqual([{ consumer: ALLOWED, members: [number.arn, another.arn].sort() }]);
    expect(changes()).toEqual(['opened', 'changed']);
  });

  it('waits for nobody that a guardrail forbids', async () => {
    const { pool, share } = await aSharedPool(OUTSIDER);
    await service.lookAtShare(share);
    expect(await gap(pool.arn)).toBeUndefined();
  });

  it('opens a gap when the number leaves its share, even when a run died before it looked at the pool', async () => {
    const { number, pool, share } = await aSharedPool(ALLOWED);
    await service.operator.addToShare(share, number.arn);
    await service.advance(1);
    await service.lookAtShare(share);
    expect(await gap(pool.arn)).toBeUndefined();

    await service.operator.removeFromShare(share, { resource: number.arn });
    await service.advance(1);
    service.cloud.gateway.faults.add({ service: 'sms-voice', error: 'AccessDeniedException', times: 1 });
    await expect(service.lookAtShare(share)).rejects.toThrow();
    await service.lookAtShare(share);
    expect(await gap(pool.arn)).toEqual([{ consumer: ALLOWED, members: [number.arn] }]);
  });

  it('is resolved when it is no longer shared', async () => {
    const { pool, share } = await aSharedPool(ALLOWED);
    await service.lookAtShare(share);
    await service.operator.deleteShare(share);
    await service.advance(1);
    await service.lookAtShare(share);
    expect(await service.findings(pool.arn)).toMatchObject([{ status: 'resolved', resolution: 'unshared' }]);
  });
});

describe('a pool that nobody shares', () => {
  it('is put on record when it changes, so that later looks can leave it alone', async () => {
    const number = await service.operator.requestNumber();
    const pool = await service.operator.createPool(number.id);
    await service.lookAtPools([pool.arn]);
    const share = await service.operator.share(
      'another',
      [(await service.operator.requestNumber()).arn],
      [ALLOWED],
    );
    await service.advance(1);
    service.calls('sms-voice');
    await service.lookAtShare(share);
    expect(service.calls('sms-voice')).toEqual([]);
  });
});

describe('members on a second page, behind an empty one', () => {
  it('are all compared', async () => {
    const { pool, share, number } = await aSharedPool(ALLOWED);
    const others = [];
    for (let count = 0; count < 4; count += 1) {
      const other = await service.operator.requestNumber();
      await service.operator.addToPool(pool.id, other.id);
      others.push(other.arn);
    }
    service.cloud.world.switches.emptyPages = true;
    await service.lookAtShare(share);
    expect(await gap(pool.arn)).toEqual([{ consumer: ALLOWED, members: [number.arn, ...others].sort() }]);
  });
});
