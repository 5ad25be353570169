import type { Guardrails } from '../core/guardrail.ts';
import { contradictionsIn } from './contradictions/index.ts';
import { type GuardrailPlaces, guardrailPlaces } from './guardrail-places.ts';
import type { Problem } from './problem.ts';
import { readFile } from './read-file.ts';
import { guardrailFile } from './schema.ts';

export type { GuardrailPlaces, Setting } from './guardrail-places.ts';
export { type Position, type Problem, problemText } from './problem.ts';

export type ParsedGuardrails =
  | { readonly ok: true; readonly guardrails: Guardrails; readonly places: GuardrailPlaces }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads the guardrail file, with the defaults for what it leaves out, and says where things stand in it. Never throws:
 * what is wrong is told all at once, in the order of the file, each with its place and what is taken there.
 *
 * @param fileName as problems shall name it.
 */
export function parseGuardrails(text: string, fileName: string): ParsedGuardrails {
  const read = readFile(text, fileName, guardrailFile, contradictionsIn);
  if (!read.ok) return read;
  const guardrails: Guardrails = read.value;
  return { ok: true, guardrails, places: guardrailPlaces(read.file, guardrails) };
}
