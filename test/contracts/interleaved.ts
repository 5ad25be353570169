import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';

/** A scheduler that chooses, call by call, which of several writers reaches the table next. */
export interface Interleaving {
  /** The client as one of the writers sees it: each of its calls waits until it is chosen. */
  through(client: DynamoDBDocumentClient): DynamoDBDocumentClient;
  /** Runs the writers to their end. */
  run<T>(writers: readonly Promise<T>[]): Promise<readonly T[]>;
}

/** Calls reach the table one at a time, in an order that fast-check chooses and shrinks. */
export function interleavings(): fc.Arbitrary<Interleaving> {
  let call: Promise<unknown> = Promise.resolve();
  const act = async (release: () => Promise<unknown>) => {
    await release();
    for (let tick = 0; tick < 5; tick++) await undefined; // the released writer starts its call meanwhile
    await call.catch(() => undefined); // its failure is the writer's own matter
  };
  return fc.scheduler({ act }).map((scheduler) => ({
    through: (client) =>
      new Proxy(client, {
        get(target, member, receiver) {
          if (member !== 'send') return Reflect.get(target, member, receiver);
          return async (command: Parameters<typeof client.send>[0]) => {
            await scheduler.schedule(Promise.resolve(), command.constructor.name);
            call = target.send(command);
            return call;
          };
        },
      }),
    run: (writers) => scheduler.waitFor(Promise.all(writers)),
  }));
}
