import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventPattern } from '../../local/events/pattern.ts';
import { removalCode } from '../../src/core/removal-code.ts';
import { EXAMPLE_PATTERN, eventsPageText } from '../../src/events/events-page.ts';
import { FINDING_DETAIL_TYPE, FINDING_SOURCE, findingEvent } from '../../src/events/finding-event.ts';
import { FINDING_EXAMPLES } from '../../src/events/finding-examples.ts';
import { findingJsonSchemaText } from '../../src/events/finding-json-schema.ts';
import { publishedFinding } from '../../src/events/published-finding.ts';
import { anAlert, forbidden, removalThat, state, uncovered } from '../alerts/alerts.ts';
import { HOSTILE, hostileAlerts } from '../alerts/hostile.ts';
import { ALLOWED, aVerdict, NUMBER, OUTSIDER } from '../support/builders.ts';

const inDocs = (name: string) => readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8');

describe('the published schema', () => {
  it('is in docs/ as the code has it: npm run docs writes it anew', () => {
    expect(inDocs('events.md')).toBe(eventsPageText());
    expect(JSON.parse(inDocs('finding-event.schema.json'))).toEqual(JSON.parse(findingJsonSchemaText()));
  });

  it.each(Object.entries(FINDING_EXAMPLES))('holds for its example: %s', (_, example) => {
    expect(findingEvent.parse(example)).toEqual(example);
  });

  it('has a pattern that matches what is critical, and nothing else', () => {
    const pattern = eventPattern(JSON.stringify(EXAMPLE_PATTERN));
    const matched = Object.entries(FINDING_EXAMPLES).filter(([, detail]) =>
      pattern.matches({ source: FINDING_SOURCE, 'detail-type': FINDING_DETAIL_TYPE, detail }),
    );
    expect(matched.map(([what]) => what)).toEqual(['A forbidden consumer was removed']);
  });
});

describe('a published finding', () => {
  it('tells whom it is about, why, who did it, what was done and how that is undone', () => {
    const removal = removalThat('requested', 'RAM accepted the request');
    const alert = anAlert({ body: forbidden(), removal, finding: { isFoundBySweep: true } });
    expect(publishedFinding(alert, 'a title')).toMatchObject({
      change: 'opened',
      severity: 'critical',
      title: 'a title',
      finding: { foundBySweep: true },
      consumer: { principal: OUTSIDER },
      resources: [NUMBER],
      verdicts: [{ guardrail: 'only-campaigns', decision: 'forbidden' }],
      removal: {
        status: 'requested',
        undo: expect.stringContaining(
          `npx sharewarden undo ${removalCode(alert.removal?.id ?? '').slice(0, 12)} `,
        ),
      },
    });
  });

  it('tells why a person is needed', () => {
    const refused = forbidden({ action: 'refuse', reason: 'it would cut others', isFight: true });
    expect(publishedFinding(anAlert({ body: refused }), '').remedy).toEqual({
      action: 'refuse',
      reason: 'it would cut others',
      isFight: true,
    });
  });

  it('has the same key for the same news, and another for other news', () => {
    const key = (change: 'opened' | 'resolved') => publishedFinding(anAlert({ change }), '').key;
    expect(key('opened')).toBe(key('opened'));
    expect(key('opened')).not.toBe(key('resolved'));
  });

  it.each(HOSTILE)('keeps to the schema, whatever comes from outside: %j', (text) => {
    for (const alert of hostileAlerts(text)) expectPublished(alert);
  });

  it('keeps to the schema and to 240 KB, however much there is to tell, and counts what it leaves out', () => {
    const lengths = fc.integer({ min: 0, max: 6000 });
    fc.assert(
      fc.property(lengths, fc.integer({ min: 1, max: 5000 }), (count, length) => {
        const many = Array.from({ length: count }, (_, n) => `${NUMBER}-${n}`);
        const verdicts = many.map((resource) => aVerdict({ resource, reason: 'x'.repeat(length) }));
        for (const body of [
          forbidden({ action: 'remove' }, { resources: many, verdicts }),
          uncovered([{ consumer: ALLOWED, members: many }]),
          state('stuck-removal', many),
        ]) {
          const event = expectPublished(anAlert({ body }));
          const told = {
            resources: body.kind === 'forbidden-consumer' ? event.resources.length : count,
            'missing.members':
              body.kind === 'uncovered-pool' ? (event.missing[0]?.members.length ?? 0) : count,
            concerned: body.kind === 'stuck-removal' ? event.concerned.length : count,
          };
          for (const [list, length] of Object.entries(told)) {
            expect(length + (event.omitted[list] ?? 0)).toBe(count);
          }
        }
      }),
      { numRuns: 15 },
    );
  });

  it('leaves alone what fits', () => {
    const many = Array.from({ length: 1000 }, (_, n) => `${NUMBER}-${n}`);
    expect(expectPublished(anAlert({ body: state('stuck-removal', many) })).omitted).toEqual({});
  });
});

function expectPublished(alert: Parameters<typeof publishedFinding>[0]) {
  const event = publishedFinding(alert, 'a title');
  const json = JSON.stringify(event);
  expect(Buffer.byteLength(json)).toBeLessThanOrEqual(240_000);
  expect(json).not.toMatch(/\\ud[89a-f]/i);
  expect(findingEvent.safeParse(JSON.parse(json)).error).toBeUndefined();
  return event;
}
