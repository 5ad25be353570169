import type { Guardrail, Guardrails } from '../../core/guardrail.ts';
import { notesOf } from './notes.ts';
import { distinct, perhapsSelected, ROLES_AND_USERS, surelySelected, waived } from './principals.ts';
import { isOpenForbidden, isRule } from './rules.ts';
import { type Note, SHARING, type Statement } from './statement.ts';

export interface Prevention {
  readonly statements: readonly Statement[];
  readonly notes: readonly Note[];
}

/** What is taken into account besides the guardrail file. */
export interface PreventionOptions {
  /** Pattern of the ARNs of the roles that nothing is denied: those of Sharewarden. */
  readonly rolePattern: string;
  /** ISO 8601, UTC: waivers that have ended count no more. */
  readonly now: string;
}

/**
 * What service control policies can prevent of what the guardrails forbid, and notes of what they can't.
 *
 * Never denies what the guardrails allow. RAM authorizes principals and resources of a call one by one (facts 8.1), so
 * a rule on principals is made only of guardrails that enforce and cover every resource; and a consumer that a waiver
 * lifts for one resource is left alone for all of them.
 */
export function preventionOf(file: Guardrails, { rolePattern, now }: PreventionOptions): Prevention {
  const waivers = file.waivers.filter(({ until }) => now.slice(0, 10) <= until);
  const spared = waivers.flatMap(waived);
  const exempt = { ArnNotLike: { 'aws:PrincipalArn': rolePattern } };
  const statements = [
    ...file.guardrails.flatMap((guardrail, index) =>
      isRule(guardrail, file)
        ? [
            ...allowStatement(guardrail, `Guardrail${index + 1}Allows`, file, spared, exempt),
            ...denyStatements(guardrail, `Guardrail${index + 1}Denies`, file, spared, exempt),
          ]
        : [],
    ),
    ...(isOpenForbidden(file, waivers) ? [noOpenShares(exempt)] : []),
    ...(file.mode === 'enforce' && file.shares.retainOnLeave === 'forbid' ? [noRetainedShares(exempt)] : []),
  ];
  return { statements, notes: notesOf(file, waivers, statements) };
}

type Exempt = Pick<Statement, 'Condition'>['Condition'];

function allowStatement(
  { allow }: Guardrail,
  sid: string,
  file: Guardrails,
  spared: readonly string[],
  exempt: Exempt,
): readonly Statement[] {
  if (!allow) return [];
  const allowed = allow.flatMap((selector) => perhapsSelected(selector, file.organization));
  // A negated condition also holds where the key is absent, as in the checks of resources.
  const condition = {
    StringNotLike: { 'ram:Principal': distinct([...allowed, ...spared, ROLES_AND_USERS]) },
    Null: { 'ram:Principal': 'false' },
    ...exempt,
  };
  return [deny(sid, SHARING, condition)];
}

function denyStatements(
  guardrail: Guardrail,
  sid: string,
  file: Guardrails,
  spared: readonly string[],
  exempt: Exempt,
): readonly Statement[] {
  const denied = distinct(
    (guardrail.deny ?? []).flatMap((selector) => surelySelected(selector, file.organization)),
  );
  const except = spared.length > 0 ? { StringNotLike: { 'ram:Principal': spared } } : {};
  return inGroups(denied).map((principals, index) => {
    const condition = { StringLike: { 'ram:Principal': principals }, ...except, ...exempt };
    return deny(`${sid}${index || ''}`, SHARING, condition);
  });
}

/** A long list is several statements, so that they fit into several policies. */
function inGroups(principals: readonly string[]): readonly (readonly string[])[] {
  const size = 25;
  return Array.from({ length: Math.ceil(principals.length / size) }, (_, index) =>
    principals.slice(index * size, (index + 1) * size),
  );
}

const noOpenShares = (exempt: Exempt): Statement =>
  deny('NoSharesOpenToOutside', ['ram:CreateResourceShare', 'ram:UpdateResourceShare'], {
    Bool: { 'ram:RequestedAllowsExternalPrincipals': 'true' },
    ...exempt,
  });

/** Without `DisassociateResourceShare`: what is on such a share must not stay there (facts 8.2). */
const noRetainedShares = (exempt: Exempt): Statement =>
  deny('NoSharesKeptOnLeaving', SHARING, {
    Bool: { 'ram:RetainSharingOnAccountLeaveOrganization': 'true' },
    ...exempt,
  });

const deny = (Sid: string, Action: readonly string[], Condition: Statement['Condition']): Statement => ({
  Sid,
  Effect: 'Deny',
  Action,
  Resource: '*',
  Condition,
});
