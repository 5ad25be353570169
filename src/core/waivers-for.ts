import { consumerOf } from './consumer.ts';
import type { Finding } from './finding.ts';
import type { GrantedWaiver } from './guardrail.ts';
import type { Removal } from './removal.ts';
import { consumerOfSource } from './source.ts';

/** What a waiver says beside whom it is for. */
export type WaiverTerms = Pick<GrantedWaiver, 'until' | 'reason' | 'approvedBy' | 'grantedAt'>;

/**
 * The waivers by which an undone removal stays undone: one for each resource that the consumer gets back. A member of a
 * pool that is taken off a share again is waived for the share.
 */
export function waiversFor(removal: Removal, terms: WaiverTerms): readonly GrantedWaiver[] {
  const { id, act, resources, about } = removal;
  const consumer = act.kind === 'share-member' ? about : consumerIdOf(removal);
  return resources.map((resource) => ({ resource, consumer, ...terms, removal: id }));
}

/** The waivers by which the consumer that a finding names is allowed its resources. None where it names no consumer. */
export function waiversForFinding(
  { body }: Pick<Finding, 'body'>,
  terms: WaiverTerms,
): readonly GrantedWaiver[] {
  if (body.kind !== 'forbidden-consumer' && body.kind !== 'undecided-consumer') return [];
  return body.resources.map((resource) => ({ resource, consumer: consumerIdOf(body), ...terms }));
}

/** Guardrails and waivers call a consumer by its id; shares and policies by an ARN, a source or a path. */
function consumerIdOf({ principal, verdicts }: Pick<Removal, 'principal' | 'verdicts'>): string {
  const consumer = [consumerOf(principal), consumerOfSource(principal)].find(
    ({ kind }) => kind !== 'unrecognized',
  );
  return consumer?.id ?? verdicts[0]?.consumer ?? principal;
}
