import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/core/evaluate.ts';
import type { Grant } from '../../src/core/grant.ts';
import { judgeOf } from '../../src/core/judge.ts';
import { runs } from '../support/runs.ts';
import { referenceVerdict } from './decide.ts';
import { referenceReached } from './reached.ts';
import { grantsOfWorld, membersOf, placesOf } from './readings.ts';
import { aWorld, type World } from './world.ts';

/** A decision, and whether it is acted upon. */
const shortly = ({ decision, mode }: Verdict) => ({
  decision,
  acts: decision === 'forbidden' && mode === 'enforce',
});

/** What the product says of a grant, and of whom it reaches besides. */
function said(world: World, grant: Grant) {
  const judge = judgeOf(world.guardrails);
  const places = placesOf(world);
  const verdict = judge.decide(grant, places, world.now);
  const { consumer } = grant;
  const organization = consumer.kind === 'ou' ? consumer.organization : consumer.id;
  const isOurs = organization === world.guardrails.organization;
  const members = isOurs ? membersOf(world, consumer.id) : undefined;
  const isLooked = verdict.decision === 'allowed';
  const reached = isLooked ? judge.reached(grant, members, places, world.now) : NOBODY;
  const reach =
    reached.status === 'unknown'
      ? { status: 'unknown' }
      : { status: 'known', accounts: reached.verdicts.map((each) => each.consumer).sort() };
  return { ...shortly(verdict), reach };
}

const NOBODY = { status: 'known', verdicts: [] } as const;

describe('ten thousand worlds', () => {
  it('are judged as the reference judges them, grant by grant', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(aWorld(), (world) => {
        for (const grant of grantsOfWorld(world)) {
          const expected = { ...referenceVerdict(world, grant), reach: referenceReached(world, grant) };
          expect(said(world, grant)).toEqual(expected);
        }
      }),
      runs(10_000),
    );
  });
});
