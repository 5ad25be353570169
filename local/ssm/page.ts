import { AwsError } from '../aws-error.ts';
import { type Page, pageOf } from '../paging.ts';
import type { Call } from '../service.ts';
import type { Parameter } from './parameter-store.ts';

/** How much of a list is asked for. */
interface PageInput {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** One page of parameters, and the token of the next. @throws AwsError InvalidNextToken, ValidationException. */
export function page(
  items: readonly Parameter[],
  { MaxResults: size, NextToken: token }: PageInput,
  most: number,
  { caller, operation }: Call,
): Page<Parameter> {
  if (size !== undefined && (size < 1 || size > most)) {
    const message = `1 validation error detected: Value '${size}' at 'maxResults' failed to satisfy constraint: Member must have value between 1 and ${most}`;
    throw new AwsError('ValidationException', message);
  }
  return pageOf({
    items,
    keyOf: ({ name }) => name,
    token,
    size: size ?? most,
    boundTo: [caller.account, operation],
    emptyFirst: false,
    refuse: () => new AwsError('InvalidNextToken', 'The specified token is not valid.'),
  });
}
