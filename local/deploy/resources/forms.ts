import * as z from 'zod';

/** Text, also where a template has a number or true: CloudFormation does not mind. */
export const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** A number, also as text. */
export const number = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]).transform(Number);

/** True or false, also as text. */
export const truth = z
  .union([z.boolean(), z.enum(['true', 'false'])])
  .transform(String)
  .transform((t) => t === 'true');

/** A JSON document, as an object or as text. */
export const document = z
  .union([z.record(z.string(), z.unknown()), z.string()])
  .transform((value, context) => {
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      context.addIssue('not JSON');
      return z.NEVER;
    }
  });
