import type { GrantedWaiver, Waiver } from '../core/guardrail.ts';
import type { WaiverTerms } from '../core/waivers-for.ts';
import type { Ports } from '../ports.ts';

/**
 * Allows one consumer one resource until a day, whatever the guardrails say of it. It takes the place of the waiver that
 * was granted before, and goes on naming the removal whose undoing that one was for.
 */
export async function waive(
  { resource, consumer }: Pick<Waiver, 'resource' | 'consumer'>,
  terms: WaiverTerms,
  { ledger, clock }: Pick<Ports, 'ledger' | 'clock'>,
): Promise<GrantedWaiver> {
  const before = (await ledger.waivers(clock.now())).find(
    (each) => each.resource === resource && each.consumer === consumer,
  );
  const granted = { resource, consumer, ...terms, removal: before?.removal };
  await ledger.grantWaiver(granted);
  return granted;
}
