import { AwsError } from '../aws-error.ts';
import type { Call } from '../service.ts';
import type { Queue } from './queue.ts';
import type { QueueRegistry } from './queues.ts';

/** How queues are found by what a request names them with. */
export interface QueueAddresses {
  /** `http://127.0.0.1:4566/111122223333/alerts` */
  urlOf(arn: string): string;
  /**
   * The queue of a URL, in the caller's Region. The host does not matter: a client may reach this machine by any name.
   *
   * @throws AwsError InvalidAddress, QueueDoesNotExist.
   */
  queueOf(url: string | undefined, call: Call): Queue;
}

/** @param endpoint where the cloud is reached now, such as `http://127.0.0.1:4566`. */
export function queueAddresses(queues: QueueRegistry, endpoint: () => string): QueueAddresses {
  return {
    urlOf(arn) {
      const [, , , , account, name] = arn.split(':');
      return `${endpoint().replace(/\/$/, '')}/${account}/${name}`;
    },
    queueOf(url = '', { caller }) {
      const [, account, name] = /^https?:\/\/[^/]+\/(\d{12})\/([\w.-]+)\/?$/.exec(url) ?? [];
      if (!account || !name)
        throw new AwsError('InvalidAddress', `The address ${url} is not valid for this endpoint.`);
      return queues.get(`arn:aws:sqs:${caller.region}:${account}:${name}`);
    },
  };
}
