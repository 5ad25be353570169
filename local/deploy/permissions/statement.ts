import * as z from 'zod';

const texts = z.union([z.string().transform((text) => [text]), z.array(z.string())]);
const value = z.union([z.string(), z.boolean(), z.number()]).transform(String);
const values = z.union([value.transform((text) => [text]), z.array(value)]);
const principal = z.union([
  z.literal('*').transform(() => ({ AWS: ['*'], Service: ['*'] })),
  z.looseObject({ AWS: texts.default([]), Service: texts.default([]) }),
]);
const statement = z.looseObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: principal.optional(),
  Action: texts.optional(),
  NotAction: texts.optional(),
  Resource: texts.optional(),
  NotResource: texts.optional(),
  Condition: z.record(z.string(), z.record(z.string(), values)).default({}),
});
const document = z.looseObject({
  Statement: z.union([z.array(statement), statement.transform((one) => [one])]),
});

/** One statement of an IAM policy; what may be one text or many is many. */
export type Statement = z.infer<typeof statement>;

/**
 * Reads the statements of a policy document.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 *
 * @throws AWS's word for it, MalformedPolicyDocument, with the place of the first error.
 */
export function statementsOf(policy: unknown): readonly Statement[] {
  const parsed = document.safeParse(policy);
  if (parsed.success) return parsed.data.Statement;
  const [issue] = parsed.error.issues;
  throw new Error(`MalformedPolicyDocument: ${issue?.path.join('.')}: ${issue?.message}`);
}

/** The statements of a policy that is an attribute, as JSON. One that can't be read has none, and so lets nobody in. */
export function readableStatements(policy: string): readonly Statement[] {
  try {
    return statementsOf(JSON.parse(policy));
  } catch {
    return [];
  }
}
