import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Alert } from '../core/alert.ts';
import type { FindingMessage } from '../core/finding-message.ts';
import type { AlertChannel } from '../ports.ts';
import { batches } from './batches.ts';

/** As docs/events.md has it. */
const SOURCE = 'sharewarden';
const DETAIL_TYPE = 'Sharewarden Finding';

/** Puts findings on the bus for those who build on them, one event each. Whoever listens has a rule of their own. */
export function eventBridgeFindings(
  client: EventBridgeClient,
  busName: string,
  render: (alert: Alert) => FindingMessage,
): AlertChannel {
  return {
    name: 'events',
    placeOf: () => busName,
    async tell(EventBusName, digest) {
      const entries = digest.map(render).map(({ about, detail }) => ({
        EventBusName,
        Source: SOURCE,
        DetailType: DETAIL_TYPE,
        Resources: [about],
        Detail: detail,
      }));
      for (const Entries of batches(entries, bytesOf)) {
        const answer = await client.send(new PutEventsCommand({ Entries: [...Entries] }));
        // It answers 200 also when it took none of them.
        const failed = answer.Entries?.find(({ ErrorCode }) => ErrorCode);
        if (!answer.FailedEntryCount && !failed) continue;
        const { ErrorCode = 'no code', ErrorMessage = 'no message' } = failed ?? {};
        throw new Error(`${EventBusName} refused findings: ${ErrorCode}, ${ErrorMessage}`);
      }
      return undefined;
    },
  };
}

const bytesOf = ({ Detail, Resources }: { readonly Detail: string; readonly Resources: readonly string[] }) =>
  Buffer.byteLength(Detail) + Buffer.byteLength(Resources.join('')) + SOURCE.length + DETAIL_TYPE.length;
