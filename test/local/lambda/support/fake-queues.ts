import type { PollableQueues, PolledMessage } from '../../../../local/lambda/index.ts';

export const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:work';

/** One queue, without any time of its own: what was received comes back by `reappear`. */
export function fakeQueues() {
  const visible: PolledMessage[] = [];
  const hidden = new Map<string, PolledMessage>();
  const listeners = new Set<() => void>();
  const wake = () => queueMicrotask(() => [...listeners].forEach((listener) => void listener()));
  let sent = 0;
  const queues: PollableQueues = {
    exists: (arn) => arn === QUEUE,
    receive(_arn, max) {
      const batch = visible.splice(0, max);
      for (const message of batch) hidden.set(message.receiptHandle, message);
      return batch;
    },
    delete: (_arn, receiptHandle) => void hidden.delete(receiptHandle),
    onVisible(_arn, listener) {
      listeners.add(listener);
      if (visible.length > 0) wake();
      return () => listeners.delete(listener);
    },
  };
  return {
    ...queues,
    send(body: string, more: Partial<PolledMessage> = {}) {
      sent += 1;
      const id = `message-${sent}`;
      const attributes = { ApproximateReceiveCount: '1', SentTimestamp: '1772366400000' };
      const messageAttributes = {};
      visible.push({
        messageId: id,
        receiptHandle: `handle-${sent}`,
        body,
        attributes,
        messageAttributes,
        ...more,
      });
      wake();
    },
    /** The visibility timeout of everything is over. */
    reappear() {
      visible.push(...hidden.values());
      hidden.clear();
      wake();
    },
    hidden: () => [...hidden.values()].map(({ body }) => body),
    visible: () => visible.map(({ body }) => body),
  };
}
