import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { decided } from '../core/decision.ts';
import { type Finding, type FindingDraft, isNews } from '../core/finding.ts';
import type { Scope } from '../core/resource.ts';
import type { Findings } from '../ports.ts';
import { announcementRecords } from './dynamo-announcements.ts';
import { beginningWith, idInKey, type Key, partitionOf } from './dynamo-keys.ts';
import { mark, markRecords } from './dynamo-marks.ts';
import { type Condition, type Item, isAbsent, type Table, tableOf } from './dynamo-table.ts';
import { type Packed, pack, unpack } from './packed.ts';

/** Findings in one DynamoDB table: one item a finding, beside the share or pool that it is about. */
export function dynamoFindings(client: DynamoDBDocumentClient, tableName: string): Findings {
  const table = tableOf(client, tableName);
  return { ...findingRecords(table), ...announcementRecords(table), ...markRecords(table) };
}

/** How often it is looked at again when others write the same finding between a read and its write. */
const MOST_RACES = 20;

function findingRecords(
  table: Table,
): Pick<Findings, 'open' | 'resolve' | 'decide' | 'about' | 'everyFinding' | 'markTold'> {
  return {
    async open(draft, now, known) {
      if (known?.status === 'open' && opened(draft, known, now) === known) return known;
      const finding = await rewritten(table, draft, async (before) => {
        const after = opened(draft, before, now);
        if (before?.status !== 'open') await mark(table, scopeOf(draft), draft.about, now);
        return after;
      });
      if (!finding) throw new Error(`not opened: ${draft.id}`);
      return finding;
    },

    decide({ about, id, occurrence }, decision) {
      return rewritten(table, { about, id }, async (before) =>
        before?.occurrence === occurrence ? decided(before, decision) : undefined,
      );
    },

    async resolve({ about, id, occurrence }, resolution, now) {
      const isStillOpen = {
        holds: '#status = :open AND #occurrence = :occurrence',
        with: { open: 'open', occurrence },
      };
      const change = {
        does: 'SET #status = :resolved, #resolvedAt = :now, #resolution = :resolution ADD #version :one',
        with: { resolved: 'resolved', now, resolution, one: 1 },
      };
      await table.update(keyOf(about, id), change, isStillOpen);
    },

    async about(arn) {
      return (await table.range(partitionOf(arn), ...beginningWith('FINDING#'))).map(findingFrom);
    },

    async everyFinding() {
      return (await table.every('finding')).map(findingFrom);
    },

    async markTold({ about, findingId, change, occurrence, revision }) {
      const key = keyOf(about, findingId);
      if (change === 'resolved') {
        const isThisResolution = {
          holds: '#occurrence = :occurrence AND #status = :resolved',
          with: { occurrence, resolved: 'resolved' },
        };
        const tell = { does: 'SET #toldResolution = :yes ADD #version :one', with: { yes: true, one: 1 } };
        await table.update(key, tell, isThisResolution);
      } else {
        const isNewer = {
          holds: '#occurrence = :occurrence AND #toldRevision < :revision AND #revision >= :revision',
          with: { occurrence, revision },
        };
        const tell = { does: 'SET #toldRevision = :revision ADD #version :one', with: { revision, one: 1 } };
        await table.update(key, tell, isNewer);
      }
    },
  };
}

/**
 * Reads the finding, and puts what becomes of it in its place, anew when others write it in between. Nothing is written
 * when it stays as it is, or when there is nothing to become of it.
 */
async function rewritten(
  table: Table,
  { about, id }: Pick<Finding, 'about' | 'id'>,
  change: (before: Finding | undefined) => Promise<Finding | undefined>,
): Promise<Finding | undefined> {
  const key = keyOf(about, id);
  for (let race = 0; race < MOST_RACES; race++) {
    const item = await table.get(key);
    const before = item && findingFrom(item);
    const finding = await change(before);
    if (!finding || finding === before) return finding;
    const version = Number(item?.version ?? 0);
    const isAsRead: Condition = item ? { holds: '#version = :read', with: { read: version } } : isAbsent;
    if (await table.put(itemOf(finding, version + 1), isAsRead)) return finding;
  }
  throw new Error(`others kept writing the finding ${id}: gave up after ${MOST_RACES} attempts`);
}

/**
 * The finding as the draft leaves it; `before` itself when the draft says nothing that is not on record. A snooze outlives
 * that it is opened anew, and ends with the first thing more that there is to tell.
 */
function opened(draft: FindingDraft, before: Finding | undefined, now: string): Finding {
  if (before?.status !== 'open') {
    const untold = {
      status: 'open',
      revision: 1,
      toldRevision: 0,
      toldResolution: false,
      openedAt: now,
    } as const;
    const isAsBefore = before && !isNews(before.body, draft.body);
    const { snoozedUntil } = isAsBefore ? before : {};
    return {
      ...draft,
      ...untold,
      occurrence: (before?.occurrence ?? 0) + 1,
      ...(snoozedUntil !== undefined && now < snoozedUntil && { snoozedUntil }),
    };
  }
  const actor = before.actor ?? draft.actor;
  if (actor === before.actor && isSame(before.body, draft.body)) return before;
  if (!isNews(before.body, draft.body)) return { ...before, actor, body: draft.body };
  const { snoozedUntil, ...awake } = before;
  return { ...awake, actor, body: draft.body, revision: before.revision + 1 };
}

const scopeOf = ({ owner, region }: FindingDraft): Scope => ({ account: owner, region });
const keyOf = (about: string, id: string): Key => ({ pk: partitionOf(about), sk: `FINDING#${idInKey(id)}` });

/** `version` counts the writes: whoever replaces the item replaces what they have read. */
function itemOf({ body, ...finding }: Finding, version: number) {
  return {
    ...keyOf(finding.about, finding.id),
    kind: 'finding' as const,
    ...finding,
    version,
    body: pack(body),
  };
}

export function findingFrom(item: Item): Finding {
  const { pk, sk, kind, version, body, ...finding } = item;
  return { ...finding, body: unpack(body as Packed) } as Finding; // put by `itemOf`, the only writer of such items
}

/** Equal as they are stored: the order of members plays no part, absent is as good as undefined. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const members = new Set([...Object.keys(a), ...Object.keys(b)]);
  const member = (of: object, name: string): unknown => (of as Readonly<Record<string, unknown>>)[name];
  return (
    Array.isArray(a) === Array.isArray(b) &&
    [...members].every((name) => isSame(member(a, name), member(b, name)))
  );
}
