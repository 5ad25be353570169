import { AwsError } from '../aws-error.ts';
import { pageOf } from '../paging.ts';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';

/** What every list operation takes. */
export interface PageInput {
  readonly nextToken?: string | undefined;
  readonly maxResults?: number | undefined;
}

/** Items on a page when the request names no number: AWS publishes only the most that it can name (facts 5.10). */
const DEFAULT_SIZE = 500;

/**
 * Cuts the page that a list operation was asked for. A token belongs to its caller, operation and parameters;
 * `maxResults` may change on the way.
 *
 * @param keyOf unique and stable between calls
 * @throws AwsError InvalidNextTokenException
 */
export function pageFor<T>(
  { switches }: Pick<World, 'switches'>,
  { operation, caller }: Call,
  { nextToken, maxResults, ...parameters }: PageInput,
  items: readonly T[],
  keyOf: (item: T) => string,
): { readonly items: readonly T[]; readonly more: { readonly nextToken?: string } } {
  const { items: shown, ...more } = pageOf({
    items,
    keyOf,
    token: nextToken,
    size: maxResults ?? DEFAULT_SIZE,
    boundTo: [caller.account, caller.region, operation, parameters],
    emptyFirst: switches.emptyPages,
    refuse: () =>
      new AwsError('InvalidNextTokenException', 'The specified value for nextToken is not valid.'),
  });
  return { items: shown, more };
}
