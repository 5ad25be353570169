import { readFile } from 'node:fs/promises';
import { setImmediate as nextTurn, setTimeout as onTheMachine } from 'node:timers/promises';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribePoolsCommand, PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { CreateResourceShareCommand, GetResourceSharesCommand, RAMClient } from '@aws-sdk/client-ram';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCloud } from '../../local/cloud.ts';
import { sleepOn, withTimePassing } from '../../local/time-passing.ts';
import { virtualClock } from '../../local/virtual-clock.ts';
import { makeTable } from '../support/service.ts';

/** A clock alone, at 0. */
function aClock() {
  const clock = virtualClock({ mode: 'manual', startMs: 0 });
  return { world: { clock }, clock, sleep: sleepOn(clock) };
}

async function aCloud() {
  const cloud = await createCloud({ clock: 'manual' });
  onTestFinished(() => cloud.stop());
  const settings = (account = '111122223333', maxAttempts = 1) => ({
    requestHandler: cloud.requestHandler,
    region: 'us-east-1',
    credentials: { accessKeyId: account, secretAccessKey: 'local' },
    maxAttempts,
  });
  return { cloud, settings, sleep: sleepOn(cloud.world.clock) };
}

describe('work that sleeps on the virtual clock', () => {
  it('takes as long as it sleeps, and gives its result', async () => {
    const { sleep, clock, ...world } = aClock();
    const timed = await withTimePassing(world, async () => {
      await sleep(1500);
      await sleep(0);
      await sleep(86_400_000);
      return 'done';
    });
    expect(timed).toEqual({ result: 'done', seconds: 86_401.5 });
    expect(clock.now()).toBe(86_401_500);
  });

  it('takes no time when it does not sleep', async () => {
    const { clock, ...world } = aClock();
    clock.at(1000, () => {});
    expect(await withTimePassing(world, async () => 1)).toEqual({ result: 1, seconds: 0 });
    expect(clock.nextDue()).toBe(1000);
  });

  it('runs side by side in lanes, each at its own pace', async () => {
    const { sleep, clock, ...world } = aClock();
    const seen: string[] = [];
    const lane = async (name: string, pauses: readonly number[]) => {
      for (const ms of pauses) {
        await sleep(ms);
        seen.push(`${name} ${clock.now()}`);
      }
    };
    const { seconds } = await withTimePassing(world, async () => {
      await Promise.all([lane('a', [1000, 1000, 1000]), lane('b', [700, 700]), lane('c', [2500])]);
    });
    expect(seen).toEqual(['b 700', 'a 1000', 'b 1400', 'a 2000', 'c 2500', 'a 3000']);
    expect(seconds).toBe(3);
  });

  it('takes as long as its longest lane, whatever it does between', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.tuple(fc.nat(5000), fc.nat(20)), { maxLength: 4 }), { maxLength: 3 }),
        async (lanes) => {
          const { sleep, ...world } = aClock();
          const { seconds } = await withTimePassing(world, async () => {
            await Promise.all(
              lanes.map(async (steps) => {
                for (const [ms, turns] of steps) {
                  await sleep(ms);
                  for (let turn = 0; turn < turns; turn += 1) await nextTurn();
                }
              }),
            );
          });
          const lengths = lanes.map((steps) => steps.reduce((sum, [ms]) => sum + ms, 0));
          expect(seconds).toBe(Math.max(0, ...lengths) / 1000);
        },
      ),
      { numRuns: 30 },
    ));

  it('is not overtaken while it reads files, or waits for the machine', async () => {
    const { sleep, clock, ...world } = aClock();
    const begun: number[] = [];
    const slow = async () => {
      for (const step of [() => readFile(import.meta.filename), () => onTheMachine(20)]) {
        begun.push(clock.now());
        await step();
        await sleep(1000);
      }
      begun.push(clock.now());
    };
    await withTimePassing(world, () => Promise.all([slow(), sleep(500), sleep(10_000)]));
    expect(begun).toEqual([0, 1000, 2000]);
  });
});

describe('work that leaves a timer behind', () => {
  it('goes on when the timer would not keep the process alive', async () => {
    const { sleep, clock: _, ...world } = aClock();
    const timed = withTimePassing(
      world,
      async () => {
        const signal = AbortSignal.timeout(60_000);
        await sleep(1000);
        return signal.aborted;
      },
      { patienceMs: 20 },
    );
    expect(await timed).toEqual({ result: false, seconds: 1 });
  });
});

