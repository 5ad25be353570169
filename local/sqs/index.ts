import * as model from '@aws-sdk/client-sqs';
import type { Service } from '../service.ts';
import type { World } from '../world.ts';
import { messageOperations } from './message-operations.ts';
import { moveTaskOperations } from './move-tasks.ts';
import { queueAddresses } from './queue-address.ts';
import { queueOperations } from './queue-operations.ts';
import { type Queues, queueRegistry } from './queues.ts';
import { receiveMessage } from './receive-message.ts';

export type { NewMessage, ReceivedMessage } from './message.ts';
export type { Depth } from './queue.ts';
export type { Queues } from './queues.ts';

export interface SqsOptions {
  /** Where the cloud is reached, for queue URLs. Default: `http://127.0.0.1:4566`. */
  readonly endpoint?: () => string;
}

/** Standard queues; times by the world's clock, but for long polls, which wait on the machine's. */
export function sqsService(
  world: World,
  { endpoint = () => 'http://127.0.0.1:4566' }: SqsOptions = {},
): { readonly service: Service; readonly queues: Queues } {
  const queues = queueRegistry(world);
  const addresses = queueAddresses(queues, endpoint);
  const operations = {
    ...queueOperations(world, queues, addresses),
    ...messageOperations(addresses),
    ReceiveMessage: receiveMessage(addresses),
    ...moveTaskOperations(world, queues),
  };
  return { service: { name: 'sqs', model, operations }, queues };
}
