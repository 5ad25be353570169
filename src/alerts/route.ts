import type { AlertRoute } from '../core/alert.ts';
import type { Guardrails } from '../core/guardrail.ts';
import type { Severity } from '../core/severity.ts';

/**
 * Where a finding of this owner and severity is told. What the owner's own routes leave out, the general ones say; a
 * severity of which neither says anything goes to the webhook of the stack.
 *
 * @param stackParameter name of the SSM parameter with the stack's own webhook. `undefined`: it has none.
 */
export function routeOf(
  { slack, sns, owners }: Guardrails['alerts'],
  owner: string,
  severity: Severity,
  stackParameter: string | undefined,
): AlertRoute {
  const own = owners.find(({ accounts }) => accounts.includes(owner));
  const parameter = own?.slack?.[severity] ?? slack[severity] ?? stackParameter;
  return { slack: parameter || undefined, sns: own?.sns ?? sns };
}
