import { describe, expect, it } from 'vitest';
import { consumerOfSource } from '../../src/core/source.ts';
import { ALLOWED, CAMPAIGNS } from '../support/builders.ts';

const TOPIC = `arn:aws:sns:us-east-1:${ALLOWED}:alarms`;
const SPRING = 'ou-ab12-33333333';

describe('a source of a share', () => {
  it.each([
    [ALLOWED, { kind: 'account', id: ALLOWED }],
    [TOPIC, { kind: 'account', id: ALLOWED }],
    [`arn:aws-us-gov:iam::${ALLOWED}:role/Sender`, { kind: 'account', id: ALLOWED }],
    ['o-exampleorgid', { kind: 'organization', id: 'o-exampleorgid' }],
    ['o-exampleorgid/r-ab12/*', { kind: 'organization', id: 'o-exampleorgid' }],
    [`o-exampleorgid/r-ab12/${CAMPAIGNS}/`, { kind: 'ou', id: CAMPAIGNS, organization: 'o-exampleorgid' }],
    [
      `o-exampleorgid/r-ab12/${CAMPAIGNS}/${SPRING}/*`,
      { kind: 'ou', id: SPRING, organization: 'o-exampleorgid' },
    ],
    ...[
      '',
      `${ALLOWED}0`,
      `x${ALLOWED}`,
      `x${TOPIC}`,
      'arn:aws:sns:us-east-1:alarms',
      'arn:aws:s3:::bucket',
      `arn:aws:sns:us-east-1:${ALLOWED}`,
      `arn:aws:sns:us-east-1:${ALLOWED}0:alarms`,
      'xo-exampleorgid',
      'o-Example',
      'o-',
      'o-exampleorgid*',
      CAMPAIGNS,
      `/${CAMPAIGNS}`,
      '*',
    ].map((source) => [source, { kind: 'unrecognized', id: source }] as const),
  ] as const)('%j', (source, expected) => {
    expect(consumerOfSource(source)).toEqual({ ...expected, principal: source });
  });
});
