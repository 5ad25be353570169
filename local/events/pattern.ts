import { type Field, fieldsOf, type Places, together } from './event-fields.ts';
import { type Conjunction, InvalidPattern, parsePattern } from './pattern-parse.ts';

export { InvalidPattern };

/** An event pattern, ready to be asked. */
export interface Pattern {
  /** Does the event match? Fields from elements of one array count together only when it is the same element. */
  matches(event: unknown): boolean;
}

/**
 * Reads an event pattern as EventBridge does (EventBridge User Guide, "Creating event patterns"): exact values,
 * prefix, suffix, equals-ignore-case, anything-but, exists, numeric, wildcard, cidr, `$or`.
 *
 * @throws InvalidPattern for what EventBridge refuses, and for one field both inside and outside of `$or`, where its
 * answer is not published.
 */
export function eventPattern(text: string): Pattern {
  const alternatives = parsePattern(text);
  return {
    matches(event) {
      const fields = fieldsOf(event);
      return alternatives.some((alternative) => holds(alternative, fields));
    },
  };
}

/**
 * Looks for one value a field, so that all are from the same elements of the arrays that they have in common. A field
 * must be absent only among the elements chosen so far, in the order of the fields' names, as in AWS's own matcher.
 */
function holds(
  [first, ...others]: Conjunction,
  fields: ReadonlyMap<string, readonly Field[]>,
  chosen: Places = new Map(),
): boolean {
  if (!first) return true;
  const candidates = (fields.get(first.path) ?? []).flatMap(({ value, places }) => {
    const joined = together(chosen, places);
    return joined ? [{ value, joined }] : [];
  });
  const mayBeAbsent = first.conditions.some(({ kind }) => kind === 'absent');
  if (candidates.length === 0) return mayBeAbsent && holds(others, fields, chosen);
  return candidates.some(
    ({ value, joined }) =>
      first.conditions.some((condition) => condition.kind === 'value' && condition.test(value)) &&
      holds(others, fields, joined),
  );
}
