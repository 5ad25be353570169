import { describe, expect, it } from 'vitest';
import { decider } from '../../src/core/evaluate.ts';
import type { ConsumerSelector, Guardrail, Guardrails } from '../../src/core/guardrail.ts';
import type { Place, Places } from '../../src/core/organization.ts';
import { groupLook } from '../../src/core/reached.ts';
import {
  ALLOWED,
  aGrant,
  CAMPAIGNS,
  CAMPAIGNS_OU,
  NOW,
  NUMBER,
  OUTSIDER,
  POOL,
  SANDBOX,
  SNS,
  someGuardrails,
} from '../support/builders.ts';

const [ROOT, SPRING, OTHER] = ['r-ab12', 'ou-ab12-33333333', 'ou-ab12-22222222'];
const organizations = 'arn:aws:organizations::123456789012';
const ORGANIZATION = `${organizations}:organization/o-exampleorgid`;
const FOREIGN_OU = `${organizations}:ou/o-someoneelse/${CAMPAIGNS}`;
const FOREIGN = `${organizations}:organization/o-someoneelse`;

const inside = (...ous: readonly string[]): Place => ({ status: 'inside', path: [ROOT, ...ous] });
const deny = (...selectors: readonly ConsumerSelector[]): Guardrail => ({ id: 'denies', deny: selectors });
const lookBy = (guardrails: readonly Guardrail[], parts: Partial<Guardrails> = {}) => {
  const file = someGuardrails({ guardrails, ...parts });
  return groupLook(file, decider(file));
};
const waiverOf = (consumer: string) => ({
  waivers: [{ resource: NUMBER, consumer, until: '2026-11-02', reason: 'x', approvedBy: 'Ann' }],
});
const ofPools: Guardrail = { ...deny({ account: SANDBOX }), resources: { types: ['pool'] } };

describe('the accounts of a group', () => {
  it.each<[string, string, readonly Guardrail[], boolean]>([
    ['of an OU, when an account is denied', CAMPAIGNS_OU, [deny({ account: SANDBOX })], true],
    ['of an OU, when an OU is denied', CAMPAIGNS_OU, [deny({ ou: SPRING })], true],
    ['of the organization, when an OU is denied', ORGANIZATION, [deny({ ou: SPRING })], true],
    ['of another organization, when an account is denied', FOREIGN, [deny({ account: SANDBOX })], true],
    ['not of another organization, when an OU of ours is', FOREIGN, [deny({ ou: SPRING })], false],
    ['not of an OU of theirs, when an OU of ours is', FOREIGN_OU, [deny({ ou: CAMPAIGNS })], false],
    [
      'not when only a service or all are',
      CAMPAIGNS_OU,
      [deny({ service: SNS }, { organization: true })],
      false,
    ],
    ['when any of the denied may be one', CAMPAIGNS_OU, [deny({ service: SNS }, { ou: SPRING })], true],
    ['not when a guardrail only allows', CAMPAIGNS_OU, [{ id: 'x', allow: [{ account: SANDBOX }] }], false],
    ['not when other resources are meant', CAMPAIGNS_OU, [ofPools], false],
    ['not of an account', ALLOWED, [deny({ account: SANDBOX })], false],
    ['not of a service', SNS, [deny({ account: SANDBOX })], false],
    ['not of everyone', '*', [deny({ account: SANDBOX })], false],
  ])('must be known %s', (_, consumer, guardrails, expected) => {
    expect(lookBy(guardrails).mayReachDenied(aGrant({ consumer }))).toBe(expected);
  });
});

