import { describe, expect, it } from 'vitest';
import type { Place } from '../../src/core/organization.ts';
import type { ShareSnapshot } from '../../src/core/share.ts';
import { sharingIsEnabled } from '../../src/guardrails/sharing-is-enabled.ts';
import {
  ALLOWED,
  aShare,
  aShareCase,
  associations,
  CAMPAIGNS,
  CAMPAIGNS_OU,
  NOW,
  OUTSIDER,
  SANDBOX,
  SHARE,
  SUBNET,
} from '../support/builders.ts';

const inside: Place = { status: 'inside', path: ['r-ab12', CAMPAIGNS] };
const places = new Map<string, Place>([
  [ALLOWED, inside],
  [SANDBOX, inside],
  [CAMPAIGNS, inside],
  [OUTSIDER, { status: 'outside' }],
]);
const ago = (seconds: number): string => new Date(Date.parse(NOW) - seconds * 1000).toISOString();

/** A share whose principals came to it so many seconds ago. */
const waitingFor = (seconds: number, principals: readonly string[], parts = {}): ShareSnapshot => ({
  ...aShare(parts),
  principals: associations(principals).map((each) => ({ ...each, since: ago(seconds) })),
});
const check = (share: ShareSnapshot) =>
  sharingIsEnabled.check(aShareCase({ share, known: { places, memberships: new Map() } }));
const notEnabled = (...entities: readonly string[]) => ({
  kind: 'sharing-not-enabled',
  subject: { arn: SHARE, name: 'campaign' },
  reason: 'accounts of the organization wait for an invitation to be accepted: RAM does not share with it',
  entities,
});
const PENDING = `${ALLOWED}=ASSOCIATING`;

describe('a share', () => {
  it('that accounts of the organization wait for shows that RAM does not share with it', () => {
    expect(check(waitingFor(600, [PENDING, OUTSIDER, `${SANDBOX}=ASSOCIATING`]))).toEqual([
      notEnabled(ALLOWED, SANDBOX),
    ]);
  });

  it('that an OU waits for does so too', () => {
    expect(check(waitingFor(601, [`${CAMPAIGNS_OU}=ASSOCIATING`]))).toEqual([notEnabled(CAMPAIGNS_OU)]);
  });

  it.each([
    ['settles within ten minutes', waitingFor(599, [PENDING])],
    ['has all it should have', waitingFor(600, [ALLOWED])],
    ['nobody knows since when', aShare({ principals: [PENDING] })],
    ['an outsider is invited to', waitingFor(600, [`${OUTSIDER}=ASSOCIATING`])],
    ['somebody is invited to of whom nobody knows', waitingFor(600, ['123412341234=ASSOCIATING'])],
    ['is kept on leaving, which invites everybody', waitingFor(600, [PENDING], { retainsOnLeave: true })],
    ['is of other services', waitingFor(600, [PENDING], { resources: [SUBNET] })],
  ])('that %s makes no finding', (_, share) => {
    expect(check(share)).toEqual([]);
  });
});
