import { describe, expect, it } from 'vitest';
import { type Association, associated, beginning, disassociated } from '../../../local/ram/association.ts';
import { checkAssociationCount, checkShareCount } from '../../../local/ram/quotas.ts';
import type { View } from '../../../local/ram/store.ts';
import { CAMPAIGNS, OWNER } from './a-cloud.ts';

const exceeded = expect.objectContaining({ code: 'ResourceShareLimitExceededException' });
const principal = { kind: 'PRINCIPAL', entity: CAMPAIGNS } as const;
const resource = { kind: 'RESOURCE', entity: 'arn' } as const;

/** An account with so many shares, each with so many of the same association. */
function aView(shares: number, perShare: number, of: Pick<Association, 'kind' | 'entity'> = principal): View {
  const each = associated(beginning({ shareArn: 'share', ...of }, {}, 0), 0);
  const associations = Array.from({ length: perShare }, () => each);
  const share = {
    arn: 'share',
    name: 'share',
    scope: { account: OWNER, region: 'us-east-1' },
    status: 'ACTIVE',
    featureSet: 'STANDARD',
    allowExternalPrincipals: true,
    retainsOnLeave: false,
    tags: [],
    permissions: [],
    createdAt: 0,
    updatedAt: 0,
  } as const;
  return {
    scope: share.scope,
    shares: () => Array.from({ length: shares }, () => share),
    associationsOf: () => associations,
    invitations: () => [],
  };
}

describe('the number of principals and resources', () => {
  it.each([
    [4999, 1, false],
    [5000, 0, false],
    [5000, 1, true],
    [4990, 11, true],
  ])('%i on a share and %i more: refused is %s', (there, more, isRefused) => {
    for (const kind of [principal, resource]) {
      const check = () =>
        checkAssociationCount(
          aView(1, there, kind),
          'share',
          Array.from({ length: more }, () => kind),
        );
      if (isRefused) expect(check).toThrow(exceeded);
      else expect(check).not.toThrow();
    }
  });

  it('is 25,000 in a Region', () => {
    expect(() => checkAssociationCount(aView(6, 4166), 'share', Array(5).fill(principal))).toThrow(exceeded);
    expect(() => checkAssociationCount(aView(6, 4166), 'share', Array(4).fill(principal))).not.toThrow();
  });

  it('counts each kind by itself', () => {
    expect(() => checkAssociationCount(aView(1, 5000), 'share', [resource])).not.toThrow();
  });

  it('leaves out what has been taken off', () => {
    const gone = disassociated(beginning({ shareArn: 'share', ...principal }, {}, 0), 0);
    const view = { ...aView(1, 0), associationsOf: () => Array<Association>(5000).fill(gone) };
    expect(() => checkAssociationCount(view, 'share', [principal])).not.toThrow();
  });
});

describe('the number of shares', () => {
  it('is 25,000 in a Region', () => {
    expect(() => checkShareCount(aView(24_999, 0))).not.toThrow();
    expect(() => checkShareCount(aView(25_000, 0))).toThrow(exceeded);
  });
});
