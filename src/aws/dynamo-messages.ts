import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { MessagePlace, ToldOf } from '../core/told-message.ts';
import type { Messages } from '../ports.ts';
import { beginningWith, idInKey, type Key, partitionOf } from './dynamo-keys.ts';
import { type Item, tableOf } from './dynamo-table.ts';

/** A message of which nobody has heard for so long is left as it is. */
const KEPT_SECONDS = 366 * 24 * 3600;

/**
 * Messages in one DynamoDB table: one item by the place of the message, which says what it tells of, and one beside each
 * finding, which says where it was told. The first is written first: it is what the others lead to.
 */
export function dynamoMessages(client: DynamoDBDocumentClient, tableName: string): Messages {
  const table = tableOf(client, tableName);
  return {
    async keep(place, told, now) {
      const kept = { kind: 'message', expiresAt: Math.floor(Date.parse(now) / 1000) + KEPT_SECONDS } as const;
      await table.put({ ...keyOf(place), ...kept, told });
      for (const each of told) {
        await table.put({ pk: partitionOf(each.about), sk: placeKey(each, place), ...kept, ...place });
      }
    },

    async about(place) {
      const item = await table.get(keyOf(place));
      return item && (item.told as readonly ToldOf[]); // put by `keep`, the only writer of such items
    },

    async of(told) {
      const items = await table.range(partitionOf(told.about), ...beginningWith(placesOf(told)));
      return items.map(placeIn);
    },
  };
}

const keyOf = ({ channel, ts }: MessagePlace): Key => ({ pk: `MESSAGE#${channel}#${ts}`, sk: 'MESSAGE' });
const placesOf = ({ findingId, occurrence }: ToldOf): string =>
  `MESSAGE#${idInKey(findingId)}#${occurrence}#`;
const placeKey = (told: ToldOf, { channel, ts }: MessagePlace): string => `${placesOf(told)}${ts}#${channel}`;
const placeIn = ({ channel, ts }: Item): MessagePlace => ({ channel, ts }) as MessagePlace; // as above
