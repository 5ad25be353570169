/**
 * Whom a resource is shared with. `principal` is the word of the share or policy for it: twelve digits, an ARN, a
 * service name, `*`; `id` is what people and guardrails call it. A role or user is its account: guardrails speak of
 * accounts.
 */
export type Consumer =
  | { readonly kind: 'account'; readonly principal: string; readonly id: string }
  | { readonly kind: 'ou'; readonly principal: string; readonly id: string; readonly organization: string }
  | { readonly kind: 'organization'; readonly principal: string; readonly id: string }
  | { readonly kind: 'service'; readonly principal: string; readonly id: string }
  | { readonly kind: 'everyone'; readonly principal: '*'; readonly id: '*' }
  | { readonly kind: 'unrecognized'; readonly principal: string; readonly id: string };

/** Whoever asks, in whatever account. */
export const EVERYONE: Consumer = { kind: 'everyone', principal: '*', id: '*' };

/**
 * Reads a principal as RAM or a resource policy writes it (facts sections 4, 6.4). Never throws: what it can't read is
 * `unrecognized`.
 */
export function consumerOf(principal: string): Consumer {
  if (principal === '*') return EVERYONE;
  const account = accountOf(principal);
  if (account) return { kind: 'account', principal, id: account };
  const organizations =
    /^arn:[^:]+:organizations::\d{12}:(organization|ou)\/(o-[a-z0-9]+)(?:\/(ou-[a-z0-9-]+))?$/;
  const [, kind, organization = '', ou] = organizations.exec(principal) ?? [];
  if (kind === 'organization' && !ou) return { kind: 'organization', principal, id: organization };
  if (kind === 'ou' && ou) return { kind: 'ou', principal, id: ou, organization };
  if (/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(principal))
    return { kind: 'service', principal, id: principal };
  return { kind: 'unrecognized', principal, id: principal };
}

/**
 * How findings and removals name a consumer. Those whom a Deny leaves of everyone stand as `*` in their policy, and are
 * told apart by who they are.
 */
export const nameOf = ({ principal, id }: Consumer): string =>
  principal === EVERYONE.principal ? id : principal;

/** Is it part of everyone, and stands in the policy as everyone does? */
export const isPartOfEveryone = ({ kind, principal }: Consumer): boolean =>
  kind !== 'everyone' && principal === EVERYONE.principal;

/** Twelve digits, or an ARN of IAM or STS: the account itself, a role, a user, a session. */
const accountOf = (principal: string): string | undefined =>
  /^(\d{12})$/.exec(principal)?.[1] ?? /^arn:[^:]+:(?:iam|sts)::(\d{12}):\S+$/.exec(principal)?.[1];