describe('a group whose accounts are known', () => {
  const members: Places = new Map([
    [ALLOWED, inside(CAMPAIGNS)],
    [SANDBOX, inside(CAMPAIGNS, SPRING)],
  ]);
  const reached = (
    guardrails: readonly Guardrail[],
    {
      parts = {},
      grant = {},
      known = members,
    }: {
      parts?: Partial<Guardrails>;
      grant?: Parameters<typeof aGrant>[0];
      known?: Places;
    } = {},
  ) => {
    const found = lookBy(guardrails, parts).reached(
      aGrant({ consumer: CAMPAIGNS_OU, ...grant }),
      known,
      new Map(),
      NOW,
    );
    return found.status === 'known'
      ? found.verdicts.map(({ consumer }) => consumer)
      : `${found.status}: ${found.reason}`;
  };

  it.each<[string, readonly Guardrail[], readonly string[]]>([
    ['the account that is denied by its id', [deny({ account: SANDBOX })], [SANDBOX]],
    ['those in an OU that is denied', [deny({ ou: SPRING })], [SANDBOX]],
    ['each once', [deny({ account: SANDBOX }, { ou: CAMPAIGNS })], [ALLOWED, SANDBOX]],
    ['nobody who is denied elsewhere', [deny({ account: OUTSIDER }, { ou: OTHER })], []],
    ['nobody of a guardrail over other resources', [ofPools], []],
    ['nobody who is only not allowed', [{ id: 'x', allow: [{ account: ALLOWED }] }, deny({ ou: OTHER })], []],
  ])('reaches %s', (_, guardrails, expected) => {
    expect(reached(guardrails)).toEqual(expected);
  });

  it('says of the denied what the guardrail says', () => {
    const found = lookBy([deny({ account: SANDBOX })]).reached(
      aGrant({ consumer: CAMPAIGNS_OU }),
      members,
      new Map(),
      NOW,
    );
    expect(found).toMatchObject({
      status: 'known',
      verdicts: [{ consumer: SANDBOX, resource: NUMBER, decision: 'forbidden', guardrail: 'denies' }],
    });
  });

  it('reaches nobody whom a waiver lifts, or when one lifts the group', () => {
    const guardrails = [deny({ account: SANDBOX }, { account: ALLOWED })];
    expect(reached(guardrails, { parts: waiverOf(SANDBOX) })).toEqual([ALLOWED]);
    expect(reached(guardrails, { parts: waiverOf(CAMPAIGNS) })).toEqual([]);
  });

  it('is judged by its accounts, whatever narrows the group itself', () => {
    const grant = { doubt: 'aws:SourceVpc', bounds: [[{ account: OUTSIDER }]] };
    expect(reached([deny({ account: SANDBOX })], { grant })).toEqual([SANDBOX]);
  });

  it('is unknown, and says why, when nobody can say whether the account is denied', () => {
    const tagged = { ...deny({ account: SANDBOX }), resources: { tags: { environment: 'production' } } };
    expect(reached([tagged])).toBe(
      `unknown: denies denies account ${SANDBOX}, if its tags are so: they have not been read`,
    );
  });

  it('may have members whose place nobody knows, who are found by their ids', () => {
    const known: Places = new Map([[SANDBOX, { status: 'unknown', reason: 'AccessDenied' }]]);
    expect(reached([deny({ account: SANDBOX })], { known })).toEqual([SANDBOX]);
    expect(reached([deny({ ou: SPRING })], { known })).toEqual([]);
  });
});

