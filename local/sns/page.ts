import { invalid } from './message-limits.ts';

/** One page of a list, and the token of the next: SNS pages by 100. @throws AwsError InvalidParameterException. */
export function page<Item>(
  items: readonly Item[],
  token: string | undefined,
): { readonly items: readonly Item[]; readonly next: string | undefined } {
  const from = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isInteger(from)) throw invalid('Invalid parameter: NextToken');
  const to = from + 100;
  const next = to < items.length ? Buffer.from(String(to)).toString('base64url') : undefined;
  return { items: items.slice(from, to), next };
}
