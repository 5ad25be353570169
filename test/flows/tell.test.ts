import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Alert } from '../../src/core/alert.ts';
import { tell } from '../../src/flows/tell.ts';
import type { AlertChannel } from '../../src/ports.ts';
import { OUTSIDER } from '../support/builders.ts';
import { lifeUntil } from '../support/life.ts';
import { type ServiceInProcess, serviceInProcess } from '../support/service.ts';

let service: ServiceInProcess;
let told: string[];
beforeEach(async () => {
  told = [];
  service = await serviceInProcess();
});
afterEach(() => service.stop());

const channel = (name: string, fails = 0): AlertChannel => {
  let failures = fails;
  return {
    name,
    async tell({ news }: Alert) {
      if (failures-- > 0) throw new Error('out of order');
      told.push(`${name}: ${news.change}`);
    },
  };
};

async function newsOfARemoval() {
  const number = await service.operator.requestNumber();
  const share = await service.operator.share('campaign', [number.arn], [OUTSIDER]);
  await service.advance(1);
  await service.lookAtShare(share);
  const [news] = service.news;
  if (!news) throw new Error('no news');
  return news;
}
const portsWith = (...channels: readonly AlertChannel[]) => ({ ...service.ports, channels });

describe('news that comes several times', () => {
  it('is told once on each channel', async () => {
    const news = await newsOfARemoval();
    const ports = portsWith(channel('slack'), channel('sns'));
    expect(await tell(news, ports)).toBe('told');
    expect(await tell(news, ports)).toBe('old');
    expect(told).toEqual(['slack: opened', 'sns: opened']);
  });

  it('is told once when it comes twice at the same time, and the other comes again', async () => {
    const news = await newsOfARemoval();
    const ports = portsWith(channel('slack'));
    const outcomes = await Promise.allSettled([tell(news, ports), tell(news, ports)]);
    expect(told).toEqual(['slack: opened']);
    expect(outcomes.map(({ status }) => status)).toContain('fulfilled');
    expect(await tell(news, ports)).toBe('old');
  });
});

describe('a channel that is out of order', () => {
  it('brings the news back without repeating the others', async () => {
    const news = await newsOfARemoval();
    const ports = portsWith(channel('slack', 1), channel('sns'));
    await expect(tell(news, ports)).rejects.toThrow('not told everywhere');
    expect(told).toEqual(['sns: opened']);

    await expect(tell(news, ports)).rejects.toThrow('not told everywhere');
    await service.advance(61);
    expect(await tell(news, ports)).toBe('told');
    expect(told).toEqual(['sns: opened', 'slack: opened']);
  });
});

describe('a channel that does not want the news', () => {
  const unwilling = (name: string): AlertChannel => ({ ...channel(name), wants: () => false });

  it('is left out, and the others are told', async () => {
    const news = await newsOfARemoval();
    const ports = portsWith(unwilling('slack'), { ...channel('sns'), wants: () => true });
    expect(await tell(news, ports)).toBe('told');
    expect(told).toEqual(['sns: opened']);
  });

  it('is asked with the alert that it would tell', async () => {
    const news = await newsOfARemoval();
    const asked: Alert[] = [];
    const wants = (alert: Alert) => asked.push(alert) > 0;
    await tell(news, portsWith({ ...channel('slack'), wants }));
    expect(asked).toMatchObject([
      { news, finding: { id: news.findingId }, removal: { findingId: news.findingId } },
    ]);
  });

  it('leaves nothing to tell when no other does, also later', async () => {
    const news = await newsOfARemoval();
    expect(await tell(news, portsWith(unwilling('slack'), unwilling('sns')))).toBe('told');
    expect(await tell(news, portsWith(channel('slack')))).toBe('old');
    expect(told).toEqual([]);
  });
});

describe('news that is overtaken', () => {
  it('is not told when the finding is not on record', async () => {
    const news = await newsOfARemoval();
    expect(await tell({ ...news, occurrence: 7 }, portsWith(channel('slack')))).toBe('old');
    expect(told).toEqual([]);
  });
});

describe('a run that dies while it tells', () => {
  it('leaves news that the next delivery tells, twice at most where a channel took it and nobody noted that', async () => {
    for (let at = 1; ; at += 1) {
      for (const when of ['before', 'after'] as const) {
        told = [];
        await service.stop();
        service = await serviceInProcess();
        const news = await newsOfARemoval();
        const life = lifeUntil({ at, when });
        const channels = [channel('slack'), channel('sns')];
        await tell(news, { ...service.dying(life).ports, channels }).catch((error: Error) => error);
        if (!life.isOver()) {
          expect(at).toBeGreaterThan(6);
          return;
        }
        await service.advance(180);
        await tell(news, portsWith(...channels));
        for (const name of ['slack', 'sns']) {
          const times = told.filter((each) => each === `${name}: opened`).length;
          expect(times, `${name}, death ${when} call ${at}`).toBeGreaterThanOrEqual(1);
          expect(times, `${name}, death ${when} call ${at}`).toBeLessThanOrEqual(2);
        }
        expect(await tell(news, portsWith(...channels))).toBe('old');
      }
    }
  }, 30_000);
});
