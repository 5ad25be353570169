import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newsOf } from '../../src/core/finding.ts';
import { readNewsEvent } from '../../src/events/news-event.ts';
import { aFinding, NOW } from '../support/builders.ts';
import { anEvent } from './messages.ts';

const [news] = newsOf(aFinding(), NOW);
const ours = (detail: unknown) => anEvent({ source: 'sharewarden', 'detail-type': 'Finding News', detail });

describe('news on the findings bus', () => {
  it('is read as it was announced', () => {
    expect(readNewsEvent(ours(news))).toEqual({ subject: news });
  });

  it.each([
    ['of another source', { ...ours(news), source: 'aws.ram' }],
    ['of another kind', { ...ours(news), 'detail-type': 'Finding Archived' }],
  ])('%s is ignored', (_, message) => {
    expect(readNewsEvent(message)).toEqual({ ignored: expect.stringContaining('an event of ') });
  });

  it('that lacks something makes no sense', () => {
    expect(readNewsEvent(ours({ ...news, findingId: undefined, change: 'sung', revision: 1.5 }))).toEqual({
      malformed:
        'not news of a finding: no detail.findingId, detail.change is no such thing, detail.revision is no whole number',
    });
  });

  it('is read without a complaint, whatever it holds', () => {
    fc.assert(fc.property(fc.jsonValue(), (detail) => Object.keys(readNewsEvent(ours(detail))).length === 1));
  });
});
