/** A message of a queue. Times are milliseconds since 1970. */
export interface Message {
  readonly body: string;
  /** When it came to the queue. */
  readonly arrivedAt: number;
  visibleAt: number;
  receives: number;
}

/** A standard SQS queue with its dead-letter queue. */
export interface Queue {
  readonly name: QueueName;
  send(body: string, visibleAt: number): void;
  /** Takes up to `most` messages that are visible, and hides them. One that came too often is set aside instead. */
  receive(now: number, most: number, pick: (count: number) => number): readonly Message[];
  delete(message: Message): void;
  /** When a message can be received next; `undefined`: there is none. */
  nextAt(): number | undefined;
  readonly deadLetters: readonly Message[];
}
export type QueueName = 'shares' | 'resources' | 'findings' | 'organization' | 'scopes';

/** As infra/queues.yml has them. */
export const QUEUES: Readonly<
  Record<QueueName, { readonly hiddenMs: number; readonly mostReceives: number }>
> = {
  shares: { hiddenMs: 360_000, mostReceives: 5 },
  resources: { hiddenMs: 2_160_000, mostReceives: 5 },
  findings: { hiddenMs: 180_000, mostReceives: 20 },
  organization: { hiddenMs: 180_000, mostReceives: 5 },
  scopes: { hiddenMs: 5_400_000, mostReceives: 5 },
};

export function createQueue(name: QueueName): Queue {
  const { hiddenMs, mostReceives } = QUEUES[name];
  const messages: Message[] = [];
  const deadLetters: Message[] = [];
  const remove = (message: Message): void => {
    const at = messages.indexOf(message);
    if (at >= 0) messages.splice(at, 1);
  };
  return {
    name,
    deadLetters,
    delete: remove,
    send: (body, visibleAt) => void messages.push({ body, arrivedAt: visibleAt, visibleAt, receives: 0 }),
    nextAt: () =>
      messages.reduce<number | undefined>(
        (first, { visibleAt }) => Math.min(first ?? visibleAt, visibleAt),
        undefined,
      ),
    receive(now, most, pick) {
      const visible = messages.filter(({ visibleAt }) => visibleAt <= now);
      const taken: Message[] = [];
      while (visible.length > 0 && taken.length < most) {
        const [message] = visible.splice(pick(visible.length), 1);
        if (!message) break;
        if (message.receives >= mostReceives) {
          remove(message);
          deadLetters.push(message);
          continue;
        }
        message.receives += 1;
        message.visibleAt = now + hiddenMs;
        taken.push(message);
      }
      return taken;
    },
  };
}
