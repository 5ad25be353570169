import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { History } from './history.ts';
import { play } from './play.ts';
import type { Found } from './search.ts';

/** `npm run simulate -- --seconds 600 --seed 1`, or `--replay '…'` for a history that it printed. */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string' },
    replay: { type: 'string' },
    workers: { type: 'string', default: String(availableParallelism()) },
  },
});

if (values.replay !== undefined) await replay(values.replay);
else await simulate(Number(values.seconds), Number(values.seed ?? Math.floor(Math.random() * 1_000_000)));

async function replay(text: string): Promise<void> {
  const history: History = JSON.parse(text);
  const { broken } = await play(history, {}, console.log);
  for (const { promise, what } of broken) console.log(`promise ${promise} broken: ${what}`);
  if (broken.length === 0) console.log('no promise broken');
  process.exitCode = broken.length > 0 ? 1 : 0;
}

async function simulate(seconds: number, seed: number): Promise<void> {
  setFlagsFromString('--min-semi-space-size=64'); // histories leave a lot behind, and soon
  setFlagsFromString('--max-semi-space-size=64');
  console.log(`seed ${seed}, ${seconds} seconds, ${values.workers} workers`);
  const workers = Array.from({ length: Number(values.workers) }, (_, at) => {
    const workerData = { seed: seed + at * 1_000_000, mostMs: seconds * 1000 };
    return new Worker(new URL('./worker.ts', import.meta.url), { workerData });
  });
  const founds = await Promise.all(workers.map(found));
  const sum = (of: (found: Found) => number) => founds.reduce((total, each) => total + of(each), 0);
  console.log(`${sum(({ histories }) => histories)} histories, ${sum(({ steps }) => steps)} steps`);
  const failed = founds.flatMap((each) => each.failed ?? []);
  for (const { history, broken } of failed) {
    for (const { promise, what } of broken) console.log(`promise ${promise} broken: ${what}`);
    console.log(`npm run simulate -- --replay '${JSON.stringify(history)}'`);
  }
  if (failed.length === 0) console.log('no promise broken');
  process.exitCode = failed.length > 0 ? 1 : 0;
}

function found(worker: Worker): Promise<Found> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
