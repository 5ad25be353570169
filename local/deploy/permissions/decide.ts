import { type ConditionKeys, conditionsHold } from './condition.ts';
import { matchesAny } from './glob.ts';
import type { Statement } from './statement.ts';

export type Decision = 'allowed' | 'denied' | 'not-allowed';

/**
 * What these statements say of a request. A Deny wins; without an Allow nothing goes.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(
  statements: readonly Statement[],
  { action, resource, keys }: { action: string; resource: string; keys: ConditionKeys },
): Decision {
  const speaking = statements.filter(
    (statement) =>
      (statement.Action ? matchesAny(statement.Action, action, 'i') : true) &&
      !(statement.NotAction && matchesAny(statement.NotAction, action, 'i')) &&
      (statement.Action || statement.NotAction) &&
      (statement.Resource ? matchesAny(statement.Resource, resource) : true) &&
      !(statement.NotResource && matchesAny(statement.NotResource, resource)) &&
      conditionsHold(statement.Condition, keys),
  );
  if (speaking.some(({ Effect }) => Effect === 'Deny')) return 'denied';
  return speaking.length > 0 ? 'allowed' : 'not-allowed';
}

/** Does the Principal hold this ARN, or, for the root of an account, its twelve digits? */
export function holdsAccount(principal: Statement['Principal'], arn: string): boolean {
  const [, account] = /^arn:aws:iam::(\d{12}):root$/.exec(arn) ?? [];
  return (principal?.AWS ?? []).some((each) => each === '*' || each === arn || each === account);
}
