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
        pools: { properties: { members: { enum: ['tell', 'share', 'ignore'], default: 'tell' } } },
        limits: { properties: { removalsPerHour: { type: 'integer', minimum: 0, maximum: 5000 } } },
      },
    });
  });

  it('describes every key', () => {
    const keys = keysIn(guardrailsJsonSchema());
    expect(keys.filter(({ description }) => !/^\S.*\.$/.test(description)).map(({ name }) => name)).toEqual(
      [],
    );
    expect(keys.length).toBeGreaterThan(50);
  });

  it('lets a consumer be told by one key', () => {
    expect(JSON.stringify(guardrailsJsonSchema())).toContain('"minProperties":1,"maxProperties":1');
  });
});

/** Every key that the schema knows at any depth. */
function keysIn(schema: unknown): readonly { readonly name: string; readonly description: string }[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const properties = 'properties' in schema ? Object.entries(Object(schema.properties)) : [];
  return [
    ...properties.map(([name, value]) => ({ name, description: String(Object(value).description) })),
    ...properties.flatMap(([, value]) => keysIn(value)),
    ...('items' in schema ? keysIn(schema.items) : []),
  ];
}
