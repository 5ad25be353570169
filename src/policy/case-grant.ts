import { type Consumer, consumerOf } from '../core/consumer.ts';
import type { Grant } from '../core/grant.ts';
import type { Places } from '../core/organization.ts';
import type { GuardrailCase } from './parse-cases.ts';

/**
 * The grant that a case speaks of, and what Organizations says of its consumer, to be decided as any other.
 *
 * @param organization the one of the guardrails.
 */
export function caseGrant(
  { given }: GuardrailCase,
  organization: string,
): { readonly grant: Grant; readonly places: Places } {
  const { resource, via, place } = given;
  const consumer = consumerIn(given, organization);
  return {
    grant: {
      resource,
      consumer,
      via:
        via === 'policy'
          ? { kind: 'resource-policy', statement: 'statement 1' }
          : { kind: 'resource-share', shareArn: 'the share of the case' },
      state: 'active',
    },
    places: new Map(place ? [[consumer.id, place]] : []),
  };
}

function consumerIn({ consumer, place }: GuardrailCase['given'], organization: string): Consumer {
  if (consumer === 'organization') return { kind: 'organization', principal: organization, id: organization };
  if (!consumer.startsWith('ou-')) return consumerOf(consumer);
  const own = place?.status === 'outside' ? 'another organization' : organization;
  return { kind: 'ou', principal: consumer, id: consumer, organization: own };
}
