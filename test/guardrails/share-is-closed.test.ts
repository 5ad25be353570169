import { describe, expect, it } from 'vitest';
import { GUARDRAIL_DEFAULTS } from '../../src/core/guardrail.ts';
import { shareIsClosed } from '../../src/guardrails/share-is-closed.ts';
import { aShare, aShareCase, SHARE, SUBNET, someGuardrails } from '../support/builders.ts';

const openShare = {
  kind: 'open-share',
  subject: { arn: SHARE, name: 'campaign' },
  reason: 'principals outside of the organization may be put on the share',
  entities: [],
};

describe('a share', () => {
  it.each([
    ['that is open', 'forbid', { allowsExternal: true }, [openShare]],
    ['that is open, which is only told', 'tell', { allowsExternal: true }, [openShare]],
    ['that is open, which is ignored', 'ignore', { allowsExternal: true }, []],
    ['that is closed', 'forbid', { allowsExternal: false }, []],
    ['that is open, of other services', 'forbid', { allowsExternal: true, resources: [SUBNET] }, []],
    ['that is open, and gives nobody anything', 'forbid', { allowsExternal: true, principals: [] }, []],
  ] as const)('%s', (_, external, parts, expected) => {
    const file = someGuardrails({ shares: { ...GUARDRAIL_DEFAULTS.shares, external } });
    expect(shareIsClosed.check(aShareCase({ share: aShare(parts), file }))).toEqual(expected);
  });
});
