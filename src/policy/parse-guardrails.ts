import type { z } from 'zod';
import { GUARDRAIL_DEFAULTS, type Guardrails } from '../core/guardrail.ts';
import { contradictionsIn } from './contradictions.ts';
import { nearMiss } from './near-miss.ts';
import { keyOffset, offsetOf, type Path, writtenAt } from './place.ts';
import { inOrder, type Problem } from './problem.ts';
import { guardrailFile, KNOWN_KEYS } from './schema.ts';
import { readYaml, type YamlFile } from './yaml-file.ts';

export { type Problem, problemText } from './problem.ts';

export type ParsedGuardrails =
  | { readonly ok: true; readonly guardrails: Guardrails }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads the guardrail file. Never throws: what is wrong is told all at once, in the order of the
 * file, each with its place and what is taken there.
 *
 * @param fileName as problems shall name it.
 */
export function parseGuardrails(text: string, fileName: string): ParsedGuardrails {
  const file = readYaml(text, fileName);
  if (!file.isLegible) return { ok: false, problems: inOrder(file.problems) };
  if (file.value === null || file.value === undefined) {
    const message = `the file is empty: it takes a map of ${KNOWN_KEYS['']?.join(', ')}`;
    return { ok: false, problems: [file.problemAt(0, message)] };
  }
  const read = guardrailFile.safeParse(file.value);
  const problems = [
    ...file.problems,
    ...(read.success ? [] : read.error.issues.flatMap((issue) => problemsIn(issue, file))),
    ...contradictionsIn(file.value).map(({ path, message }) =>
      file.problemAt(offsetOf(file.document, path), message),
    ),
  ];
  if (read.success && problems.length === 0)
    return { ok: true, guardrails: { ...GUARDRAIL_DEFAULTS, ...read.data } };
  return { ok: false, problems: inOrder(problems) };
}

function problemsIn(issue: z.core.$ZodIssue, file: YamlFile): readonly Problem[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const offset = keyOffset(file.document, [...path, key]);
      return file.problemAt(offset, unknownKey(key, path));
    });
  }
  const value = valueAt(file.value, path);
  const label = String(path.findLast((key) => typeof key === 'string') ?? 'the file');
  if (value === undefined) {
    const offset = offsetOf(file.document, path.slice(0, -1));
    return [file.problemAt(offset, `${label} is missing: it ${issue.message}`)];
  }
  const message = `${label} ${issue.message}; ${found(value, writtenAt(file.document, path), issue)}`;
  return [file.problemAt(offsetOf(file.document, path), message)];
}

function unknownKey(key: string, path: Path): string {
  const known = KNOWN_KEYS[path.filter((each) => typeof each === 'string').join('.')] ?? [];
  const meant = nearMiss(key, known);
  const question = meant ? `did you mean ${meant}? ` : '';
  return `unknown key ${shown(key)}: ${question}known here: ${known.join(', ')}`;
}

/** What stands there instead. A number where text is taken only lacks its quotes. */
function found(value: unknown, written: string | undefined, issue: z.core.$ZodIssue): string {
  const isTextWanted = issue.code === 'invalid_type' && issue.expected === 'string';
  if (typeof value === 'number' && isTextWanted) {
    const text = written ?? String(value);
    return `YAML reads ${text} as a number: put it in quotes, "${text}"`;
  }
  if (value === null) return 'there is nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'the list is empty' : 'there is a list';
  if (typeof value === 'object') return `there is a map of ${Object.keys(value).join(', ') || 'nothing'}`;
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
