import { type Page, pageOf } from '../paging.ts';
import type { Call } from '../service.ts';
import { invalid } from './message-limits.ts';

/** One page of a list, and the token of the next: SNS pages by 100. @throws AwsError InvalidParameterException. */
export function page<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  token: string | undefined,
  { caller, operation }: Call,
): Page<Item> {
  return pageOf({
    items,
    keyOf,
    token,
    size: 100,
    boundTo: [caller.account, operation],
    emptyFirst: false,
    refuse: () => invalid('Invalid parameter: NextToken'),
  });
}
