import { describe, expect, it } from 'vitest';
import { GUARDRAIL_DEFAULTS } from '../../src/core/guardrail.ts';
import { shareEndsOnLeave } from '../../src/guardrails/share-ends-on-leave.ts';
import { aShare, aShareCase, SHARE, SUBNET, someGuardrails } from '../support/builders.ts';

const retained = {
  kind: 'retained-share',
  subject: { arn: SHARE, name: 'campaign' },
  reason: 'accounts that leave the organization keep what is on the share',
  entities: [],
};

describe('a share', () => {
  it.each([
    ['that is kept on leaving', 'forbid', { retainsOnLeave: true }, [retained]],
    ['that is kept on leaving, which is only told', 'tell', { retainsOnLeave: true }, [retained]],
    ['that is kept on leaving, which is ignored', 'ignore', { retainsOnLeave: true }, []],
    ['that ends on leaving', 'forbid', { retainsOnLeave: false }, []],
    ['that is kept, of other services', 'forbid', { retainsOnLeave: true, resources: [SUBNET] }, []],
    ['that is kept, and gives nobody anything', 'forbid', { retainsOnLeave: true, principals: [] }, []],
  ] as const)('%s', (_, retainOnLeave, parts, expected) => {
    const file = someGuardrails({ shares: { ...GUARDRAIL_DEFAULTS.shares, retainOnLeave } });
    expect(shareEndsOnLeave.check(aShareCase({ share: aShare(parts), file }))).toEqual(expected);
  });
});
