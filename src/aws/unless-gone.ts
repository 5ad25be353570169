import { isGone } from './errors.ts';

/** `undefined`: AWS knows no such thing, or knows it no longer. */
export async function unlessGone<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}
