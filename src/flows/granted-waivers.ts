import type { Guardrails } from '../core/guardrail.ts';
import type { Ports } from '../ports.ts';

/**
 * The guardrails with the waivers that people granted meanwhile, in the place of those that were found before. To be
 * asked for once the share or policy has been read: whoever puts a consumer back grants its waiver first, so whatever a
 * read shows of it finds the waiver too.
 */
export async function withGrantedWaivers(
  file: Guardrails,
  { ledger, clock }: Pick<Ports, 'ledger' | 'clock'>,
): Promise<Guardrails> {
  const granted = await ledger.waivers(clock.now());
  const written = file.waivers.filter((waiver) => !('grantedAt' in waiver));
  if (granted.length === 0 && written.length === file.waivers.length) return file;
  return { ...file, waivers: [...written, ...granted] };
}
