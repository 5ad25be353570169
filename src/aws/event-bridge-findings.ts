import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { batches } from './batches.ts';
import type { PublishFindings } from './event-alerts.ts';

/** As docs/events.md has it. */
const SOURCE = 'sharewarden';
const DETAIL_TYPE = 'Sharewarden Finding';

/** Puts findings on the bus for those who build on them, one event each. Whoever listens has a rule of their own. */
export function eventBridgeFindings(client: EventBridgeClient, EventBusName: string): PublishFindings {
  return async (messages) => {
    const entries = messages.map(({ about, detail }) => ({
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
  };
}

const bytesOf = ({ Detail, Resources }: { readonly Detail: string; readonly Resources: readonly string[] }) =>
  Buffer.byteLength(Detail) + Buffer.byteLength(Resources.join('')) + SOURCE.length + DETAIL_TYPE.length;
