import { fileURLToPath } from 'node:url';
import type { Cloud } from './cloud.ts';
import { type Flags, flagsFrom } from './start/flags.ts';
import { tellHowTo } from './start/how-to.ts';
import { outputTo } from './start/output.ts';
import { runService } from './start/running-service.ts';
import { tellStory } from './story/index.ts';

/** `npm start`: the service in a local cloud, until Ctrl-C; with `--once`, until the story is told. */
async function main(args: readonly string[]): Promise<number> {
  const read = flagsFrom(args);
  if ('help' in read) {
    console.log(read.help);
    return 0;
  }
  if ('error' in read) {
    console.error(read.error);
    return 2;
  }
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => ending.abort());
  }
  try {
    return await run(read.flags, ending.signal);
  } catch (error) {
    if (ending.signal.aborted) return 0;
    tell.bad(reasonOf(error));
    return 1;
  }
}

const tell = outputTo(process.stdout, process.env.NO_COLOR);

async function run(flags: Flags, signal: AbortSignal): Promise<number> {
  tell.title('Sharewarden in a local cloud');
  const cloud = await runService({
    ...flags,
    root: fileURLToPath(new URL('..', import.meta.url)),
    guardrailsFile: process.env.GUARDRAILS_FILE, // as `npm run build` takes it
    progress: (step) => tell.say(step),
    log: (line) => console.error(line),
    signal,
  });
  try {
    tell.good(`serving on ${cloud.endpoint()}`);
    const code = flags.story ? await story(cloud, signal) : 0;
    if (flags.once || signal.aborted) return code;
    tellHowTo({ endpoint: cloud.endpoint(), region: cloud.region, account: cloud.account }, tell);
    tell.say('Ctrl-C stops it.');
    await aborted(signal);
    return 0;
  } finally {
    await cloud.stop();
  }
}

/** @returns the exit code: 0 when it ended as it has to. */
async function story(cloud: Cloud, signal: AbortSignal): Promise<number> {
  try {
    const told = tellStory({ endpoint: cloud.endpoint(), region: cloud.region, tell });
    const differences = await Promise.race([told, aborted(signal)]);
    if (!differences) {
      told.catch(() => {}); // it breaks off with the cloud that is stopped under it
      return 0;
    }
    for (const difference of differences) tell.bad(difference);
    if (differences.length === 0) tell.good('the story ended as it has to');
    return differences.length === 0 ? 0 : 1;
  } catch (error) {
    tell.bad(`the story broke off: ${reasonOf(error)}`);
    return 1;
  }
}

const aborted = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

process.exit(await main(process.argv.slice(2)));