describe('a group of which nobody says who is in it', () => {
  const places: Places = new Map<string, Place>([
    [ALLOWED, inside(CAMPAIGNS)],
    [SANDBOX, inside(OTHER)],
    [OUTSIDER, { status: 'outside' }],
    ['123412341234', { status: 'inside', path: [ROOT, CAMPAIGNS], isInactive: true }],
    [SPRING, inside(CAMPAIGNS, SPRING)],
    [OTHER, inside(OTHER)],
  ]);
  const SILENT = '432143214321';
  it.each<[string, string, ConsumerSelector, 'unknown' | 'nobody']>([
    ['an account in it', CAMPAIGNS_OU, { account: ALLOWED }, 'unknown'],
    ['an account elsewhere in the organization', CAMPAIGNS_OU, { account: SANDBOX }, 'nobody'],
    ['an account outside', CAMPAIGNS_OU, { account: OUTSIDER }, 'nobody'],
    ['an account in it that can not act', CAMPAIGNS_OU, { account: '123412341234' }, 'nobody'],
    ['an account in silence', CAMPAIGNS_OU, { account: SILENT }, 'unknown'],
    ['an OU in it', CAMPAIGNS_OU, { ou: SPRING }, 'unknown'],
    ['an OU elsewhere', CAMPAIGNS_OU, { ou: OTHER }, 'nobody'],
    ['the OU itself', CAMPAIGNS_OU, { ou: CAMPAIGNS }, 'unknown'],
    ['an account of the organization', ORGANIZATION, { account: SANDBOX }, 'unknown'],
    ['an account outside the organization', ORGANIZATION, { account: OUTSIDER }, 'nobody'],
    ['an OU of the organization', ORGANIZATION, { ou: OTHER }, 'unknown'],
    ['an account of ours, and theirs is the group', FOREIGN, { account: ALLOWED }, 'nobody'],
    ['an outsider, and theirs is the group', FOREIGN, { account: OUTSIDER }, 'unknown'],
    ['an account in silence, and theirs is the group', FOREIGN_OU, { account: SILENT }, 'unknown'],
  ])('may hold %s', (_, consumer, selector, expected) => {
    const grant = aGrant({ consumer });
    const reason = `nobody can say which accounts are in ${grant.consumer.id}`;
    expect(lookBy([deny(selector)]).reached(grant, undefined, places, NOW)).toEqual(
      expected === 'unknown' ? { status: 'unknown', reason } : { status: 'known', verdicts: [] },
    );
  });

  const silently = (guardrail: Guardrail, parts: Partial<Guardrails> = {}, consumer = CAMPAIGNS_OU) =>
    lookBy([guardrail], parts).reached(aGrant({ consumer }), undefined, places, NOW).status;

  it('need not be known for what a waiver lifts', () => {
    expect(silently(deny({ account: ALLOWED }), waiverOf(ALLOWED))).toBe('known');
    expect(silently(deny({ account: ALLOWED }), waiverOf(CAMPAIGNS))).toBe('known');
    expect(silently(deny({ account: ALLOWED }, { account: SILENT }), waiverOf(ALLOWED))).toBe('unknown');
    expect(silently(deny({ ou: SPRING }), waiverOf(SPRING))).toBe('unknown');
  });

  it('is asked about the accounts and OUs that are denied, and nothing else', () => {
    expect(silently(deny({ service: SNS }, { account: ALLOWED }))).toBe('unknown');
    expect(silently(deny({ service: SNS }, { account: SANDBOX }))).toBe('known');
    expect(silently(deny({ ou: CAMPAIGNS }, { account: OUTSIDER }), {}, FOREIGN_OU)).toBe('unknown');
    expect(silently(deny({ ou: CAMPAIGNS }, { account: ALLOWED }), {}, FOREIGN_OU)).toBe('known');
  });

  it('of somebody else is not the one of ours that has its id', () => {
    const members: Places = new Map([[ALLOWED, inside(CAMPAIGNS)]]);
    const grant = aGrant({ consumer: FOREIGN_OU });
    const look = lookBy([deny({ account: ALLOWED })]);
    expect(look.reached(grant, members, places, NOW)).toEqual({ status: 'known', verdicts: [] });
  });

  it('is never asked about for other resources', () => {
    expect(lookBy([ofPools]).reached(aGrant({ consumer: CAMPAIGNS_OU }), undefined, places, NOW)).toEqual({
      status: 'known',
      verdicts: [],
    });
    const onPool = aGrant({ consumer: ORGANIZATION, resource: POOL });
    expect(lookBy([ofPools]).reached(onPool, undefined, places, NOW).status).toBe('unknown');
  });
});
