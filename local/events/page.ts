import { AwsError } from '../aws-error.ts';
import { type Page, pageOf } from '../paging.ts';
import type { Call } from '../service.ts';

/** How much of a list is asked for. */
interface PageInput {
  readonly Limit?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** One page of a list, and the token of the next. EventBridge pages by up to 100. @throws AwsError ValidationException. */
export function page<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { Limit = 100, NextToken }: PageInput,
  { caller, operation }: Call,
): Page<Item> {
  if (Limit < 1 || Limit > 100) throw new AwsError('ValidationException', 'Parameter Limit is not valid.');
  return pageOf({
    items,
    keyOf,
    token: NextToken,
    size: Limit,
    boundTo: [caller.account, operation],
    emptyFirst: false,
    refuse: () => new AwsError('ValidationException', 'Parameter NextToken is not valid.'),
  });
}
