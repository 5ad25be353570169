import { AwsError } from '../aws-error.ts';

/** One page of a list, and the token of the next. @throws AwsError InvalidNextToken, ValidationException. */
export function page<Item>(
  items: readonly Item[],
  size: number | undefined,
  token: string | undefined,
  most: number,
): { readonly items: readonly Item[]; readonly next: string | undefined } {
  const from = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isInteger(from)) throw new AwsError('InvalidNextToken', 'The specified token is not valid.');
  if (size !== undefined && (size < 1 || size > most)) {
    const message = `1 validation error detected: Value '${size}' at 'maxResults' failed to satisfy constraint: Member must have value between 1 and ${most}`;
    throw new AwsError('ValidationException', message);
  }
  const to = from + (size ?? most);
  const next = to < items.length ? Buffer.from(String(to)).toString('base64url') : undefined;
  return { items: items.slice(from, to), next };
}
