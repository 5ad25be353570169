import * as z from 'zod';
import { type ControlRequest, Refusal } from './route.ts';

/** An object with these members and no others; what is not known is answered with what is. */
export function exactly<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `unknown ${issue.keys.map((key) => `"${key}"`).join(', ')}; allowed: ${Object.keys(shape).join(', ')}`
        : undefined,
  });
}

/** A span of time; ten years at most, as what lies beyond the dates that JavaScript knows would stop the clock. */
export const Seconds = z
  .number()
  .min(0)
  .max(10 * 365 * 86_400);

/**
 * Reads the body of a request.
 *
 * @throws Refusal with status 400 and every fault in the body, not just the first.
 */
export function bodyOf<T>(request: ControlRequest, schema: z.ZodType<T>): T {
  return checked(jsonOf(request), schema);
}

/** The body as JSON; no body at all stands for `{}`. @throws Refusal with status 400. */
export function jsonOf({ body }: ControlRequest): unknown {
  if (body.trim() === '') return {};
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new Refusal(400, `the body is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}

/** @throws Refusal with status 400 and every fault in the value. */
export function checked<T>(value: unknown, schema: z.ZodType<T>): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) =>
    path.length ? `${path.join('.')}: ${message}` : message,
  );
  throw new Refusal(400, faults.join('; '));
}
