import type { Alert } from '../core/alert.ts';
import type { FindingMessage } from '../core/finding-message.ts';
import type { AlertChannel } from '../ports.ts';

/** @throws when one of them was not taken. */
export type PublishFindings = (messages: readonly FindingMessage[]) => Promise<void>;

/**
 * Tells machines of findings, wherever they listen. Where one of the places fails all are told again: whoever has had a
 * finding knows it by its key.
 */
export function eventAlerts(
  publish: readonly PublishFindings[],
  render: (alert: Alert) => FindingMessage,
): AlertChannel {
  return {
    name: 'events',
    placeOf: () => 'machines',
    async tell(_, digest) {
      const messages = digest.map(render);
      for (const each of publish) await each(messages);
      return undefined;
    },
  };
}
