import { oneLine } from '../../alerts/one-line.ts';
import type { Io } from '../io.ts';
import { decisionText } from '../paint.ts';
import { table } from '../table.ts';
import type { JudgedGrant } from './judged-policy.ts';

/** A grant for programs. */
export const rowOf = ({ grant, verdict, remedy }: JudgedGrant) => ({
  consumer: grant.consumer.id,
  principal: grant.consumer.principal,
  ...(grant.via.through !== undefined && { through: grant.via.through }),
  statement: grant.via.kind === 'resource-policy' ? grant.via.statement : undefined,
  decision: verdict.decision,
  guardrail: verdict.guardrail,
  mode: verdict.mode,
  reason: verdict.reason,
  remedy,
});

/** A row for each grant. What the document says can't steer the terminal. */
export function rowsText(grants: readonly JudgedGrant[], io: Io): string {
  if (grants.length === 0) return 'It lets nobody in but the owner.';
  const rows = grants.map((each) => {
    const { decision, consumer, statement, through, mode, reason } = rowOf(each);
    const isObserved = decision === 'forbidden' && mode === 'observe';
    const why = isObserved ? `${reason}; only observed` : reason;
    const who = through === undefined ? consumer : `${consumer} through ${through}`;
    return [decisionText(decision, io), oneLine(who), oneLine(statement ?? ''), oneLine(why)];
  });
  return table(rows, io.columns);
}

/** What mends it, and how to learn what is unknown. */
export function remediesText(grants: readonly JudgedGrant[]): readonly string[] {
  const deeds = grants.flatMap(({ grant: { consumer, via }, remedy }) => {
    if (remedy === undefined) return [];
    const who = oneLine(via.through === undefined ? consumer.id : `${consumer.id} through ${via.through}`);
    return [remedy === 'remove' ? `take out ${who}` : `let ${who} act for the owner only`];
  });
  const unknown = grants.some(({ verdict }) => verdict.decision === 'unknown');
  return [
    ...(deeds.length > 0 ? [`To mend it (--fix): ${[...new Set(deeds)].join(', ')}.`] : []),
    ...(unknown ? ['Where it asks for the directory, --in and --outside answer.'] : []),
  ];
}
