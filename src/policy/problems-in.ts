import * as z from 'zod';
import { nearMiss } from './near-miss.ts';
import { keyOffset, offsetOf, type Path, writtenAt } from './place.ts';
import type { Problem } from './problem.ts';
import { knownKeys, schemaAt } from './schema-at.ts';
import type { YamlFile } from './yaml-file.ts';

/** What the schema finds wrong, at its place: what is taken there, what stands there, what may have been meant. */
export function problemsIn(
  issue: z.core.$ZodIssue,
  file: YamlFile,
  schema: z.core.$ZodType,
): readonly Problem[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      file.problemAt(keyOffset(file.document, [...path, key]), unknownKey(key, knownKeys(schema, path))),
    );
  }
  const value = valueAt(file.value, path);
  const label = String(path.findLast((key) => typeof key === 'string') ?? 'the file');
  if (value === undefined) {
    const offset = offsetOf(file.document, path.slice(0, -1));
    return [file.problemAt(offset, `${label} is missing: it ${issue.message}`)];
  }
  const found =
    textMeant(value, file, schema, path) ?? `${standing(value)}${question(wordMeant(value, issue))}`;
  return [file.problemAt(offsetOf(file.document, path), `${label} ${issue.message}; ${found}`)];
}

function unknownKey(key: string, known: readonly string[]): string {
  const meant = nearMiss(key, known);
  return `unknown key ${shown(key)}: ${meant ? `did you mean ${meant}? ` : ''}known here: ${known.join(', ')}`;
}

/** A number or a boolean that would do as text only lacks its quotes. */
function textMeant(
  value: unknown,
  { document }: YamlFile,
  schema: z.core.$ZodType,
  path: Path,
): string | undefined {
  if (typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  const text = writtenAt(document, path) ?? String(value);
  const taken = schemaAt(schema, path);
  if (!taken || !z.safeParse(taken, text).success) return undefined;
  return `YAML reads ${text} as a ${typeof value}: put it in quotes, "${text}"`;
}

/** One of the words that are taken, or what the form at hand knows of its near misses. */
function wordMeant(value: unknown, issue: z.core.$ZodIssue): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (issue.code === 'invalid_value') return nearMiss(value, issue.values.map(String));
  const meant: unknown = issue.code === 'custom' ? issue.params?.meant : undefined;
  return typeof meant === 'function' ? meant(value) : undefined;
}

const question = (meant: string | undefined): string => (meant ? `: did you mean ${meant}?` : '');

/** What stands there. The address of a webhook is a secret, so no address is repeated. */
function standing(value: unknown): string {
  if (value === null) return 'there is nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'the list is empty' : 'there is a list';
  if (typeof value === 'object') return `there is a map of ${Object.keys(value).join(', ') || 'nothing'}`;
  if (/^https?:/i.test(String(value))) return 'there is an address, which may be a secret';
  return `there is ${shown(value)}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, key) => (Object.hasOwn(Object(at), key) ? Object(at)[key] : undefined),
    value,
  );
}
