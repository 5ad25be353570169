import type { Limits } from './guardrail.ts';
import type { Removal } from './removal.ts';

/** Of this every removal takes, whatever it is from. */
export const ORGANIZATION = 'organization';

/** A budget of removals in any sixty minutes. `of`: ARN of a share or resource, an owner account, or `organization`. */
export interface Budget {
  readonly of: string;
  readonly limit: number;
}

/**
 * The budgets that a removal takes from, the narrowest first: one share that is full of forbidden consumers uses up its
 * own before it takes more from the others.
 */
export function budgetsOf(
  { about, owner }: Pick<Removal, 'about' | 'owner'>,
  limits: Limits,
): readonly Budget[] {
  return [about, owner, ORGANIZATION].map((of) => ({ of, limit: limitOf(of, limits) }));
}

/** How much a budget allows. @param of as in {@link Budget}. */
export function limitOf(of: string, limits: Limits): number {
  const { removalsPerHour, shareRemovalsPerHour, organizationRemovalsPerHour } = limits;
  if (of === ORGANIZATION) return organizationRemovalsPerHour ?? removalsPerHour;
  return of.startsWith('arn:') ? (shareRemovalsPerHour ?? removalsPerHour) : removalsPerHour;
}

/** What a budget is of, by the words for it: `the budget ` goes before it. */
export function budgetText({ of, limit }: Budget): string {
  const whose = of === ORGANIZATION ? 'the organization' : of.startsWith('arn:') ? of : `account ${of}`;
  return `of ${limit} removals an hour for ${whose}`;
}
