/**
 * Whom a resource is shared with. `principal` is the word RAM uses for it: twelve digits, an ARN of an OU or
 * the organization, or a service name; `id` is what people and guardrails call it.
 */
export type Consumer =
  | { readonly kind: 'account'; readonly principal: string; readonly id: string }
  | { readonly kind: 'ou'; readonly principal: string; readonly id: string; readonly organization: string }
  | { readonly kind: 'organization'; readonly principal: string; readonly id: string }
  | { readonly kind: 'service'; readonly principal: string; readonly id: string }
  | { readonly kind: 'unrecognized'; readonly principal: string; readonly id: string };

/** Reads a principal as RAM returns it (facts section 4). Never throws: what it can't read is `unrecognized`. */
export function consumerOf(principal: string): Consumer {
  if (/^\d{12}$/.test(principal)) return { kind: 'account', principal, id: principal };
  const organizations =
    /^arn:[^:]+:organizations::\d{12}:(organization|ou)\/(o-[a-z0-9]+)(?:\/(ou-[a-z0-9-]+))?$/;
  const [, kind, organization = '', ou] = organizations.exec(principal) ?? [];
  if (kind === 'organization' && !ou) return { kind: 'organization', principal, id: organization };
  if (kind === 'ou' && ou) return { kind: 'ou', principal, id: ou, organization };
  if (/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(principal))
    return { kind: 'service', principal, id: principal };
  return { kind: 'unrecognized', principal, id: principal };
}
