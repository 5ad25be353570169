import { type SmsResource, smsResource } from '../../core/resource.ts';
import { readPolicy } from '../../core/resource-policy/read-policy.ts';

/** The one SMS resource that the statements of a policy name. `undefined`: none, or several. */
export function resourceOfPolicy(document: string): SmsResource | undefined {
  const read = readPolicy(document);
  if (!read.ok) return undefined;
  const arns = read.policy.statements.flatMap(({ resources }) =>
    resources.isNegated ? [] : resources.values,
  );
  const [first, ...others] = new Set(arns);
  return first !== undefined && others.length === 0 && !first.includes('*') ? smsResource(first) : undefined;
}
