import type { SmsResource } from '../resource.ts';
import { CLAIM_OF_NOT_PRINCIPAL, type Claim, claimsOf } from './claim.ts';
import { leftBy } from './denial.ts';
import { canonical } from './json.ts';
import { together } from './narrowing.ts';
import { type PolicyDocument, type Principal, readPolicy, type Statement } from './read-policy.ts';
import { speaksOf, touchesSms } from './scope.ts';

/** A resource policy as it stands on an SMS resource. */
export interface PolicyOn {
  readonly resource: SmsResource;
  readonly document: string;
  /** The policies that RAM says it wrote for the shares of this resource (`ram:GetResourcePolicies`). */
  readonly ramDocuments: readonly string[];
}

/** A statement with what it grants to others than the owner account, by the words of its Principal. */
export interface StatementClaims {
  readonly statement: Statement;
  /** `word` is absent for the claim of a NotPrincipal. */
  readonly claims: readonly { readonly word?: Principal | undefined; readonly claim: Claim }[];
}

/** What each statement grants on this resource. What RAM wrote for a share grants nothing besides it (facts 5.8). */
export function standingClaims(policy: PolicyDocument, on: PolicyOn): readonly StatementClaims[] {
  const ours = handWritten(policy.statements, on.ramDocuments);
  const denies = policy.statements.filter(({ effect }) => effect === 'Deny');
  return policy.statements.map((statement) => {
    const grantsHere =
      ours.has(statement) && speaksOf(statement, on.resource.arn) !== 'no' && touchesSms(statement);
    const isAllow = statement.effect === 'Allow' && grantsHere;
    return { statement, claims: isAllow ? claimsIn(statement, denies, on.resource) : [] };
  });
}

function claimsIn(
  statement: Statement,
  denies: readonly Statement[],
  { arn, scope }: SmsResource,
): StatementClaims['claims'] {
  const { isNegated, values } = statement.principals;
  const claims = isNegated
    ? [{ claim: CLAIM_OF_NOT_PRINCIPAL }]
    : values.flatMap((word) => claimsOf(word, statement).map((claim) => ({ word, claim })));
  return claims
    .filter(({ claim: { consumer } }) => consumer.kind !== 'account' || consumer.id !== scope.account)
    .flatMap(({ claim, ...by }) => {
      const left = together([claim, ...denies.map((deny) => leftBy(deny, claim, statement, arn))]);
      return left ? [{ ...by, claim: { ...claim, ...left } }] : [];
    });
}

/** The statements that are not RAM's: each of RAM's explains one that is equal but for its Sid. */
export function handWritten(
  statements: readonly Statement[],
  ramDocuments: readonly string[],
): ReadonlySet<Statement> {
  const unexplained = ramDocuments
    .map(readPolicy)
    .flatMap((ram) => (ram.ok ? ram.policy.statements.map(textOf) : []));
  return new Set(
    statements.filter((statement) => {
      const at = unexplained.indexOf(textOf(statement));
      if (at >= 0) unexplained.splice(at, 1);
      return at < 0;
    }),
  );
}

/** The same for statements that are equal but for their Sids. */
export function textOf({ json: { Sid, ...rest } }: Pick<Statement, 'json'>): string {
  return canonical(rest);
}
