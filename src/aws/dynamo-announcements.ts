import type { News } from '../core/finding.ts';
import type { Findings } from '../ports.ts';
import { type Key, partitionOf } from './dynamo-keys.ts';
import { isAbsent, type Table } from './dynamo-table.ts';

/** Longer than any queue keeps a message (14 days) that might tell the news again. */
const KEPT_MS = 30 * 24 * 3600 * 1000;

/** Who tells which channel of what: one item a piece of news and channel, with a lease while it is being told. */
export function announcementRecords(table: Table): Pick<Findings, 'claim' | 'confirm'> {
  return {
    async claim(news, channel, now, leaseMs) {
      const key = keyOf(news, channel);
      const isFree = {
        holds: `${isAbsent.holds} OR (attribute_not_exists(#toldAt) AND #leaseUntil <= :now)`,
        with: { now },
      };
      const claim = {
        leaseUntil: new Date(Date.parse(now) + leaseMs).toISOString(),
        expiresAt: expiryOf(now),
      };
      if (await table.put({ ...key, kind: 'announcement', ...claim }, isFree)) return 'claimed';
      return (await table.get(key))?.toldAt ? 'told' : 'taken';
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
  return { pk: partitionOf(about), sk: `TOLD#${findingId}#${news}#${channel}` };
}

/** The attribute by which DynamoDB drops old items: seconds since 1970. Nothing is decided by it. */
const expiryOf = (now: string): number => Math.floor((Date.parse(now) + KEPT_MS) / 1000);
