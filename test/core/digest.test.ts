import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alert } from '../../src/core/alert.ts';
import { digestsOf, dueOf, MOST_OF_A_DIGEST, type Outgoing } from '../../src/core/digest.ts';
import type { Severity } from '../../src/core/severity.ts';
import { at, someNews } from '../contracts/samples.ts';
import { aFinding } from '../support/builders.ts';

const outgoing = (severity: Severity, since = at(0)): Outgoing => ({
  news: someNews({ findingId: `${severity} ${since}` }),
  severity,
  since,
  channels: ['slack'],
});

describe('what a place is to be told', () => {
  const CRITICAL = outgoing('critical');
  const NOTICE = outgoing('notice');

  it('is due at once when nothing was told yet', () => {
    expect(dueOf([NOTICE], {}, 60, at(0))).toEqual({ due: [NOTICE], nextAt: undefined });
  });

  it.each<[Severity, number, number, boolean]>([
    ['notice', 60, 59, false],
    ['notice', 60, 60, true],
    ['warning', 60, 59, false],
    ['critical', 60, 9, false],
    ['critical', 60, 10, true],
    ['critical', 5, 4, false],
    ['critical', 5, 5, true],
    ['notice', 0, 0, true],
  ])('%s, gathered for %i s, is due after %i s: %s', (severity, digestSeconds, seconds, isDue) => {
    const each = outgoing(severity);
    const { due } = dueOf([each], { [severity]: at(0) }, digestSeconds, at(seconds));
    expect(due).toEqual(isDue ? [each] : []);
  });

  it('waits for the first that comes due', () => {
    const told = { critical: at(0), notice: at(0) };
    expect(dueOf([NOTICE, CRITICAL], told, 60, at(1))).toEqual({ due: [], nextAt: at(10) });
    expect(dueOf([NOTICE, CRITICAL], told, 60, at(11))).toEqual({ due: [CRITICAL], nextAt: at(60) });
  });

  it('is not held up by what is less severe', () => {
    expect(dueOf([CRITICAL], { notice: at(0), warning: at(0) }, 60, at(0)).due).toEqual([CRITICAL]);
  });

  it('is told in the order in which it came', () => {
    const [later, earlier] = [outgoing('notice', at(2)), outgoing('notice', at(1))];
    expect(dueOf([later, earlier], {}, 60, at(3)).due).toEqual([earlier, later]);
  });
});

describe('digests', () => {
  const alerts = fc
    .array(
      fc.record({
        about: fc.constantFrom('share-a', 'share-b', 'share-c'),
        kind: fc.constantFrom('open-share', 'open-policy', 'failed-association'),
      }),
      { maxLength: 300 },
    )
    .map((all) =>
      all.map(({ about, kind }, n): Alert => {
        const subject = { arn: about, name: about };
        const body = { kind, subject, reason: 'it is so', entities: [] } as const;
        const finding = aFinding({ id: String(n), about, body });
        return { finding, news: someNews({ findingId: finding.id, about }) };
      }),
    );
  const causeOf = ({ finding }: Alert): string => finding.body.kind;

  it('hold every alert once, of one cause each, and no more than people read', () => {
    fc.assert(
      fc.property(alerts, (all) => {
        const digests = digestsOf(all, causeOf);
        const inDigests = digests.flat().map(({ finding }) => Number(finding.id));
        expect(inDigests.toSorted((a, b) => a - b)).toEqual(all.map((_, n) => n));
        for (const digest of digests) {
          expect(new Set(digest.map(causeOf)).size).toBe(1);
          expect(digest.length).toBeLessThanOrEqual(MOST_OF_A_DIGEST);
        }
        const causes = digests.map(([first]) => causeOf(first));
        expect(causes.filter((cause) => cause === 'open-policy')).toEqual(
          causes.slice(0, causes.lastIndexOf('open-policy') + 1),
        );
      }),
    );
  });

  it('put what hangs on one share side by side', () => {
    fc.assert(
      fc.property(alerts, (all) => {
        for (const cause of ['open-share', 'open-policy']) {
          const abouts = digestsOf(all, causeOf)
            .flat()
            .filter((each) => causeOf(each) === cause)
            .map(({ finding }) => finding.about);
          const turns = abouts.filter((about, index) => about !== abouts[index - 1]);
          expect(turns.length).toBe(new Set(abouts).size);
        }
      }),
    );
  });
});
