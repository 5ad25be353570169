import type { AlertRoute } from '../core/alert.ts';
import type { Guardrails } from '../core/guardrail.ts';
import type { Severity } from '../core/severity.ts';

/**
 * Where a finding of this owner and severity is told. What the owner's own routes leave out, the general ones say; a
 * severity of which neither says anything goes where the stack says.
 *
 * @param stackPlace the stack's own: the SSM parameter with a webhook, or a channel. `undefined`: it has none.
 */
export function routeOf(
  { slack, sns, owners }: Guardrails['alerts'],
  owner: string,
  severity: Severity,
  stackPlace: string | undefined,
): AlertRoute {
  const own = owners.find(({ accounts }) => accounts.includes(owner));
  const place = own?.slack?.[severity] ?? slack[severity] ?? stackPlace;
  return { slack: place || undefined, sns: own?.sns ?? sns };
}
