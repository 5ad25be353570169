import { describe, expect, it } from 'vitest';
import { isOfShare, namedIn, subjectOf } from '../../src/guardrails/rule.ts';
import {
  ALLOWED,
  aGrant,
  aPolicyCase,
  aPolicyGrant,
  aShareCase,
  NUMBER,
  OUTSIDER,
  POOL,
  SHARE,
  SNS,
} from '../support/builders.ts';

const { consumer } = aGrant({ consumer: OUTSIDER });
const share = { arn: SHARE, name: 'campaign' };

describe('a consumer', () => {
  it('of a share is named there, with the service that acts for it', () => {
    expect(namedIn(aShareCase(), { consumer })).toStrictEqual({ share, principal: OUTSIDER });
    expect(namedIn(aShareCase(), { consumer, through: SNS })).toEqual({
      share,
      principal: OUTSIDER,
      through: SNS,
    });
  });

  it('of a policy is named by each of its own statements once', () => {
    const grants = [
      aPolicyGrant({ consumer: OUTSIDER }),
      aPolicyGrant({ consumer: OUTSIDER, resource: POOL }),
      aPolicyGrant({ consumer: OUTSIDER, statement: 'statement 2' }),
      aPolicyGrant({ consumer: OUTSIDER, statement: 'Alarms', through: SNS }),
      aPolicyGrant({ consumer: ALLOWED, statement: 'Ours' }),
      aGrant({ consumer: OUTSIDER }),
    ];
    const found = aPolicyCase({ grants });
    expect(namedIn(found, { consumer })).toEqual({
      policy: { resource: NUMBER, statements: ['Campaigns', 'statement 2'] },
      principal: OUTSIDER,
    });
    expect(namedIn(found, { consumer, through: SNS })).toEqual({
      policy: { resource: NUMBER, statements: ['Alarms'] },
      principal: OUTSIDER,
      through: SNS,
    });
  });
});

describe('what a Deny leaves of everyone', () => {
  it('is named by who it is, with the statements that let it in', () => {
    const left = { kind: 'account', principal: '*', id: OUTSIDER } as const;
    const grants = [
      aPolicyGrant({ consumer: '*', statement: 'All' }),
      { ...aPolicyGrant({ statement: 'Narrowed' }), consumer: left },
    ];
    expect(namedIn(aPolicyCase({ grants }), { consumer: left })).toStrictEqual({
      policy: { resource: NUMBER, statements: ['Narrowed'] },
      principal: OUTSIDER,
    });
  });
});

describe('a case', () => {
  it('is of a share or of a policy', () => {
    expect(isOfShare(aShareCase())).toBe(true);
    expect(isOfShare(aPolicyCase())).toBe(false);
  });
});

describe('the subject of a finding', () => {
  it.each([
    ['a share, by its name', share, 'campaign'],
    ['an SMS resource, by the end of its ARN', { arn: POOL }, 'pool-0123456789abcdef0123456789abcdef'],
    ['anything else, by its ARN', { arn: 'arn:aws:x' }, 'arn:aws:x'],
  ])('is %s', (_, named, name) => {
    expect(subjectOf(named)).toEqual({ arn: named.arn, name });
  });
});
