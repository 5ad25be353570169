import type { LambdaFunction, Outcome } from './function.ts';
import type { InvocationRequest, Sandbox } from './sandbox.ts';

/** All sandboxes of one local cloud. */
export interface Sandboxes {
  /** Runs in a warm sandbox of the function, or in a new one; waits while the machine has no room for either. */
  run(definition: LambdaFunction, request: InvocationRequest): Promise<Outcome>;
  /** So many processes are there, busy or warm. */
  size(): number;
  /** Ends every process, and waits for it. What runs in them fails. */
  stop(): Promise<void>;
}

/**
 * @param start makes a new sandbox.
 * @param limit the most processes at once: beyond it a warm one of another function has to go, and then one waits.
 */
export function createSandboxes(
  start: (definition: LambdaFunction) => Promise<Sandbox>,
  limit: number,
): Sandboxes {
  /** Longest idle first. */
  let warm: readonly Warm[] = [];
  const running = new Set<Sandbox>();
  /** Those who wait for a place, in order of arrival. */
  const queue: (() => void)[] = [];
  let taken = 0;
  let stopped = false;

  /** Waits for one of `limit` places. A place that comes free goes to the first in the queue, never to a latecomer. */
  async function takePlace() {
    if (taken < limit) taken += 1;
    else await new Promise<void>((resolve) => queue.push(resolve));
  }

  function givePlace() {
    const next = queue.shift();
    if (next) next();
    else taken -= 1;
  }

  async function sandboxFor(definition: LambdaFunction): Promise<Sandbox> {
    for (const { sandbox } of warm.filter((each) => !each.sandbox.isUsable())) sandbox.close();
    warm = warm.filter(({ sandbox }) => sandbox.isUsable());
    const own = warm.findLast(({ arn }) => arn === definition.arn);
    const leaving = own ?? (taken + warm.length > limit ? warm[0] : undefined);
    warm = warm.filter((each) => each !== leaving);
    if (own) return own.sandbox;
    leaving?.sandbox.close();
    return start(definition);
  }

  async function run(definition: LambdaFunction, request: InvocationRequest): Promise<Outcome> {
    await takePlace();
    let sandbox: Sandbox | undefined;
    try {
      if (stopped) throw new Error('the local cloud has stopped');
      sandbox = await sandboxFor(definition);
      running.add(sandbox);
      if (stopped) sandbox.close();
      return await sandbox.run(request);
    } finally {
      if (sandbox) running.delete(sandbox);
      if (sandbox?.isUsable()) warm = [...warm, { arn: definition.arn, sandbox }];
      givePlace();
    }
  }

  return {
    run,
    size: () => running.size + warm.length,
    async stop() {
      stopped = true;
      const all = [...running, ...warm.map(({ sandbox }) => sandbox)];
      warm = [];
      await Promise.all(all.map((sandbox) => sandbox.close()));
    },
  };
}

interface Warm {
  readonly arn: string;
  readonly sandbox: Sandbox;
}