describe('work that can not end', () => {
  it('is told so when nothing is due', async () => {
    const { clock: _, ...world } = aClock();
    const never = withTimePassing(world, () => new Promise(() => {}));
    await expect(never).rejects.toThrow('the work waits for something that time does not bring');
  });

  it('is told so when time goes on and on', async () => {
    const { sleep, ...world } = aClock();
    const forever = async () => {
      for (;;) await sleep(60_000);
    };
    const timed = withTimePassing(world, forever, { longestMs: 3_600_000 });
    await expect(timed).rejects.toThrow('the work is not over after 3600 seconds');
  });

  it('is told so when it never comes to rest', async () => {
    const { sleep, clock: _, ...world } = aClock();
    const timed = withTimePassing(
      world,
      async () => {
        const timer = setInterval(() => {}, 1);
        onTestFinished(() => clearInterval(timer));
        await sleep(1000);
      },
      { patienceMs: 20 },
    );
    await expect(timed).rejects.toThrow('no rest after 20 ms: Timeout');
  });

  it('fails as it fails', async () => {
    const { sleep, ...world } = aClock();
    const timed = withTimePassing(world, async () => {
      await sleep(1000);
      throw new Error('no luck');
    });
    await expect(timed).rejects.toThrow('no luck');
  });
});

describe('SDK clients in a cloud whose callers are held to rates', () => {
  it('take a second for each call but the first, in each of three lanes', async () => {
    const { cloud, settings, sleep } = await aCloud();
    cloud.world.switches.requestRates = 'published';
    const lane = async (account: string) => {
      const client = new PinpointSMSVoiceV2Client(settings(account));
      for (let call = 0; call < 5; call += 1) {
        if (call > 0) await sleep(1000);
        await client.send(new DescribePoolsCommand({}));
      }
    };
    const { seconds } = await withTimePassing(cloud, async () => {
      await Promise.all(['111122223333', '444455556666', '555566667777'].map(lane));
    });
    expect(seconds).toBe(4);
    expect(cloud.calls.entries().map(({ status }) => status)).toEqual(Array(15).fill(200));
  });

  it('find no way round by asking again at the same moment', async () => {
    const { cloud, settings } = await aCloud();
    cloud.world.switches.requestRates = 'published';
    const client = new PinpointSMSVoiceV2Client(settings('111122223333', 2));
    const ask = () => client.send(new DescribePoolsCommand({}));
    const { result, seconds } = await withTimePassing(cloud, () => Promise.allSettled([ask(), ask()]));
    expect(result.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(seconds).toBe(0);
  });

  it('wait for the tables too', async () => {
    const { cloud, settings, sleep } = await aCloud();
    await makeTable(new DynamoDBClient(settings()));
    const moments: number[] = [];
    const start = cloud.world.clock.now();
    const lane = async (name: string) => {
      const client = new DynamoDBClient(settings());
      for (let step = 0; step < 3; step += 1) {
        const Item = { pk: { S: name }, sk: { S: String(step) } };
        await client.send(new PutItemCommand({ TableName: 'sharewarden', Item }));
        moments.push(cloud.world.clock.now() - start);
        await sleep(1000);
      }
    };
    const { seconds } = await withTimePassing(cloud, () => Promise.all(['a', 'b', 'c'].map(lane)));
    expect(moments).toEqual([0, 0, 0, 1000, 1000, 1000, 2000, 2000, 2000]);
    expect(seconds).toBe(3);
  });

  it('see what the services bring about as time passes', async () => {
    const { cloud, settings, sleep } = await aCloud();
    const client = new RAMClient(settings());
    const { result, seconds } = await withTimePassing(cloud, async () => {
      await client.send(new CreateResourceShareCommand({ name: 'share', principals: ['444455556666'] }));
      await sleep(13 * 3_600_000);
      return (await client.send(new GetResourceSharesCommand({ resourceOwner: 'SELF' }))).resourceShares;
    });
    expect(result).toHaveLength(1);
    expect(seconds).toBe(13 * 3600);
    expect(cloud.work.current()).toEqual([]);
  });
});
