import { availableParallelism } from 'node:os';
import { AwsError } from '../aws-error.ts';
import { artifacts } from './artifact.ts';
import { invokeAsync } from './async-invoke.ts';
import { checkMapping } from './check-mapping.ts';
import { type Concurrency, concurrency } from './concurrency.ts';
import { refusedVariables } from './environment.ts';
import { startEventSource } from './event-source.ts';
import { functionArn, functionName, type LambdaFunction, type Outcome } from './function.ts';
import { functionLogs } from './function-log.ts';
import type { Lambda, LambdaOptions } from './lambda.ts';
import { startSandbox } from './sandbox.ts';
import { createSandboxes } from './sandboxes.ts';

export type { QueueMapping } from './event-source.ts';
export type { FunctionDefinition, LambdaFunction, Outcome } from './function.ts';
export type { LogLine } from './function-log.ts';
export type { Lambda, LambdaOptions } from './lambda.ts';
export type { PollableQueues, PolledMessage } from './pollable-queues.ts';

/** A Lambda without functions. */
export function createLambda(options: LambdaOptions): Lambda {
  const { world, identities, queues, endpoint, onLog } = options;
  const logs = functionLogs(world.clock.now, onLog);
  const packages = artifacts();
  const functions = new Map<string, { definition: LambdaFunction; room: Concurrency }>();
  const mappings: (() => void)[] = [];
  const sandboxes = createSandboxes(
    (definition) =>
      startSandbox(definition, {
        clock: world.clock,
        hex: world.hex,
        logs,
        endpoint,
        credentials: ({ roleArn, name }) => identities.assume(roleArn, name),
      }),
    options.processLimit ?? 4 * availableParallelism(),
  );

  /** Functions of all accounts and Regions: a name alone finds the first of that name. */
  function find(nameOrArn: string) {
    const name = functionName(nameOrArn);
    const isArn = nameOrArn.startsWith('arn:');
    const arn = nameOrArn.split(':').slice(0, 7).join(':');
    const all = [...functions.values()];
    const found = all.find(({ definition }) => (isArn ? definition.arn === arn : definition.name === name));
    if (found) return found;
    throw new AwsError('ResourceNotFoundException', `Function not found: ${nameOrArn}`, { Type: 'User' });
  }

  async function run(definition: LambdaFunction, payload: string): Promise<Outcome> {
    const requestId = world.uuid();
    const end = world.inFlight(`invocation ${requestId} of ${definition.name}`);
    try {
      return await sandboxes.run(definition, { requestId, payload });
    } finally {
      end();
    }
  }

  async function invoke(nameOrArn: string, payload: unknown): Promise<Outcome> {
    const { definition, room } = find(nameOrArn);
    const leave = room.enter();
    if (!leave) throw throttled();
    try {
      return await run(definition, JSON.stringify(payload ?? null));
    } finally {
      leave();
    }
  }

  const tell = (name: string, text: string) => logs.write({ functionName: name, stream: 'platform', text });

  return {
    async createFunction(definition) {
      const refusal = refusedVariables(definition.environment ?? {});
      if (refusal) throw new AwsError('InvalidParameterValueException', refusal);
      const arn = functionArn(definition.scope, definition.name);
      if (functions.has(arn)) {
        const message = `Function already exist: ${definition.name}`;
        throw new AwsError('ResourceConflictException', message, { Type: 'User' });
      }
      const { reservedConcurrency, ...rest } = definition;
      const whole: LambdaFunction = {
        ...rest,
        arn,
        memoryMb: definition.memoryMb ?? 128,
        timeoutSeconds: definition.timeoutSeconds ?? 3,
        environment: definition.environment ?? {},
        taskRoot: await packages.open(definition.artifact),
        logGroupName: `/aws/lambda/${definition.name}`,
      };
      functions.set(arn, { definition: whole, room: concurrency(reservedConcurrency) });
      return arn;
    },
    functions: () => [...functions.values()].map(({ definition }) => definition),
    mapQueue(mapping) {
      const { definition, room } = find(mapping.functionName);
      checkMapping(mapping, queues);
      if (mapping.enabled === false) return () => {};
      const end = startEventSource(mapping, {
        world,
        queues,
        concurrency: room,
        run: (payload) => run(definition, payload),
        onTrouble: (error) => tell(definition.name, `the batch stays in its queue: ${String(error)}`),
      });
      mappings.push(end);
      return end;
    },
    invoke,
    send(nameOrArn, payload) {
      const { definition } = find(nameOrArn);
      invokeAsync(
        world.clock,
        () => invoke(definition.arn, payload).catch(outcomeOf),
        (outcome) => tell(definition.name, `given up after three attempts: ${JSON.stringify(outcome)}`),
      );
    },
    logs: (nameOrArn) => logs.lines(nameOrArn === undefined ? undefined : functionName(nameOrArn)),
    processes: sandboxes.size,
    async stop() {
      for (const end of mappings) end();
      await sandboxes.stop();
      await packages.remove();
    },
  };
}

const throttled = () =>
  new AwsError('TooManyRequestsException', 'Rate Exceeded.', {
    Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    Type: 'User',
  });

/** What kept an invocation from beginning counts as its failure. */
function outcomeOf(error: unknown): Outcome {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const errorType = error instanceof AwsError ? error.code : name;
  return { status: 'failure', error: { errorType, errorMessage: message } };
}
