import type { OrganizationsTruth } from '../world.ts';
import { readPrincipal } from './principals.ts';

/** Whom a resource policy allows something, as RAM would have it on a share. */
export interface PolicyGrants {
  readonly principals: readonly string[];
  readonly sources: readonly string[];
  readonly actions: readonly string[];
}

/**
 * Reads the consumers out of a policy document. A statement for everyone counts when it is bound to the organization,
 * and as that; other statements for everyone have no consumer that a share could name.
 *
 * @returns nothing for a document that can't be read: then there is no share either
 */
export function policyGrants(
  document: string,
  owner: string,
  organizations: OrganizationsTruth,
): PolicyGrants {
  const allowing = statementsOf(document).filter(({ Effect }) => Effect === 'Allow');
  const principals = allowing
    .flatMap((statement) => principalsOf(statement, organizations))
    .filter((id) => id !== owner && readPrincipal(id));
  const hasServices = principals.some((id) => readPrincipal(id)?.kind === 'service');
  return {
    principals: [...new Set(principals)],
    sources: hasServices ? [...new Set(allowing.flatMap(sourceAccounts))] : [],
    actions: [...new Set(allowing.flatMap(({ Action }) => strings(Action)))].sort(),
  };
}

type Statement = Readonly<Record<string, unknown>>;

function statementsOf(document: string): readonly Statement[] {
  try {
    const policy: unknown = JSON.parse(document);
    return isRecord(policy) ? list(policy.Statement).filter(isRecord) : [];
  } catch {
    return [];
  }
}

function principalsOf(statement: Statement, organizations: OrganizationsTruth): readonly string[] {
  const { Principal } = statement;
  if (!isRecord(Principal)) return Principal === '*' ? organizationOf(statement, organizations) : [];
  const accounts = strings(Principal.AWS).flatMap((name) =>
    name === '*' ? organizationOf(statement, organizations) : [accountOfRoot(name)],
  );
  return [...accounts, ...strings(Principal.Service)];
}

function organizationOf(statement: Statement, organizations: OrganizationsTruth): readonly string[] {
  const organization = organizations.organization();
  const bound = conditionValues(statement, 'aws:PrincipalOrgID');
  return organization && bound.includes(organization.id) ? [organization.arn] : [];
}

const sourceAccounts = (statement: Statement): readonly string[] =>
  conditionValues(statement, 'aws:SourceAccount').filter((value) => /^\d{12}$/.test(value));

/** Values of a condition key, whatever its operator. Keys ignore case. */
function conditionValues({ Condition }: Statement, key: string): readonly string[] {
  return Object.values(isRecord(Condition) ? Condition : {})
    .filter(isRecord)
    .flatMap((keys) => Object.entries(keys))
    .filter(([name]) => name.toLowerCase() === key.toLowerCase())
    .flatMap(([, values]) => strings(values));
}

const accountOfRoot = (name: string): string => /^arn:aws[\w-]*:iam::(\d{12}):root$/.exec(name)?.[1] ?? name;

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const strings = (value: unknown): readonly string[] =>
  list(value).filter((each): each is string => typeof each === 'string');

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
