import * as z from 'zod';
import { guardrailFile } from './schema.ts';

/** The JSON Schema of the guardrail file (draft 7, which YAML editors know), made from what the parser checks by. */
export function guardrailsJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Guardrails of Sharewarden',
    ...z.toJSONSchema(guardrailFile, { target: 'draft-7', io: 'input' }),
  };
}

/** The text of `guardrails.schema.json`. */
export function guardrailsJsonSchemaText(): string {
  return `${JSON.stringify(guardrailsJsonSchema(), null, 2)}\n`;
}
