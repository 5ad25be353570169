import type { Statement } from '../../../src/cli/scp/statement.ts';

/** A call as IAM checks it, with the condition keys that are there in this check. */
export interface Check {
  readonly action: string;
  readonly keys: Readonly<Record<string, string>>;
}

/** Do the statements deny it? As IAM decides: every condition of a statement must hold, an operator by one value. */
export function isDenied(statements: readonly Statement[], { action, keys }: Check): boolean {
  return statements.some(
    ({ Action, Condition }) =>
      Action.includes(action) &&
      Object.entries(Condition).every(([operator, wanted]) =>
        Object.entries(wanted).every(([key, values]) => holds(operator, keys[key], [values].flat())),
      ),
  );
}

function holds(operator: string, value: string | undefined, wanted: readonly string[]): boolean {
  const isAny = value !== undefined && wanted.some((pattern) => isLike(value, pattern));
  switch (operator) {
    case 'StringLike':
      return isAny;
    case 'StringNotLike':
    case 'ArnNotLike':
      return !isAny;
    case 'Bool':
      return value !== undefined && wanted.includes(value);
    case 'Null':
      return wanted.includes(String(value === undefined));
    default:
      throw new Error(`no such operator here: ${operator}`);
  }
}

function isLike(value: string, pattern: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(value);
}
