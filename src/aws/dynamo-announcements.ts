import type { News } from '../core/finding.ts';
import type { Findings } from '../ports.ts';
import { idInKey, type Key, partitionOf } from './dynamo-keys.ts';
import type { Table } from './dynamo-table.ts';

/** Longer than any queue keeps a message (14 days) that might tell the news again. */
const KEPT_MS = 30 * 24 * 3600 * 1000;

/** Which channel was told of what: one item a piece of news and channel. */
export function announcementRecords(table: Table): Pick<Findings, 'isTold' | 'confirm'> {
  return {
    async isTold(news, channel) {
      return (await table.get(keyOf(news, channel))) !== undefined;
    },

    async confirm(news, channel, now) {
      const note = {
        does: 'SET #kind = :kind, #toldAt = if_not_exists(#toldAt, :now), #expiresAt = :expiresAt',
        with: { kind: 'announcement', now, expiresAt: expiryOf(now) },
      };
      await table.update(keyOf(news, channel), note);
    },
  };
}

function keyOf({ about, findingId, occurrence, revision, change }: News, channel: string): Key {
  const news = `${occurrence}.${revision}.${change}`;
  return { pk: partitionOf(about), sk: `TOLD#${idInKey(findingId)}#${news}#${channel}` };
}

/** The attribute by which DynamoDB drops old items: seconds since 1970. Nothing is decided by it. */
const expiryOf = (now: string): number => Math.floor((Date.parse(now) + KEPT_MS) / 1000);
