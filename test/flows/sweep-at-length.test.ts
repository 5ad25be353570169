import { afterEach, describe, expect, it } from 'vitest';
import type { PolicySnapshot } from '../../src/core/policy.ts';
import type { SweepPorts } from '../../src/ports.ts';
import { ALLOWED, smsArn } from '../support/builders.ts';
import { lifeUntil } from '../support/life.ts';
import { type ServiceInProcess, serviceInProcess } from '../support/service.ts';

let service: ServiceInProcess;
afterEach(() => service.stop());

describe('600 shares with nothing to change', () => {
  it('cost the sweep no call of their own: only pages of 500', { timeout: 120_000 }, async () => {
    service = await serviceInProcess();
    const { arn } = await service.operator.requestNumber();
    for (let share = 0; share < 600; share++) {
      await service.operator.share(`share ${share}`, [arn], [ALLOWED]);
    }
    await service.advance(180);
    service.calls('ram');
    expect(await service.sweep()).toMatchObject({ state: 'done', shares: [], pools: [] });
    expect(service.calls('ram').toSorted()).toEqual([
      'GetResourcePolicies',
      'GetResourceShareAssociations',
      'GetResourceShareAssociations',
      'GetResourceShareAssociations',
      'GetResourceShareAssociations',
      'GetResourceShares',
      'GetResourceShares',
    ]);
    await service.advance(900);
    service.calls('dynamodb');
    await service.sweep();
    expect(service.calls('dynamodb').length).toBeLessThan(15);
  });
});

describe('1,100 policies at one a second', () => {
  const arns = Array.from({ length: 1100 }, (_, n) => smsArn(`sender-id/S${n}/GB`));

  /** An inventory that holds these, and whose policies are read at the rates of sms-voice. */
  const holding =
    (read: string[]) =>
    ({ inventory }: SweepPorts) => ({
      inventory: {
        ...inventory,
        resources: async () => arns.map((arn) => ({ arn })),
        policies: async (asked: readonly string[]): Promise<readonly PolicySnapshot[]> => {
          read.push(...asked);
          return inventory.policies(asked);
        },
      },
    });

  it('take two messages, each policy read once and none left out', { timeout: 120_000 }, async () => {
    service = await serviceInProcess();
    service.cloud.world.switches.requestRates = 'published';
    const read: string[] = [];
    const start = service.cloud.world.clock.now();
    expect(await service.sweepWith(holding(read))).toMatchObject({
      state: 'continued',
      seconds: undefined,
      budgetLeft: 20,
    });
    expect(service.cloud.world.clock.now() - start).toBeLessThan(900_000);
    const first = read.length;

    // The schedule fires meanwhile.
    expect(await service.sweep()).toMatchObject({ state: 'left' });

    const [rest, ...others] = service.sweepsAskedFor();
    expect(others).toEqual([]);
    expect(await service.sweepWith(holding(read), rest)).toMatchObject({ state: 'done' });
    expect(service.sweepsAskedFor()).toEqual([]);
    expect(first).toBeGreaterThan(700);
    expect(read.toSorted()).toEqual(arns.toSorted());
    const calls = service.cloud.calls.entries().filter(({ operation }) => operation === 'GetResourcePolicy');
    expect(calls.length).toBe(arns.length);
  });

  it('go on from where the second message began when that dies', { timeout: 120_000 }, async () => {
    service = await serviceInProcess();
    service.cloud.world.switches.requestRates = 'published';
    const [first, second, again]: [string[], string[], string[]] = [[], [], []];
    await service.sweepWith(holding(first));
    const [rest] = service.sweepsAskedFor();
    const life = lifeUntil({ at: 100, when: 'after' });
    const dead = service.dying(life).sweepWith(holding(second), rest);
    await expect(dead).rejects.toThrow();
    expect(life.isOver()).toBe(true);
    await service.advance(5400);
    expect(await service.sweepWith(holding(again), rest)).toMatchObject({ state: 'done' });
    expect([...first, ...again].toSorted()).toEqual(arns.toSorted());
  });
});
