import type { Guardrail, Guardrails, Waiver } from '../../core/guardrail.ts';

/** Does it enforce, and speak of every resource? */
export function isRule({ mode, resources }: Guardrail, file: Guardrails): boolean {
  const parts = Object.values(resources ?? {});
  return (mode ?? file.mode) === 'enforce' && parts.every((part) => Object.keys(part ?? {}).length === 0);
}

/**
 * May shares be kept closed to principals outside? When the file forbids open ones, or when nobody outside is allowed
 * anything. Whether a service can be on a closed share is not published, nor is it known here whether an account named
 * by its id is inside: an allow list, or a waiver, with either leaves shares open.
 */
export function isOpenForbidden(file: Guardrails, waivers: readonly Waiver[]): boolean {
  if (file.mode === 'enforce' && file.shares.external === 'forbid') return true;
  const isInside = (selector: object) => 'ou' in selector || 'organization' in selector;
  const isNobodyWaived = waivers.every(({ consumer }) => /^(o|ou)-|^\*$/.test(consumer));
  return isNobodyWaived && file.guardrails.some((each) => isRule(each, file) && each.allow?.every(isInside));
}
