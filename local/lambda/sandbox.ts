import { setImmediate as nextTurn } from 'node:timers/promises';
import type { VirtualClock } from '../clock.ts';
import { environmentOf, type SessionCredentials } from './environment.ts';
import { failure, type LambdaFunction, type Outcome } from './function.ts';
import type { FunctionLogs } from './function-log.ts';
import { startProcess } from './function-process.ts';
import { reportLine } from './report-line.ts';
import { type RuntimeAnswer, runtimeApi } from './runtime-api.ts';

/** What a sandbox is given of the cloud around it. */
export interface SandboxSurroundings {
  readonly clock: VirtualClock;
  readonly hex: (digits: number) => string;
  readonly logs: FunctionLogs;
  readonly credentials: (definition: LambdaFunction) => SessionCredentials;
  readonly endpoint: () => string;
}

export interface InvocationRequest {
  readonly requestId: string;
  /** JSON, as text. */
  readonly payload: string;
}

/** A process that one function runs in. Kept warm between invocations; takes one at a time. */
export interface Sandbox {
  /** Never rejects for what the function does: a crash and a timeout are outcomes. */
  run(request: InvocationRequest): Promise<Outcome>;
  /** Its process lives and its credentials last for another invocation. */
  isUsable(): boolean;
  /** Resolves when the process is gone. */
  close(): Promise<void>;
}

/** Starts a process for the function. Whatever becomes of it shows in the outcome of `run`. */
export async function startSandbox(
  definition: LambdaFunction,
  { clock, hex, logs, credentials, endpoint }: SandboxSurroundings,
): Promise<Sandbox> {
  const { name, arn, timeoutSeconds, memoryMb } = definition;
  const timeoutMs = timeoutSeconds * 1000;
  const api = await runtimeApi();
  const session = credentials(definition);
  const day = new Date(clock.now()).toISOString().slice(0, 10).replaceAll('-', '/');
  const environment = environmentOf(definition, {
    credentials: session,
    runtimeApi: api.address,
    endpoint: endpoint(),
    logStreamName: `${day}/[$LATEST]${hex(32)}`,
  });
  const startedAt = performance.now();
  let isClosed = false;
  let isFresh = true;
  let requestId: string | undefined;

  const child = startProcess(definition, environment, (stream, text) =>
    logs.write({ functionName: name, requestId, stream, text }),
  );
  const gone = child.ended.then((how) => {
    const prefix = requestId ? `RequestId: ${requestId} ` : '';
    api.abandon(failure('Runtime.ExitError', `${prefix}Error: ${how}`));
    api.close();
  });
  const tell = (text: string) => logs.write({ functionName: name, requestId, stream: 'platform', text });

  function close() {
    isClosed = true;
    child.kill();
    return gone;
  }

  async function run({ requestId: id, payload }: InvocationRequest): Promise<Outcome> {
    requestId = id;
    tell(`START RequestId: ${id} Version: $LATEST`);
    const init = await within(INIT_LIMIT_MS + timeoutMs, api.initialized);
    const initMs = isFresh ? performance.now() - startedAt : undefined;
    isFresh = false;
    const begunAt = performance.now();
    const answer = init?.status === 'success' ? await ask(id, payload) : init && { outcome: init };
    const durationMs = performance.now() - begunAt;
    // A runtime that has reported an error may still be on its way out.
    if (init?.status === 'success' && answer) await within(timeoutMs, api.readied());
    // What the function printed is in the pipe before its answer is in the socket, but may be read after it.
    await nextTurn();
    const timeout = `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
    if (!answer) tell(`${new Date(clock.now()).toISOString()} ${id} ${timeout}`);
    tell(`END RequestId: ${id}`);
    tell(reportLine({ requestId: id, durationMs, memoryMb, maxRssKb: answer?.maxRssKb, initMs }));
    if (!answer || init?.status === 'failure') await close();
    requestId = undefined;
    return answer?.outcome ?? failure('Sandbox.Timedout', `RequestId: ${id} Error: ${timeout}`);
  }

  /** `undefined`: no answer within the function's timeout. */
  function ask(id: string, payload: string): Promise<RuntimeAnswer | undefined> {
    const invocation = {
      requestId: id,
      payload,
      deadlineMs: clock.now() + timeoutMs,
      functionArn: arn,
      traceId: `Root=1-${hex(8)}-${hex(24)};Parent=${hex(16)};Sampled=0`,
      clockOffsetMs: clock.offsetMs(),
    };
    return within(timeoutMs, api.invoke(invocation));
  }

  const isUsable = () =>
    !isClosed && child.isAlive() && session.expiration.getTime() > clock.now() + timeoutMs;
  return { run, isUsable, close };
}

/** Lambda gives a function ten seconds to load; what needs longer gets the time of an invocation on top. */
const INIT_LIMIT_MS = 10_000;

/** `undefined`: not within so many milliseconds of the machine's time, which is the time that processes run in. */
async function within<T>(limitMs: number, work: Promise<T>): Promise<T | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), limitMs);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
