import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { ALLOWED, NUMBER, OPT_OUT_LIST, OUTSIDER, OWNER, POOL, SENDER_ID } from '../support/builders.ts';
import { sharewarden } from './running.ts';

const TEXT = 'sms-voice:SendTextMessage';
const TEXT_AND_VOICE = [TEXT, 'sms-voice:SendVoiceMessage'];
const granting = (resource: string, ...args: readonly string[]) =>
  sharewarden(['grant-policy', '--resource', resource, ...args]);

describe('sharewarden grant-policy', () => {
  it.each([
    ['a number', NUMBER, 'pinpoint', TEXT_AND_VOICE],
    ['a pool', POOL, 'pinpoint', TEXT_AND_VOICE],
    ['a sender ID, which has no voice', SENDER_ID, 'pinpoint', TEXT],
    ['a number', NUMBER, 'sns', TEXT],
  ])('lets a service send with %s for its owner only', async (_, resource, service, actions) => {
    const { code, out } = await granting(resource, '--service', service);
    expect(code).toBe(EXIT.fine);
    expect(JSON.parse(out)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: expect.stringMatching(/^[A-Za-z0-9]+$/),
          Effect: 'Allow',
          Principal: { Service: `${service}.amazonaws.com` },
          Action: actions,
          Resource: resource,
          Condition: { StringEquals: { 'aws:SourceAccount': OWNER } },
        },
      ],
    });
  });

  it('lets services and accounts in together, each once', async () => {
    const args = [
      '--service',
      'sns',
      'pinpoint',
      'sns',
      '--consumer',
      ALLOWED,
      '--consumer',
      OUTSIDER,
      ALLOWED,
    ];
    const { Statement } = JSON.parse((await granting(NUMBER, ...args)).out);
    expect(Statement.map(({ Principal }: { Principal: unknown }) => Principal)).toEqual([
      { Service: 'sns.amazonaws.com' },
      { Service: 'pinpoint.amazonaws.com' },
      { AWS: `arn:aws:iam::${ALLOWED}:root` },
      { AWS: `arn:aws:iam::${OUTSIDER}:root` },
    ]);
    expect(new Set(Statement.map(({ Sid }: { Sid: string }) => Sid)).size).toBe(4);
    expect(Statement[2]).toEqual({
      Sid: 'Account444455556666Sends',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ALLOWED}:root` },
      Action: TEXT,
      Resource: NUMBER,
    });
  });

  it('names accounts in the partition of the resource', async () => {
    const arn = 'arn:aws-us-gov:sms-voice:us-gov-west-1:111122223333:sender-id/ACME/US';
    const { out } = await granting(arn, '--consumer', ALLOWED);
    expect(out).toContain(`arn:aws-us-gov:iam::${ALLOWED}:root`);
  });

  it('says that it takes the place of what is there, and for a pool that its members need one too', async () => {
    const number = await granting(NUMBER, '--service', 'sns');
    expect(number.err).toContain(`get-resource-policy --resource-arn ${NUMBER}`);
    expect(number.err).not.toContain('pool');
    const pool = await granting(POOL, '--service', 'sns', '--json');
    expect(pool.err).toBe('');
    const { policy, notes } = JSON.parse(pool.out);
    expect(policy.Statement).toHaveLength(1);
    expect(notes[0]).toMatch(/in the pool needs such a policy too/);
  });

  it.each([
    ['an opt-out list with a service', OPT_OUT_LIST, ['--service', 'sns'], "can't be shared with a service"],
    ['an opt-out list with an account', OPT_OUT_LIST, ['--consumer', ALLOWED], 'through AWS RAM'],
    ['the owner itself', NUMBER, ['--consumer', OWNER], `${OWNER} owns the resource`],
  ])('refuses %s', async (_, resource, args, told) => {
    const { code, out, err } = await granting(resource, ...args);
    expect(code).toBe(EXIT.forbidden);
    expect(out).toBe('');
    expect(err).toContain(told);
  });

  it.each([
    ['nobody', NUMBER, [], 'nobody to let in'],
    ['an account that is none', NUMBER, ['--consumer', '44445555666'], 'there is 44445555666'],
    ['a service that does not send', NUMBER, ['--service', 's3'], 'Allowed choices are pinpoint, sns'],
    ['a resource that is none', 'arn:aws:s3:::bucket', ['--service', 'sns'], 'there is arn:aws:s3:::bucket'],
  ])('does not understand %s', async (_, resource, args, told) => {
    const { code, err } = await granting(resource, ...args);
    expect(code).toBe(EXIT.badInput);
    expect(err).toContain(told);
  });
});
