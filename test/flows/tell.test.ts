import { beforeEach, describe, expect, it } from 'vitest';
import type { Alert } from '../../src/core/alert.ts';
import { findingId, type News } from '../../src/core/finding.ts';
import { removalId } from '../../src/core/removal.ts';
import { tell } from '../../src/flows/tell.ts';
import type { AlertChannel } from '../../src/ports.ts';
import { aForbiddenConsumer } from '../contracts/samples.ts';
import { aDraft, aRemoval, NOW, SHARE } from '../support/builders.ts';
import { type Telling, telling } from '../support/telling.ts';

let there: Telling;
let told: string[];
let messages: { readonly at: number; readonly findings: readonly string[] }[];
function startAnew(digestSeconds = 60): void {
  told = [];
  messages = [];
  there = telling(digestSeconds);
}
beforeEach(() => startAnew());

const channel = (name: string, fails = 0): AlertChannel => {
  let failures = fails;
  return {
    name,
    placeOf: () => 'here',
    async tell(_, digest) {
      if (failures-- > 0) throw new Error('out of order');
      told.push(...digest.map(({ news }) => `${name}: ${news.change}`));
      messages.push({ at: there.now(), findings: digest.map(({ news }) => news.findingId) });
      return undefined;
    },
  };
};
/** News of so many findings, which have one cause. */
async function newsOf(count: number, from = 0): Promise<readonly News[]> {
  const all: News[] = [];
  for (let n = from; n < from + count; n += 1) {
    const principal = String(555500000000 + n);
    const body = aForbiddenConsumer({ principal });
    all.push(...(await there.open(aDraft({ id: findingId('forbidden-consumer', SHARE, principal), body }))));
  }
  return all;
}
async function someNews(): Promise<News> {
  const [news] = await newsOf(1);
  if (!news) throw new Error('no news');
  return news;
}

describe('news that comes several times', () => {
  it('is told once on each channel', async () => {
    const news = await someNews();
    const ports = there.ports([channel('slack'), channel('sns')]);
    expect(await there.run(ports, news, news)).toEqual(['told', 'told']);
    expect(await there.run(ports, news)).toEqual(['old']);
    expect(told).toEqual(['slack: opened', 'sns: opened']);
  });

  it('is told once when it comes twice at the same time', async () => {
    const news = await someNews();
    const ports = there.ports([channel('slack')]);
    await Promise.all([there.run(ports, news), there.run(ports, news)]);
    await there.rest(ports);
    expect(told).toEqual(['slack: opened']);
    expect(await there.run(ports, news)).toEqual(['old']);
  });
});

describe('a channel that is out of order', () => {
  it('brings the news back without repeating the others', async () => {
    const news = await someNews();
    const ports = there.ports([channel('slack', 1), channel('sns')]);
    await expect(there.run(ports, news)).rejects.toThrow('not told everywhere: slack here: out of order');
    expect(told).toEqual(['sns: opened']);
    expect(await there.run(ports, news)).toEqual(['told']);
    expect(told).toEqual(['sns: opened', 'slack: opened']);
  });

  it('is told at once when it is in order again, with all that came meanwhile', async () => {
    const ports = there.ports([channel('slack', 1)]);
    const [first, ...others] = await newsOf(3);
    if (!first) throw new Error('no news');
    await expect(there.run(ports, first)).rejects.toThrow('out of order');
    expect(await there.run(ports, ...others)).toEqual(['told', 'told']);
    expect(messages).toMatchObject([{ findings: { length: 3 } }]);
  });
});

