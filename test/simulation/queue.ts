/** A message of a queue. Times are milliseconds since 1970. */
export interface Message {
  readonly body: string;
  /** When it came to the queue, or could first be received where it was to be late. */
  readonly arrivedAt: number;
  visibleAt: number;
  receives: number;
}

/** A standard SQS queue with its dead-letter queue. */
export interface Queue {
  readonly name: QueueName;
  /** It is received with all that come within the queue's window. */
  send(body: string, arrivesAt: number): void;
  /** Takes up to `most` messages that are visible, and hides them. One that came too often is set aside instead. */
  receive(now: number, most: number, pick: (count: number) => number): readonly Message[];
  delete(message: Message): void;
  /** When a message can be received next; `undefined`: there is none. */
  nextAt(): number | undefined;
  readonly deadLetters: readonly Message[];
}
export type QueueName = 'shares' | 'resources' | 'findings' | 'organization' | 'scopes';

interface Settings {
  readonly hiddenMs: number;
  readonly mostReceives: number;
  /** The most messages that one run gets. */
  readonly batch: number;
  /** How long messages are gathered before a run gets them. */
  readonly windowMs: number;
}

/** As infra/queues.yml has them, and serverless.yml the functions behind them. */
export const QUEUES: Readonly<Record<QueueName, Settings>> = {
  shares: { hiddenMs: 360_000, mostReceives: 5, batch: 40, windowMs: 1000 },
  resources: { hiddenMs: 2_160_000, mostReceives: 5, batch: 10, windowMs: 1000 },
  findings: { hiddenMs: 180_000, mostReceives: 20, batch: 10, windowMs: 1000 },
  organization: { hiddenMs: 180_000, mostReceives: 5, batch: 100, windowMs: 30_000 },
  scopes: { hiddenMs: 5_400_000, mostReceives: 5, batch: 1, windowMs: 0 },
};

/** The end of the window that a moment lies in: windows lie end to end. */
const gathered = (at: number, windowMs: number): number =>
  windowMs === 0 ? at : (Math.floor(at / windowMs) + 1) * windowMs;

export function createQueue(name: QueueName): Queue {
  const { hiddenMs, mostReceives, windowMs } = QUEUES[name];
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
    send: (body, arrivedAt) =>
      void messages.push({ body, arrivedAt, visibleAt: gathered(arrivedAt, windowMs), receives: 0 }),
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
