import type { Peers } from '../world.ts';
import type { Association } from './association.ts';
import { isSms } from './policy-sync.ts';
import { readPrincipal } from './principals.ts';

/**
 * Why an association can't settle: what it is about has gone since it began. The texts are our own.
 *
 * @returns `undefined`: it settles.
 */
export function whyItFails(
  { smsVoice, organizations }: Peers,
  { kind, entity }: Association,
): string | undefined {
  if (kind === 'RESOURCE' && isSms(entity) && !smsVoice.exists(entity)) {
    return `Resource ${entity} could not be found.`;
  }
  const principal = kind === 'PRINCIPAL' ? readPrincipal(entity) : undefined;
  const isGroup = principal?.kind === 'organization' || principal?.kind === 'organizational unit';
  return isGroup && !organizations.exists(entity) ? `Principal ${entity} could not be found.` : undefined;
}
