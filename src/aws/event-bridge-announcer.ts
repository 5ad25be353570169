import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { News } from '../core/finding.ts';
import type { Announcer } from '../ports.ts';

/** As they stand on the findings bus: the rule in infra/ and the parser in src/events match them. */
const NEWS_SOURCE = 'sharewarden';
const NEWS_DETAIL_TYPE = 'Finding News';

/** Puts news on the findings bus, one event each: `detail` is the {@link News}. */
export function eventBridgeAnnouncer(client: EventBridgeClient, busName: string): Announcer {
  return {
    async announce(news) {
      for (let first = 0; first < news.length; first += MOST_ENTRIES) {
        await put(client, busName, news.slice(first, first + MOST_ENTRIES));
      }
    },
  };
}

/** The most that one PutEvents takes. */
const MOST_ENTRIES = 10;

/** PutEvents answers 200 also when it took none of the entries. */
async function put(client: EventBridgeClient, EventBusName: string, news: readonly News[]): Promise<void> {
  const Entries = news.map((each) => ({
    EventBusName,
    Source: NEWS_SOURCE,
    DetailType: NEWS_DETAIL_TYPE,
    Resources: [each.about],
    Detail: JSON.stringify(each),
  }));
  const answer = await client.send(new PutEventsCommand({ Entries }));
  const failed = answer.Entries?.find(({ ErrorCode }) => ErrorCode);
  if (!answer.FailedEntryCount && !failed) return;
  const { ErrorCode = 'no code', ErrorMessage = 'no message' } = failed ?? {};
  throw new Error(
    `${EventBusName} refused ${answer.FailedEntryCount} of ${news.length} events: ${ErrorCode}, ${ErrorMessage}`,
  );
}
