import { pageOf } from '../paging.ts';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { invalidInput } from './errors.ts';

/** The members that all lists have. */
export interface PageInput {
  readonly NextToken?: string;
  readonly MaxResults?: number;
}

/** The most, and here also the default, of every list (facts 7.1). */
const MAX_PAGE = 20;

/** Cuts a page of a list. Pages may be empty and have a token all the same (the `emptyPages` switch). */
export function listPage<T>(
  world: World,
  { operation, caller }: Call,
  input: PageInput,
  items: readonly T[],
  keyOf: (item: T) => string,
): { readonly items: readonly T[]; readonly NextToken?: string } {
  const { NextToken: token, MaxResults: size = MAX_PAGE, ...asked } = input;
  const page = pageOf({
    items,
    keyOf,
    token,
    size,
    boundTo: [caller.account, operation, asked],
    emptyFirst: world.switches.emptyPages,
    refuse: () => invalidInput('INVALID_NEXT_TOKEN', 'You provided a NextToken that is not valid.'),
  });
  return { items: page.items, ...(page.nextToken && { NextToken: page.nextToken }) };
}
