import type { Guardrails } from '../core/guardrail.ts';
import type { Ports } from '../ports.ts';

/**
 * The guardrails with the waivers that people granted meanwhile. To be asked for once the share or policy has been read:
 * whoever puts a consumer back grants its waiver first, so whatever a read shows of it finds the waiver too.
 */
export async function withGrantedWaivers(
  file: Guardrails,
  { ledger, clock }: Pick<Ports, 'ledger' | 'clock'>,
): Promise<Guardrails> {
  const granted = await ledger.waivers(clock.now());
  return granted.length === 0 ? file : { ...file, waivers: [...file.waivers, ...granted] };
}
