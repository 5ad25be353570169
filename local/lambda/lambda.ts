import type { World } from '../world.ts';
import type { SessionCredentials } from './environment.ts';
import type { QueueMapping } from './event-source.ts';
import type { FunctionDefinition, LambdaFunction, Outcome } from './function.ts';
import type { LogLine } from './function-log.ts';
import type { PollableQueues } from './pollable-queues.ts';

export interface LambdaOptions {
  readonly world: Pick<World, 'clock' | 'uuid' | 'hex' | 'inFlight'>;
  readonly identities: {
    assume(roleArn: string, sessionName: string): SessionCredentials;
  };
  readonly queues: PollableQueues;
  /** URL of the local cloud, asked for when a process starts. */
  readonly endpoint: () => string;
  /** Told every line that a function writes. */
  readonly onLog?: ((line: LogLine) => void) | undefined;
  /** The most processes at once. Default: four for each of the machine's cores. */
  readonly processLimit?: number | undefined;
}

/** Lambda: functions in processes of their own, and what feeds them. */
export interface Lambda {
  /** @returns its ARN. @throws when there is no artifact, or Lambda would refuse the definition. */
  createFunction(definition: FunctionDefinition): Promise<string>;
  functions(): readonly LambdaFunction[];
  /** Feeds a function from a queue, from now on. @returns the end of it. */
  mapQueue(mapping: QueueMapping): () => void;
  /**
   * Invokes and waits. What goes wrong in the function is an outcome.
   *
   * @throws AwsError ResourceNotFoundException, TooManyRequestsException.
   */
  invoke(nameOrArn: string, payload: unknown): Promise<Outcome>;
  /** Invokes without waiting, with two more attempts. @throws AwsError ResourceNotFoundException. */
  send(nameOrArn: string, payload: unknown): void;
  /** The last lines of one function or all, oldest first. */
  logs(nameOrArn?: string): readonly LogLine[];
  /** So many processes are there. */
  processes(): number;
  /** Ends every mapping and process, and removes what was unpacked. */
  stop(): Promise<void>;
}
