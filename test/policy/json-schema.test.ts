import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { guardrailsJsonSchema, guardrailsJsonSchemaText } from '../../src/policy/json-schema.ts';

describe('guardrails.schema.json', () => {
  it('is what the parser checks by: write it anew with guardrailsJsonSchemaText()', () => {
    const committed = readFileSync(join(import.meta.dirname, '../../guardrails.schema.json'), 'utf8');
    expect(JSON.parse(committed)).toEqual(guardrailsJsonSchema());
  });

  it('has text that says the same', () => {
    expect(JSON.parse(guardrailsJsonSchemaText())).toEqual(guardrailsJsonSchema());
  });

  it('asks for what has to be there and refuses other keys', () => {
    expect(guardrailsJsonSchema()).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      required: ['organization', 'mode', 'guardrails'],
      additionalProperties: false,
      properties: {
        guardrails: { items: { required: ['id'], additionalProperties: false } },
        pools: { properties: { members: { enum: ['tell', 'ignore'], default: 'tell' } } },
      },
    });
  });

  it('lets a consumer be told by one key', () => {
    expect(JSON.stringify(guardrailsJsonSchema())).toContain('"minProperties":1,"maxProperties":1');
  });
});
