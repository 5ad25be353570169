import type { Removal } from '../core/removal.ts';
import type { Ledger } from '../ports.ts';
import { beginningWith, idInKey, type Key, partitionOf } from './dynamo-keys.ts';
import { mark } from './dynamo-marks.ts';
import { type Item, isAbsent, type Table } from './dynamo-table.ts';
import { type Packed, pack, unpack } from './packed.ts';

/** The audit trail: one item a removal, beside the share or resource that it is about. Nothing deletes one. */
export function removalRecords(
  table: Table,
): Pick<Ledger, 'planRemoval' | 'removals' | 'removal' | 'everyRemoval' | 'moveRemoval'> {
  return {
    async planRemoval(removal) {
      const { act, about, owner, region, steps } = removal;
      // Its finding is about the pool, so nothing marks the share yet.
      if (act.kind === 'share-member') {
        await mark(table, { account: owner, region }, about, steps[0]?.at ?? '');
      }
      return table.put(itemOf(removal), isAbsent);
    },

    async removals(about) {
      return (await table.range(partitionOf(about), ...beginningWith('REMOVAL#'))).map(removalFrom);
    },

    async removal(about, id) {
      const item = await table.get(keyOf(about, id));
      return item && removalFrom(item);
    },

    async everyRemoval() {
      return (await table.every('removal')).map(removalFrom);
    },

    moveRemoval({ about, id, status: from, steps, ...known }, step, anew) {
      const { status: to } = step;
      const isAsSeen = {
        holds: '#status = :from AND size(#steps) = :seen',
        with: { from, seen: steps.length },
      };
      const { resources, verdicts } = { ...known, ...anew };
      const move = {
        does: `SET #status = :to, #steps = list_append(#steps, :step)${anew ? ', #act = :act, #why = :why' : ''} ADD #attempts :attempt`,
        with: {
          to,
          step: [step],
          attempt: to === 'requested' || to === 'waiting' ? 1 : 0,
          ...(anew && { act: pack(anew.act), why: pack({ resources, verdicts }) }),
        },
      };
      return table.update(keyOf(about, id), move, isAsSeen);
    },
  };
}

const keyOf = (about: string, id: string): Key => ({ pk: partitionOf(about), sk: `REMOVAL#${idInKey(id)}` });

/** `why` and `act` are what can grow: the resources of the share, and a verdict for each. */
function itemOf({ resources, verdicts, act, ...removal }: Removal) {
  const key = keyOf(removal.about, removal.id);
  const why = pack({ resources, verdicts });
  return { ...key, kind: 'removal' as const, ...removal, act: pack(act), why };
}

export function removalFrom(item: Item): Removal {
  const { pk, sk, kind, why, act, ...removal } = item;
  const whole: object = { ...removal, act: actFrom(act), ...(unpack(why as Packed) as object) };
  return whole as Removal; // put by `itemOf`, the only writer of such items
}

/** Earlier versions kept it as it is. */
const actFrom = (act: unknown): unknown => (Object(act).kind === undefined ? unpack(act as Packed) : act);
