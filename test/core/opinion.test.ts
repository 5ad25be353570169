import { describe, expect, it } from 'vitest';
import { consumerOf } from '../../src/core/consumer.ts';
import { coverings } from '../../src/core/covering.ts';
import type { Guardrail } from '../../src/core/guardrail.ts';
import { weigher } from '../../src/core/opinion.ts';
import type { Place } from '../../src/core/organization.ts';
import { ALLOWED, aResource, NUMBER, OUTSIDER, POOL, someGuardrails } from '../support/builders.ts';

const guardrails: readonly Guardrail[] = [
  { id: 'all', allow: [{ organization: true }] },
  { id: 'pools', resources: { types: ['pool'] }, deny: [{ account: OUTSIDER }] },
];
const file = someGuardrails({ guardrails });
const covering = coverings(guardrails, file.organization);
const [numbers, pools] = [covering(aResource(NUMBER)), covering(aResource(POOL))];
const [allowed, outsider] = [consumerOf(ALLOWED), consumerOf(OUTSIDER)];
const at = (place: Place) => new Map([[OUTSIDER, place]]);

describe('what the rules say of a consumer', () => {
  it('is worked out once for the same rules, consumer and places', () => {
    const weigh = weigher(file);
    const places = at({ status: 'outside' });
    const first = weigh(numbers, outsider, places);
    expect(weigh(numbers, allowed, places)).not.toBe(first);
    expect(weigh(pools, outsider, places)).not.toBe(first);
    expect(weigh(numbers, consumerOf(OUTSIDER), places)).toBe(first);
  });

  it('is worked out anew when Organizations says something else', () => {
    const weigh = weigher(file);
    const decisions = [
      weigh(numbers, outsider, at({ status: 'outside' })),
      weigh(numbers, outsider, at({ status: 'inside', path: ['r-ab12'] })),
      weigh(numbers, outsider, at({ status: 'unknown', reason: 'AccessDenied' })),
      weigh(numbers, outsider, at({ status: 'outside' })),
    ].map(({ gravest }) => gravest?.decision);
    expect(decisions).toEqual(['forbidden', 'allowed', 'unknown', 'forbidden']);
  });

  it('is nothing where no rule covers the resource', () => {
    expect(weigher(file)([], allowed, new Map())).toEqual({ gravest: undefined, asks: true });
  });

  it('says of each list why, in a sentence', () => {
    const weigh = weigher(file);
    const sentence = (rules: typeof numbers, place: Place) =>
      weigh(rules, outsider, at(place)).gravest?.says();
    expect(sentence(numbers, { status: 'inside', path: ['r-ab12'] })).toBe('all allows it');
    expect(sentence(numbers, { status: 'outside' })).toBe('all allows only the organization');
    expect(sentence(pools, { status: 'inside', path: ['r-ab12'] })).toBe('pools denies account 999988887777');
  });
});
