import { malformedPrincipal } from './errors.ts';

/** Whom a share is for. `id` is how RAM names it in answers. */
export type Principal =
  | { readonly kind: 'account'; readonly id: string; readonly account: string }
  | { readonly kind: 'role' | 'user'; readonly id: string; readonly account: string }
  | { readonly kind: 'organization'; readonly id: string; readonly organizationId: string }
  | {
      readonly kind: 'organizational unit';
      readonly id: string;
      readonly organizationId: string;
      readonly unitId: string;
    }
  | { readonly kind: 'service'; readonly id: string };

/**
 * Reads a principal (forms: facts 4 and 5.6). Roots, account ARNs and bare ids of organizations and OUs are none.
 *
 * @throws AwsError InvalidParameterException
 */
export function parsePrincipal(id: string): Principal {
  const principal = readPrincipal(id);
  if (!principal) throw malformedPrincipal(id);
  return principal;
}

/** @returns `undefined` when it is malformed. */
export function readPrincipal(id: string): Principal | undefined {
  if (/^\d{12}$/.test(id)) return { kind: 'account', id, account: id };

  const [, account = '', iamKind] = IAM.exec(id) ?? [];
  if (iamKind === 'role' || iamKind === 'user') return { kind: iamKind, id, account };

  const [, organizationId = '', unitId] = ORGANIZATION.exec(id) ?? UNIT.exec(id) ?? [];
  if (organizationId && unitId) return { kind: 'organizational unit', id, organizationId, unitId };
  if (organizationId) return { kind: 'organization', id, organizationId };

  return SERVICE.test(id) ? { kind: 'service', id } : undefined;
}

const IAM = /^arn:aws[\w-]*:iam::(\d{12}):(role|user)\/[\w+=,.@/-]+$/;
const ORGANIZATION = /^arn:aws[\w-]*:organizations::\d{12}:organization\/(o-[a-z0-9]{10,32})$/;
const UNIT =
  /^arn:aws[\w-]*:organizations::\d{12}:ou\/(o-[a-z0-9]{10,32})\/(ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/;
const SERVICE = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/;

/** Does a principal filter name it? Ids of organizations and OUs do too, as the docs of the filter have it. */
export function isNamed(entity: string, filter: string): boolean {
  return entity === filter || (/^(o|ou)-/.test(filter) && entity.endsWith(`/${filter}`));
}
