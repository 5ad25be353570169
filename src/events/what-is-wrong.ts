import type * as z from 'zod/mini';

/**
 * What a schema found wrong, in words: `no detail-type, account is no text`.
 *
 * @param at what the paths begin with, such as `detail.`.
 */
export function whatIsWrong({ issues }: z.core.$ZodError, value: unknown, at = ''): string {
  return issues.map((issue) => oneThing(issue, value, at)).join(', ');
}

function oneThing(issue: z.core.$ZodIssue, value: unknown, at: string): string {
  const name = `${at}${issue.path.join('.')}` || 'the message';
  if (valueAt(value, issue.path) === undefined) return `no ${name}`;
  return `${name} is no ${issue.code === 'invalid_type' ? (NAMES[issue.expected] ?? issue.expected) : 'such thing'}`;
}

const NAMES: Readonly<Record<string, string>> = { string: 'text', record: 'object', int: 'whole number' };

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => Object(at)[key], value);
}
