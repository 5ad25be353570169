import { AwsError } from '../aws-error.ts';

/** One page of a list, and the token of the next. EventBridge pages by up to 100. @throws AwsError ValidationException. */
export function page<Item>(
  items: readonly Item[],
  limit = 100,
  token?: string,
): { readonly items: readonly Item[]; readonly next: string | undefined } {
  const from = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isInteger(from)) throw new AwsError('ValidationException', 'Parameter NextToken is not valid.');
  if (limit < 1 || limit > 100) throw new AwsError('ValidationException', 'Parameter Limit is not valid.');
  const to = from + limit;
  const next = to < items.length ? Buffer.from(String(to)).toString('base64url') : undefined;
  return { items: items.slice(from, to), next };
}
