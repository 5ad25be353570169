import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import { type History, planFor, planForGone } from '../../src/core/plan.ts';
import type { Removal } from '../../src/core/removal.ts';
import { isUndoneOnShare } from '../../src/core/undone.ts';
import { consumerIsAllowed } from '../../src/guardrails/consumer-is-allowed.ts';
import {
  ALLOWED,
  aDraft,
  aFinding,
  aRemoval,
  aShare,
  aShareCase,
  judgements,
  OUTSIDER,
  type ShareParts,
} from '../support/builders.ts';

const GONE = 'read back: the consumer is no longer on the share';
const OVER = 'not due any more: its finding is resolved';
const actor = { arn: 'arn:aws:iam::111122223333:user/operator' };

function plan(share: ShareParts, history: Partial<History> = {}) {
  const snapshot = aShare(share);
  const judged = judgements(share);
  const found = {
    bodies: consumerIsAllowed.check({ ...aShareCase({ share: snapshot }), judgements: judged }),
    judgements: judged,
    isUndone: (removal: Removal) => isUndoneOnShare(removal, snapshot, judged),
  };
  return planFor(snapshot, found, { findings: [], removals: [], ...history }, () => actor);
}
const resolutions = (made: { resolve: readonly { finding: Finding; resolution: string }[] }) =>
  made.resolve.map(({ resolution }) => resolution);

describe('a forbidden principal', () => {
  it('makes a finding that names share, principal, resources, actor and remedy', () => {
    expect(plan({ principals: [OUTSIDER] }).open).toEqual([aDraft({ actor })]);
  });

  it('makes the same finding each time', () => {
    expect(plan({ principals: [OUTSIDER] })).toEqual(plan({ principals: [OUTSIDER, ALLOWED] }));
  });

  it('keeps its finding and removal open while RAM takes it off', () => {
    const history = { findings: [aFinding()], removals: [aRemoval({ status: 'requested' })] };
    expect(plan({ principals: [`${OUTSIDER}=DISASSOCIATING`] }, history)).toEqual({
      open: [],
      resolve: [],
      finish: [],
    });
  });
});

describe('a principal that is gone', () => {
  it('was removed by us when RAM had accepted our request', () => {
    const removal = aRemoval({ status: 'requested' });
    const made = plan({ principals: [] }, { findings: [aFinding()], removals: [removal] });
    expect(resolutions(made)).toEqual(['removed']);
    expect(made.finish).toEqual([{ removal, reason: GONE }]);
  });

  it('was removed late when people may have been told that it could not be', () => {
    const steps = [
      { status: 'planned', at: '2026-11-02T10:00:00.000Z', reason: 'forbidden' },
      { status: 'waiting', at: '2026-11-02T10:00:01.000Z', reason: 'in transition' },
      { status: 'requested', at: '2026-11-02T18:00:00.000Z', reason: 'accepted' },
    ] as const;
    const removal = aRemoval({ status: 'requested', steps });
    const made = plan({ principals: [] }, { findings: [aFinding()], removals: [removal] });
    expect(resolutions(made)).toEqual(['removed-late']);
  });

  it('went without us when RAM had not', () => {
    const removal = aRemoval({ status: 'waiting' });
    expect(resolutions(plan({ principals: [] }, { findings: [aFinding()], removals: [removal] }))).toEqual([
      'gone',
    ]);
  });

  it('was most likely removed by us when a run died over asking RAM', () => {
    const removal = aRemoval({ status: 'planned' });
    expect(resolutions(plan({ principals: [] }, { findings: [aFinding()], removals: [removal] }))).toEqual([
      'removed',
    ]);
  });

  it('ends a removal that lost its finding on the way', () => {
    const removal = aRemoval({ status: 'requested' });
    const made = plan(
      { principals: [] },
      { findings: [aFinding({ status: 'resolved' })], removals: [removal] },
    );
    expect(made).toEqual({ open: [], resolve: [], finish: [{ removal, reason: GONE }] });
  });

  it('leaves what is done alone', () => {
    expect(plan({ principals: [] }, { removals: [aRemoval({ status: 'done' })] }).finish).toEqual([]);
  });
});

describe('a principal that is allowed now', () => {
  it('resolves its finding as allowed', () => {
    const finding = aFinding();
    const about =
      finding.body.kind === 'forbidden-consumer' ? { ...finding.body, principal: ALLOWED } : finding.body;
    const made = plan({ principals: [ALLOWED] }, { findings: [{ ...finding, body: about }] });
    expect(resolutions(made)).toEqual(['allowed']);
  });
});

describe('a principal that came back', () => {
  it('ends the removal of the occurrence before', () => {
    const old = aRemoval({ status: 'requested' });
    const made = plan(
      { principals: [OUTSIDER] },
      { findings: [aFinding({ occurrence: 2 })], removals: [old] },
    );
    expect(made.finish).toEqual([{ removal: old, reason: OVER }]);
    expect(made.open).toHaveLength(1);
  });
});

describe('a share that is gone', () => {
  it('resolves what was open and ends what was under way', () => {
    const removal = aRemoval({ status: 'requested' });
    const made = planForGone({ findings: [aFinding()], removals: [removal] });
    expect(resolutions(made)).toEqual(['removed']);
    expect(made.finish).toEqual([{ removal, reason: GONE }]);
  });
});
