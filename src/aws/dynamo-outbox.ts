import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type LastTold, type Outgoing, type Target, targetKey } from '../core/digest.ts';
import { type News, newsKey } from '../core/finding.ts';
import type { Outbox } from '../ports.ts';
import { beginningWith, type Key } from './dynamo-keys.ts';
import { type Item, isAbsent, tableOf } from './dynamo-table.ts';

/** The outbox in one DynamoDB table: a partition for each place, with an item a piece of news, and one for its turn. */
export function dynamoOutbox(client: DynamoDBDocumentClient, tableName: string): Outbox {
  const table = tableOf(client, tableName);
  return {
    async put(target, outgoing) {
      await table.put({ ...keyOf(target, outgoing.news), kind: 'outgoing', ...outgoing }, isAbsent);
    },

    async of(target) {
      return (await table.range(partitionOfTarget(target), ...beginningWith('NEWS#'))).map(outgoingIn);
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
      const { lastTold, lastAt, flushAt }: Partial<Record<string, unknown>> =
        (await table.get(turnOf(target))) ?? {};
      // put by `end`, the only writer of them
      return {
        holder,
        lastTold: (lastTold ?? {}) as LastTold,
        lastAt: lastAt as string | undefined,
        flushAt: flushAt as string | undefined,
      };
    },

    async end(target, { holder, ...pace }, now) {
      const isOurs = { holds: '#holder = :ours', with: { ours: holder } };
      await table.put({ ...turnOf(target), kind: 'turn', ...pace, leaseUntil: now }, isOurs);
    },
  };
}

const partitionOfTarget = (target: Target): string => `OUTBOX#${targetKey(target)}`;
const turnOf = (target: Target): Key => ({ pk: partitionOfTarget(target), sk: 'TURN' });
const keyOf = (target: Target, news: News): Key => ({
  pk: partitionOfTarget(target),
  sk: `NEWS#${newsKey(news)}`,
});

function outgoingIn({ news, severity, since, channels }: Item): Outgoing {
  return { news, severity, since, channels } as Outgoing; // put by `put`, the only writer of such items
}
