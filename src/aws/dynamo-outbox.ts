import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Outgoing, type Target, targetKey } from '../core/digest.ts';
import { type News, newsKey } from '../core/finding.ts';
import type { Outbox, Pace } from '../ports.ts';
import { idInKey, type Key } from './dynamo-keys.ts';
import { type Item, isAbsent, tableOf } from './dynamo-table.ts';

/** The outbox in one DynamoDB table: a partition for each place, with an item a piece of news, and one for its turn. */
export function dynamoOutbox(client: DynamoDBDocumentClient, tableName: string): Outbox {
  const table = tableOf(client, tableName);
  return {
    async put(target, outgoing) {
      await table.put({ ...keyOf(target, outgoing.news), kind: 'outgoing', ...outgoing }, isAbsent);
    },

    async drop(target, news) {
      await table.delete(keyOf(target, news));
    },

    async begin(target, now, leaseMs) {
      const holder = randomUUID();
      const until = new Date(Date.parse(now) + leaseMs).toISOString();
      const take = {
        does: 'SET #kind = :kind, #holder = :holder, #leaseUntil = :until',
        with: { kind: 'turn', holder, until },
      };
      const isFree = { holds: `${isAbsent.holds} OR #leaseUntil <= :now`, with: { now } };
      if (!(await table.update(turnOf(target), take, isFree))) return undefined;
      const items = await table.range(partitionOfTarget(target), NEWS, TURN);
      const { lastTold = {}, lastAt, flushAt } = (items.find(({ sk }) => sk === TURN) ?? {}) as Partial<Pace>; // put by `end`
      const outgoing = items.filter(({ sk }) => sk !== TURN).map(outgoingIn);
      return { pace: { holder, lastTold, lastAt, flushAt }, outgoing };
    },

    async end(target, { holder, ...pace }, now) {
      const isOurs = { holds: '#holder = :ours', with: { ours: holder } };
      await table.put({ ...turnOf(target), kind: 'turn', ...pace, leaseUntil: now }, isOurs);
    },
  };
}

/** All that is to be told lies before the turn. */
const NEWS = 'NEWS#';
const TURN = 'TURN';
const partitionOfTarget = (target: Target): string => `OUTBOX#${targetKey(target)}`;
const turnOf = (target: Target): Key => ({ pk: partitionOfTarget(target), sk: TURN });
const keyOf = (target: Target, news: News): Key => ({
  pk: partitionOfTarget(target),
  sk: NEWS + idInKey(newsKey(news)),
});

function outgoingIn({ news, severity, since, channels }: Item): Outgoing {
  return { news, severity, since, channels } as Outgoing; // put by `put`, the only writer of such items
}
