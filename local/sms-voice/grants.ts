import * as model from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { OrganizationsTruth } from '../world.ts';
import { conditionHolds, matchesPattern, type RequestContext } from './conditions.ts';
import type { Negatable, Statement } from './policy-document.ts';

/** Who asks: an account, and within it an IAM user or role where one is known. */
export interface Asker {
  readonly account: string;
  readonly arn?: string | undefined;
}

/** Operations of sms-voice that a policy speaks of for somebody. A denial goes before whatever allows. */
export interface Verdict {
  readonly allowed: ReadonlySet<string>;
  readonly denied: ReadonlySet<string>;
}

/**
 * What the policy on a resource says to somebody of another account. What can't be evaluated never allows and always
 * denies. Statements for service principals allow no account anything.
 */
export function verdictOf(
  statements: readonly Statement[],
  resourceArn: string,
  asker: Asker,
  organizations: OrganizationsTruth,
): Verdict {
  const context = contextOf(asker, organizations);
  const speaking = statements.filter((statement) => speaksOf(statement, resourceArn, asker, context));
  const operationsOf = (effect: Statement['effect']) =>
    speaking
      .filter((statement) => statement.effect === effect)
      .flatMap(({ actions }) => OPERATIONS.filter((operation) => isAmong(actions, `sms-voice:${operation}`)));
  return { allowed: new Set(operationsOf('Allow')), denied: new Set(operationsOf('Deny')) };
}

/** Is any operation open? `ramAllows`: a resource share reaches the account. */
export function isOpen({ allowed, denied }: Verdict, ramAllows: boolean): boolean {
  return [...(ramAllows ? OPERATIONS : allowed)].some((operation) => !denied.has(operation));
}

function speaksOf(statement: Statement, resourceArn: string, asker: Asker, context: RequestContext): boolean {
  const { effect, principals, resources, conditions } = statement;
  const isPrincipal = principals.values.some((name) => isCalled(asker, name)) !== principals.negated;
  const isResource =
    !resources ||
    resources.values.some((pattern) => matchesPattern(resourceArn, pattern)) !== resources.negated;
  const unknown = effect === 'Deny';
  return (
    isPrincipal &&
    isResource &&
    conditions.every((condition) => conditionHolds(condition, context) ?? unknown)
  );
}

/** A role or user of the account answers to its own ARN too. */
const isCalled = ({ account, arn }: Asker, name: string): boolean =>
  name === '*' || name === account || name === `arn:aws:iam::${account}:root` || name === arn;

/** Action names ignore case. */
const isAmong = ({ values, negated }: Negatable, action: string): boolean =>
  values.some((pattern) => matchesPattern(action.toLowerCase(), pattern.toLowerCase())) !== negated;

function contextOf({ account, arn }: Asker, organizations: OrganizationsTruth): RequestContext {
  const organization = organizations.organization();
  const path = organizations.pathOf(account);
  return new Map([
    ['aws:principalaccount', [account]],
    ...(arn ? [['aws:principalarn', [arn]] as const] : []),
    ...(organization && path
      ? [
          ['aws:principalorgid', [organization.id]] as const,
          ['aws:principalorgpaths', [`${[organization.id, ...path].join('/')}/`]] as const,
        ]
      : []),
  ]);
}

/** Every operation of the model; the SDK names their schemas `CreatePool$` and their commands `CreatePoolCommand`. */
const OPERATIONS: readonly string[] = Object.keys(model)
  .filter((name) => `${name.slice(0, -1)}Command` in model && name.endsWith('$'))
  .map((name) => name.slice(0, -1));
