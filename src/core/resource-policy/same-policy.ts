import { canonical, parsedJson } from './json.ts';

/**
 * Do both say the same, as JSON? The order of members says nothing, that of statements and values counts. Text that is
 * not JSON is the same as its equal only. Tells whether somebody changed a policy meanwhile.
 *
 * `undefined`: there is no policy.
 */
export function isSamePolicy(a: string | undefined, b: string | undefined): boolean {
  if (a === b) return true;
  const [one, other] = [a, b].map((text) => parsedJson(text ?? ''));
  return one !== undefined && other !== undefined && canonical(one) === canonical(other);
}