describe('a channel that does not want the news', () => {
  const unwilling = (name: string): AlertChannel => ({ ...channel(name), placeOf: () => undefined });

  it('is left out, and the others are told', async () => {
    const news = await someNews();
    expect(await there.run(there.ports([unwilling('slack'), channel('sns')]), news)).toEqual(['told']);
    expect(told).toEqual(['sns: opened']);
  });

  it('is asked with the alert that it would tell', async () => {
    const news = await someNews();
    const { findingId: id } = news;
    await there.ledger.planRemoval(aRemoval({ id: removalId({ id, occurrence: 1 }), findingId: id }));
    const alerts: Alert[] = [];
    const placeOf = (alert: Alert) => {
      alerts.push(alert);
      return 'here';
    };
    await there.run(there.ports([{ ...channel('slack'), placeOf }]), news);
    expect(alerts).toMatchObject([{ news, finding: { id }, removal: { findingId: id } }]);
  });

  it('leaves nothing to tell when no other does, also later', async () => {
    const news = await someNews();
    expect(await there.run(there.ports([unwilling('slack'), unwilling('sns')]), news)).toEqual(['told']);
    expect(await there.run(there.ports([channel('slack')]), news)).toEqual(['old']);
    expect(told).toEqual([]);
  });
});

describe('news that is overtaken', () => {
  it('is not told when the finding is not on record', async () => {
    const news = await someNews();
    expect(await there.run(there.ports([channel('slack')]), { ...news, occurrence: 7 })).toEqual(['old']);
    expect(told).toEqual([]);
  });

  it('is not told when that comes to be so while it waits', async () => {
    const ports = there.ports([channel('slack')]);
    const [first, second] = await newsOf(2);
    if (!first || !second) throw new Error('no news');
    expect(await there.run(ports, first)).toEqual(['told']);
    expect(await there.run(ports, second)).toEqual(['waits']);
    await there.findings.markTold(second);
    await there.rest(ports);
    expect(told).toEqual(['slack: opened']);
  });
});

describe('news within the time of a digest', () => {
  it('goes at once after a quiet time, and then together at the end of it', async () => {
    const ports = there.ports([channel('slack')]);
    const began = there.now();
    for (let n = 0; n < 5; n += 1) await there.run(ports, ...(await newsOf(2, 2 * n)));
    await there.rest(ports);
    expect(messages.map(({ findings }) => findings.length)).toEqual([2, 8]);
    // What is critical waits for ten seconds at most.
    expect(messages.map(({ at }) => Math.round((at - began) / 1000))).toEqual([0, 10]);
  });

  it('asks for one flush, however often it comes', async () => {
    const ports = there.ports([channel('slack')]);
    for (let n = 0; n < 5; n += 1) await there.run(ports, ...(await newsOf(1, n)));
    expect(there.asked).toEqual([10]);
  });
});

describe('500 findings at once', () => {
  it('are at most 20 messages that together name all of them, a second apart', async () => {
    const ports = there.ports([channel('slack')]);
    const news = await newsOf(500);
    for (let n = 0; n < 500; n += 100) await there.run(ports, ...news.slice(n, n + 100));
    await there.rest(ports);
    expect(messages.length).toBeLessThanOrEqual(20);
    expect(messages.flatMap(({ findings }) => findings).toSorted()).toEqual(
      news.map(({ findingId: id }) => id).toSorted(),
    );
    const times = messages.map(({ at }) => at);
    for (const [index, at] of times.slice(1).entries())
      expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(1000);
    expect((await there.findings.about(SHARE)).filter(({ toldRevision }) => toldRevision === 0)).toEqual([]);
  });
});

