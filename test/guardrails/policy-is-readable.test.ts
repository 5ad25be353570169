import { describe, expect, it } from 'vitest';
import { policyIsReadable } from '../../src/guardrails/policy-is-readable.ts';
import { aPolicyCase, NUMBER } from '../support/builders.ts';

describe('a policy', () => {
  it('that can be read makes no finding', () => {
    expect(policyIsReadable.check(aPolicyCase())).toEqual([]);
  });

  it.each(['its document is no JSON', ''])(
    'that can not be read is told, with the problem: %j',
    (problem) => {
      expect(policyIsReadable.check(aPolicyCase({ problem, grants: [] }))).toEqual([
        {
          kind: 'unreadable-policy',
          subject: { arn: NUMBER, name: 'phone-0123456789abcdef0123456789abcdef' },
          reason: problem,
          entities: [],
        },
      ]);
    },
  );
});
