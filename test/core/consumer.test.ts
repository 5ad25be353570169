import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consumerOf, EVERYONE, isPartOfEveryone, nameOf } from '../../src/core/consumer.ts';
import { runs } from '../support/runs.ts';

const MANAGEMENT = 'arn:aws:organizations::123456789012';

describe('a principal', () => {
  it.each([
    ['444455556666', 'account', '444455556666'],
    [`${MANAGEMENT}:ou/o-exampleorgid/ou-ab12-11111111`, 'ou', 'ou-ab12-11111111'],
    [`${MANAGEMENT}:organization/o-exampleorgid`, 'organization', 'o-exampleorgid'],
    ['arn:aws-cn:organizations::123456789012:organization/o-exampleorgid', 'organization', 'o-exampleorgid'],
    ['arn:aws:iam::444455556666:root', 'account', '444455556666'],
    ['arn:aws:iam::444455556666:role/path/Sender', 'account', '444455556666'],
    ['arn:aws-us-gov:sts::444455556666:assumed-role/Sender/ann', 'account', '444455556666'],
    ['*', 'everyone', '*'],
    ['sns.amazonaws.com', 'service', 'sns.amazonaws.com'],
    ['sns.us-east-1.amazonaws.com', 'service', 'sns.us-east-1.amazonaws.com'],
    ['sns.amazonaws.com.cn', 'service', 'sns.amazonaws.com.cn'],
  ])('%s', (principal, kind, id) => {
    expect(consumerOf(principal)).toMatchObject({ kind, principal, id });
  });

  it('of an OU names the organization that the OU is in', () => {
    const ou = consumerOf(`${MANAGEMENT}:ou/o-exampleorgid/ou-ab12-11111111`);
    expect(ou).toMatchObject({ organization: 'o-exampleorgid' });
  });

  it.each([
    '',
    '44445555666',
    '4444555566667',
    'AROAEXAMPLEID',
    'arn:aws:iam::444455556666:',
    'arn:aws:s3::444455556666:bucket',
    'o-exampleorgid',
    `${MANAGEMENT}:root/o-exampleorgid/r-ab12`,
    `${MANAGEMENT}:ou/o-exampleorgid`,
    // A form that RAM's terms page prints and that no API takes (facts section 4).
    `${MANAGEMENT}:organization/o-exampleorgid/ou-ab12-11111111`,
    `x${MANAGEMENT}:ou/o-exampleorgid/ou-ab12-11111111`,
    `${MANAGEMENT}:ou/o-exampleorgid/ou-ab12-11111111/ou-ab12-33333333`,
    'arn:aws:iam::444455556666:role/a b',
    'evil.com/sns.amazonaws.com',
    'sns.amazonaws.com.evil.com',
    '444455556666\n',
  ])('%j is not recognized', (principal) => {
    expect(consumerOf(principal)).toEqual({ kind: 'unrecognized', principal, id: principal });
  });

  it('is never refused and never lost, whatever it says', () => {
    fc.assert(
      fc.property(fc.string(), (principal) => consumerOf(principal).principal === principal),
      runs(),
    );
  });
});

describe('the name of a consumer', () => {
  const left = { kind: 'organization', principal: '*', id: 'o-exampleorgid' } as const;
  it.each([
    [
      'its principal',
      consumerOf('arn:aws:iam::444455556666:role/Sender'),
      'arn:aws:iam::444455556666:role/Sender',
    ],
    ['the star of everyone', EVERYONE, '*'],
    ['its id when it is what a Deny leaves of everyone', left, 'o-exampleorgid'],
  ])('is %s', (_, consumer, name) => {
    expect(nameOf(consumer)).toBe(name);
  });

  it.each([
    ['what a Deny leaves of everyone', left, true],
    ['everyone', EVERYONE, false],
    ['an account', consumerOf('444455556666'), false],
  ])('of %s tells whether it is part of everyone', (_, consumer, expected) => {
    expect(isPartOfEveryone(consumer)).toBe(expected);
  });
});
