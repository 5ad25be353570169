import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scopeOf, smsResource } from '../../src/core/resource.ts';
import { NUMBER, OPT_OUT_LIST, POOL, SCOPE, SENDER_ID, SUBNET, smsArn } from '../support/builders.ts';
import { runs } from '../support/runs.ts';

describe('an ARN of an SMS resource', () => {
  it.each([
    [NUMBER, 'phone-number', 'phone-0123456789abcdef0123456789abcdef'],
    [POOL, 'pool', 'pool-0123456789abcdef0123456789abcdef'],
    [SENDER_ID, 'sender-id', 'ACME/GB'],
    [OPT_OUT_LIST, 'opt-out-list', 'marketing'],
    [smsArn('opt-out-list/a:b'), 'opt-out-list', 'a:b'],
  ])('%s', (arn, type, name) => {
    expect(smsResource(arn)).toEqual({ arn, type, name, scope: SCOPE });
  });

  it('may lie in any partition', () => {
    const arn = 'arn:aws-us-gov:sms-voice:us-gov-west-1:111122223333:pool/pool-1';
    expect(smsResource(arn)?.scope).toEqual({ account: '111122223333', region: 'us-gov-west-1' });
  });
});

describe('what is no ARN of a shareable SMS resource', () => {
  it.each([
    SUBNET,
    '',
    'arn',
    'pool-0123456789abcdef0123456789abcdef',
    'arn:aws:other:us-east-1:111122223333:pool/pool-1',
    smsArn('configuration-set/one'),
    smsArn('rcs-agent/rcs-1'),
    smsArn('pool'),
    smsArn('pool/'),
    'arn:aws:sms-voice:us-east-1::pool/pool-1',
    'arn:aws:sms-voice::111122223333:pool/pool-1',
    `x${POOL}`,
  ])('%j', (arn) => {
    expect(smsResource(arn)).toBeUndefined();
  });
});

describe('any text', () => {
  it('is read without a complaint, and what is read is the text', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string().map((end) => smsArn(`pool/${end}`)),
    );
    fc.assert(
      fc.property(text, (arn) => [undefined, arn].includes(smsResource(arn)?.arn)),
      runs(),
    );
  });
});

describe('the scope of an ARN', () => {
  it('is its account and Region', () => {
    expect(scopeOf('arn:aws:ram:eu-west-1:444455556666:resource-share/7ab63972')).toEqual({
      account: '444455556666',
      region: 'eu-west-1',
    });
  });
});
