import type * as z from 'zod';
import type { Contradiction } from './contradictions/contradiction.ts';
import { offsetOf } from './place.ts';
import { inOrder, type Problem } from './problem.ts';
import { problemsIn } from './problems-in.ts';
import { knownKeys } from './schema-at.ts';
import { listed } from './takes.ts';
import { readYaml, type YamlFile } from './yaml-file.ts';

/** A file that is in order, with the places of what it holds; or all that is wrong with it, in its order. */
export type FileRead<Value> =
  | { readonly ok: true; readonly value: Value; readonly file: YamlFile }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads a YAML file by a schema, and looks for what contradicts itself. Never throws: what is wrong is told all at once,
 * each with its place and what is taken there.
 *
 * @param fileName as problems shall name it.
 * @param contradictionsIn gets the file as YAML reads it, not validated.
 */
export function readFile<Schema extends z.ZodType>(
  text: string,
  fileName: string,
  schema: Schema,
  contradictionsIn: (value: unknown) => readonly Contradiction[],
): FileRead<z.output<Schema>> {
  const file = readYaml(text, fileName);
  if (!file.isLegible) return { ok: false, problems: inOrder(file.problems) };
  if (file.value === null || file.value === undefined) {
    const message = `the file is empty: it takes a map of ${listed(knownKeys(schema, []), 'and')}`;
    return { ok: false, problems: [file.problemAt(0, message)] };
  }
  const read = schema.safeParse(file.value);
  const problems = [
    ...file.problems,
    ...(read.success ? [] : read.error.issues.flatMap((issue) => problemsIn(issue, file, schema))),
    ...contradictionsIn(file.value).map(({ path, message }) =>
      file.problemAt(offsetOf(file.document, path), message),
    ),
  ];
  if (read.success && problems.length === 0) return { ok: true, value: read.data, file };
  return { ok: false, problems: inOrder(problems) };
}
