import { describe, expect, it } from 'vitest';
import type { ShareSnapshot } from '../../src/core/share.ts';
import { associationSucceeds } from '../../src/guardrails/association-succeeds.ts';
import {
  ALLOWED,
  aShare,
  aShareCase,
  associations,
  NUMBER,
  OUTSIDER,
  OWNER,
  POOL,
  SHARE,
  SUBNET,
} from '../support/builders.ts';

const check = (share: ShareSnapshot) => associationSucceeds.check(aShareCase({ share }));
const failed = (entities: readonly string[], reason = 'RAM does not say why') => ({
  kind: 'failed-association',
  subject: { arn: SHARE, name: 'campaign' },
  reason,
  entities,
});

describe('a share', () => {
  it.each(['ASSOCIATED', 'ASSOCIATING', 'DISASSOCIATING', 'DISASSOCIATED', 'SUSPENDED'])(
    'on which all is %s makes no finding',
    (status) => {
      expect(check(aShare({ principals: [`${ALLOWED}=${status}`] }))).toEqual([]);
    },
  );

  it('names all that failed to arrive: principals, resources and sources', () => {
    const share = aShare({
      principals: [ALLOWED, `${OUTSIDER}=FAILED`],
      resources: [NUMBER, `${POOL}=FAILED`],
      sources: [`${OWNER}=FAILED`],
    });
    expect(check(share)).toEqual([failed([OUTSIDER, POOL, OWNER])]);
  });

  it('gives the reason that RAM gives for the first', () => {
    const statusMessage = 'the account is in another organization';
    const [association] = associations([`${OUTSIDER}=FAILED`]);
    const principals = association ? [{ ...association, statusMessage }] : [];
    expect(check({ ...aShare(), principals })).toEqual([failed([OUTSIDER], statusMessage)]);
  });

  it('of other services is none of ours', () => {
    expect(check(aShare({ principals: [`${OUTSIDER}=FAILED`], resources: [SUBNET] }))).toEqual([]);
    expect(check(aShare({ principals: [`${OUTSIDER}=FAILED`], resources: [SUBNET, NUMBER] }))).toEqual([
      failed([OUTSIDER]),
    ]);
  });

  it('is ours though the SMS resource itself is what failed', () => {
    expect(check(aShare({ resources: [`${NUMBER}=FAILED`] }))).toEqual([failed([NUMBER])]);
  });
});
