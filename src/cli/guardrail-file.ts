import type { Command as Parser } from 'commander';
import type { Guardrails } from '../core/guardrail.ts';
import type { GuardrailPlaces } from '../policy/guardrail-places.ts';
import { EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';
import { readFileFor } from './read-file.ts';
import { Stop } from './stop.ts';

/** What `--guardrails` adds to the input of a command. */
export interface GuardrailsInput {
  readonly guardrails: string;
}

/** Declares `--guardrails FILE`. */
export function guardrailsOption(parser: Parser): void {
  parser.option('--guardrails <file>', 'the guardrail file', 'guardrails.yml');
}

/** The guardrail file, and where things stand in it. */
export interface GuardrailFile {
  readonly guardrails: Guardrails;
  readonly places: GuardrailPlaces;
  readonly path: string;
}

/** @throws Stop when the file is not there, or with everything that is wrong in it, each as `file:line:column: …`. */
export async function readGuardrailFile(
  { guardrails: path }: GuardrailsInput,
  io: Io,
): Promise<GuardrailFile> {
  const text = await readFileFor(path, '--guardrails FILE names another', io);
  // Loaded when it is needed: help is there at once.
  const { parseGuardrails, problemText } = await import('../policy/parse-guardrails.ts');
  const parsed = parseGuardrails(text, path);
  if (parsed.ok) return { guardrails: parsed.guardrails, places: parsed.places, path };
  throw new Stop(EXIT.badInput, parsed.problems.map(problemText).join('\n'));
}

/** As {@link readGuardrailFile}, the guardrails alone. */
export const readGuardrails = async (input: GuardrailsInput, io: Io): Promise<Guardrails> =>
  (await readGuardrailFile(input, io)).guardrails;