describe('a run that dies while it tells', () => {
  const dying = async (at: number, when: 'before' | 'after'): Promise<boolean> => {
    startAnew();
    const news = await newsOf(3);
    const channels = [channel('slack'), channel('sns')];
    const dead = await there.run(there.ports(channels, { at, when }), ...news).catch(() => 'dead');
    const where = `death ${when} call ${at}`;
    there.advance(180);
    const ports = there.ports(channels);
    await there.run(ports, ...news);
    await there.rest(ports);
    for (const name of ['slack', 'sns']) {
      const times = told.filter((each) => each === `${name}: opened`).length;
      expect(times, `${name}, ${where}`).toBeGreaterThanOrEqual(news.length);
      expect(times, `${name}, ${where}`).toBeLessThanOrEqual(2 * news.length);
    }
    expect(await there.run(ports, ...news), where).toEqual(news.map(() => 'old'));
    return dead === 'dead';
  };

  it.each(['before', 'after'] as const)(
    'at a call, %s it, leaves news that is told, twice at most where nobody noted that it was',
    async (when) => {
      let at = 1;
      while (await dying(at, when)) at += 1;
      expect(at).toBeGreaterThan(30);
    },
  );

  it('loses nothing when nobody brings its news again but what it asked for', async () => {
    const ports = there.ports([channel('slack')]);
    await there.run(ports, ...(await newsOf(1)));
    await there.run(ports, ...(await newsOf(2, 1)));
    await there.rest(there.ports([channel('slack')], { at: 1, when: 'before' })).catch(() => {});
    expect(told).toHaveLength(1);
    there.advance(180);
    await there.run(ports, { flush: { channel: 'slack', name: 'here' } });
    expect(told).toHaveLength(3);
  });
});

describe('a channel that stays out of order', () => {
  it('is not asked for more and more flushes', async () => {
    const ports = there.ports([channel('slack', Number.POSITIVE_INFINITY)]);
    const news = await newsOf(3);
    for (let n = 0; n < 5; n += 1) {
      await expect(there.run(ports, ...news)).rejects.toThrow('out of order');
      there.advance(180);
    }
    expect(there.asked).toEqual([]);
  });
});

describe('a run whose time is over', () => {
  it('leaves the rest to a flush, which tells it at once', async () => {
    const ports = there.ports([channel('slack')]);
    const news = await newsOf(200);
    // Five messages at a second each, and too little time for more than three.
    const outcomeOf = await tell(news, new Date(there.now() + 13_500).toISOString(), ports);
    expect(news.map(outcomeOf).filter((outcome) => outcome === 'told')).toHaveLength(120);
    expect(there.asked).toEqual([1]);
    await there.rest(ports);
    expect(messages.map(({ findings }) => findings.length)).toEqual([40, 40, 40, 40, 40]);
    expect(there.now() - Date.parse(NOW)).toBeLessThan(10_000);
  });
});

describe('what a place has already, though it is still in the outbox', () => {
  it('is noted as told and not told again', async () => {
    const ports = there.ports([channel('slack')]);
    const [first, second] = await newsOf(2);
    if (!first || !second) throw new Error('no news');
    await there.run(ports, first);
    await there.run(ports, second);
    await there.findings.confirm(second, 'slack', NOW);
    await there.rest(ports);
    expect(told).toEqual(['slack: opened']);
    expect(await there.run(ports, second)).toEqual(['old']);
  });
});

describe('a message that is not taken among others that are', () => {
  it('is told at once when its news comes again', async () => {
    startAnew(900);
    const ports = there.ports([channel('slack', 1)]);
    const news = await newsOf(60);
    await expect(there.run(ports, ...news)).rejects.toThrow('out of order');
    expect(messages).toMatchObject([{ findings: { length: 20 } }]);
    expect(new Set(await there.run(ports, ...news))).toEqual(new Set(['told', 'old']));
    expect(messages).toMatchObject([{ findings: { length: 20 } }, { findings: { length: 40 } }]);
  });
});

describe('a flush that comes before its time, since clocks differ', () => {
  it('asks for another one', async () => {
    const ports = there.ports([channel('slack')]);
    for (let n = 0; n < 2; n += 1) await there.run(ports, ...(await newsOf(1, n)));
    there.advance(9);
    await there.run(ports, { flush: { channel: 'slack', name: 'here' } });
    expect(there.asked).toEqual([10, 1]);
    await there.rest(ports);
    expect(told).toHaveLength(2);
  });
});
