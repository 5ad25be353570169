import * as model from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { OrganizationsTruth } from '../world.ts';
import { conditionHolds, type RequestContext } from './conditions.ts';
import { matchesPattern } from './patterns.ts';
import type { Negatable, Statement } from './policy-document.ts';

/** Who asks: an account, and within it an IAM user or role where one is known. */
export interface Asker {
  readonly account: string;
  readonly arn?: string | undefined;
}

/**
 * Is any operation of sms-voice on the resource open to somebody of another account? It is when a statement allows it,
 * or `ramAllows` because a resource share reaches the account, and no statement denies it. What can't be evaluated
 * never allows and always denies. Statements for service principals allow no account anything.
 */
export function isGrantedAny(
  statements: readonly Statement[],
  resourceArn: string,
  asker: Asker,
  organizations: OrganizationsTruth,
  ramAllows: boolean,
): boolean {
  const context = contextOf(asker, organizations);
  const speaking = statements.filter((statement) => speaksOf(statement, resourceArn, asker, context));
  const operationsOf = (effect: Statement['effect']) =>
    speaking
      .filter((statement) => statement.effect === effect)
      .flatMap(({ actions }) => OPERATIONS.filter((operation) => isAmong(actions, `sms-voice:${operation}`)));
  const denied = new Set(operationsOf('Deny'));
  const allowed = ramAllows ? OPERATIONS : operationsOf('Allow');
  return allowed.some((operation) => !denied.has(operation));
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
