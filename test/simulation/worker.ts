import { parentPort, workerData } from 'node:worker_threads';
import { search } from './search.ts';

/** Searches with the seed that it is given, and tells what it found. */
Error.stackTraceLimit = 0; // of thousands of errors that nobody reads the stacks take most of the time; a replay has them
const { seed, mostMs } = workerData as { readonly seed: number; readonly mostMs: number };
parentPort?.postMessage(await search({ seed, mostMs, now: () => performance.now() }));
