import type { ConsumerSelector, Waiver } from '../../core/guardrail.ts';

/*
 * Principals as `ram:Principal` has them, in the patterns of IAM: `*` any characters, `?` one. The account that manages
 * the organization is part of the ARN of an OU, and in no guardrail file: it is left open.
 */

/** Every account: RAM names it by twelve digits, and they don't tell where it is. */
const ANY_ACCOUNT = '?'.repeat(12);
const organizationArn = (organization: string): string =>
  `arn:*:organizations::*:organization/${organization}`;
const ouArn = (organization: string, ou: string): string => `arn:*:organizations::*:ou/${organization}/${ou}`;

/** Roles and users: RAM gives them no SMS resource (facts section 3), so their shares are nobody's business here. */
export const ROLES_AND_USERS = 'arn:*:iam::*';

/** Holds no principal that the selector doesn't. Accounts inside an OU or the organization can't be told. */
export function surelySelected(selector: ConsumerSelector, organization: string): readonly string[] {
  if ('account' in selector) return [selector.account];
  if ('service' in selector) return [selector.service];
  if ('ou' in selector) return [ouArn(organization, selector.ou)];
  return [organizationArn(organization), ouArn(organization, '*')];
}

/** Holds every principal that the selector may hold: the ARN of an OU doesn't tell which OU it is in. */
export function perhapsSelected(selector: ConsumerSelector, organization: string): readonly string[] {
  if ('account' in selector) return [selector.account];
  if ('service' in selector) return [selector.service];
  const inside = [ANY_ACCOUNT, ouArn(organization, '*')];
  return 'ou' in selector ? inside : [...inside, organizationArn(organization)];
}

/** The consumer of a waiver; none for everyone, whom RAM doesn't know. */
export function waived({ consumer }: Waiver): readonly string[] {
  if (consumer === '*') return [];
  if (consumer.startsWith('ou-')) return [ouArn('*', consumer)];
  return [consumer.startsWith('o-') ? organizationArn(consumer) : consumer];
}

/** Without those that another holds anyway. */
export function distinct(patterns: readonly string[]): readonly string[] {
  const all = [...new Set(patterns)];
  const isAnyAccountIn = all.includes(ANY_ACCOUNT);
  return all.filter((each) => !(isAnyAccountIn && /^\d{12}$/.test(each)));
}
