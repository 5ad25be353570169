import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_POLICY, policiesOf, policyText } from '../../../src/cli/scp/policies.ts';
import type { Statement } from '../../../src/cli/scp/statement.ts';

const statement = (Sid: string, length: number): Statement => ({
  Sid,
  Effect: 'Deny',
  Action: ['ram:CreateResourceShare'],
  Resource: '*',
  Condition: { StringLike: { 'ram:Principal': 'x'.repeat(length) } },
});

describe('statements', () => {
  it('make one policy as long as they fit', () => {
    const statements = [statement('One', 100), statement('Two', 100)];
    expect(policiesOf(statements)).toEqual({
      policies: [{ Version: '2012-10-17', Statement: statements }],
      tooLong: [],
    });
  });

  it('make no policy when there are none', () => {
    expect(policiesOf([])).toEqual({ policies: [], tooLong: [] });
  });

  it('fill a policy to its last character', () => {
    const around = policyText({ Version: '2012-10-17', Statement: [statement('One', 0)] }).length;
    expect(policiesOf([statement('One', LONGEST_POLICY - around)]).tooLong).toEqual([]);
    const longer = statement('One', LONGEST_POLICY - around + 1);
    expect(policiesOf([longer])).toEqual({ policies: [], tooLong: [longer] });
  });

  it('are all there, in their order, in policies that Organizations takes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 6000 }), { maxLength: 12 }), (lengths) => {
        const statements = lengths.map((length, index) => statement(`S${index}`, length));
        const { policies, tooLong } = policiesOf(statements);
        expect(policies.every((policy) => policyText(policy).length <= LONGEST_POLICY)).toBe(true);
        const kept = policies.flatMap(({ Statement }) => Statement);
        expect(kept).toEqual(statements.filter((each) => !tooLong.includes(each)));
      }),
    );
  });
});
