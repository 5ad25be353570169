import type { Owner } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { pageOf } from '../paging.ts';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { invalid } from './errors.ts';
import { type Filter, type FilterFields, filterItems } from './filters.ts';
import type { Parts } from './parts.ts';
import type { Resource, ResourceOf } from './resources.ts';

/** The members that all Describe and List operations have. AWS publishes no default of `MaxResults`: here it is 100. */
export interface PageInput {
  readonly Filters?: readonly Filter[];
  readonly NextToken?: string;
  readonly MaxResults?: number;
  readonly Owner?: Owner;
}

const MAX_PAGE = 100;

/**
 * The resources that a Describe operation asks for: by id or ARN, or all of its own (`Owner` absent or SELF), or
 * all that are shared with it (SHARED). Facts 6.1; what an absent `Owner` means is not published.
 *
 * @param ids `member` is the name of the list in the request.
 */
export function described<T extends Resource['type']>(
  { access, store }: Parts,
  call: Call,
  type: T,
  owner: Owner | undefined,
  ids: { readonly member: string; readonly given: readonly string[] | undefined },
): readonly ResourceOf<T>[] {
  const { member, given } = ids;
  if (given === undefined) {
    return owner === 'SHARED' ? access.sharedWith(call.caller, type) : store.list(type, call.caller);
  }
  if (owner !== undefined) {
    throw invalid('PARAMETERS_CANNOT_BE_USED_TOGETHER', `Owner and ${member} exclude each other`, member);
  }
  if (given.length === 0) return store.list(type, call.caller);
  return [...new Set(given.map((id) => access.reach(call, type, id, member)))];
}

/** Filters, and cuts the page that is asked for. */
export function pageOfResources<T>(
  world: World,
  call: Call,
  input: PageInput,
  items: readonly T[],
  shape: { readonly keyOf: (item: T) => string; readonly filters: FilterFields<T> },
): { readonly items: readonly T[]; readonly NextToken?: string } {
  const { NextToken: token, MaxResults: size = MAX_PAGE, ...asked } = input;
  const page = pageOf({
    items: filterItems(items, input.Filters, shape.filters),
    keyOf: shape.keyOf,
    token,
    size,
    boundTo: [call.caller.account, call.caller.region, call.operation, asked],
    emptyFirst: world.switches.emptyPages,
    refuse: () => invalid('INVALID_NEXT_TOKEN', 'The NextToken is not valid for this request', 'NextToken'),
  });
  return { items: page.items, ...(page.nextToken && { NextToken: page.nextToken }) };
}
