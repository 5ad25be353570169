import { textOf, type WireRequest } from '../wire/message.ts';

/** The input of a call. A body that can't be read names nothing; DynamoDB itself says what is wrong with it. */
export function inputOf(request: WireRequest): Readonly<Record<string, unknown>> {
  try {
    const input: unknown = JSON.parse(textOf(request));
    return typeof input === 'object' && input !== null ? { ...input } : {};
  } catch {
    return {};
  }
}
