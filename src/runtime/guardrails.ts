import type { Guardrails } from '../core/guardrail.ts';

declare const SHAREWARDEN_GUARDRAILS: Guardrails | undefined;

/**
 * The guardrail file as it was parsed when the functions were bundled: infra/bundle.ts puts the value in the place of
 * the name. Outside of a bundle it is a global variable that a test sets.
 */
export function bundledGuardrails(): Guardrails {
  if (typeof SHAREWARDEN_GUARDRAILS === 'undefined') {
    throw new Error('no guardrails: they are part of the bundle that infra/bundle.ts makes');
  }
  return SHAREWARDEN_GUARDRAILS;
}
