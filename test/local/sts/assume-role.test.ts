import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { createIdentities } from '../../../local/identities.ts';
import { stsService } from '../../../local/sts/index.ts';
import { createGateway, inProcessHandler } from '../../../local/wire/index.ts';
import { manualWorld } from '../../support/manual-world.ts';

function aCloud() {
  const world = manualWorld();
  const identities = createIdentities({ world, defaultAccount: '111122223333' });
  const gateway = createGateway({
    world,
    services: [stsService(identities)],
    identities,
    defaultRegion: 'us-east-1',
  });
  const settings = { region: 'us-east-1', requestHandler: inProcessHandler(gateway), maxAttempts: 1 };
  return (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) =>
    new STSClient({ ...settings, credentials });
}

const RoleArn = 'arn:aws:iam::444455556666:role/Enforcer';

describe('AssumeRole', () => {
  it('gives keys that are the role', async () => {
    const as = aCloud();
    const user = as({ accessKeyId: '123456789012', secretAccessKey: 'any' });
    const { Credentials, AssumedRoleUser } = await user.send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: 'sharewarden', DurationSeconds: 900 }),
    );
    expect(Credentials?.Expiration).toEqual(new Date('2026-10-02T22:54:10.000Z'));
    const role = as({
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    });
    expect(await role.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '444455556666',
      Arn: 'arn:aws:sts::444455556666:assumed-role/Enforcer/sharewarden',
      UserId: AssumedRoleUser?.AssumedRoleId,
    });
  });

  it.each([
    { RoleArn: 'arn:aws:iam::444455556666:user/somebody', RoleSessionName: 'session' },
    { RoleArn, RoleSessionName: 'no spaces' },
    { RoleArn, RoleSessionName: 'session', DurationSeconds: 899 },
    { RoleArn, RoleSessionName: 'session', DurationSeconds: 43_201 },
  ])('refuses %j', async (input) => {
    const user = aCloud()({ accessKeyId: '123456789012', secretAccessKey: 'any' });
    await expect(user.send(new AssumeRoleCommand(input))).rejects.toMatchObject({ name: 'ValidationError' });
  });
});

describe('GetCallerIdentity', () => {
  it('is the account of a key of twelve digits', async () => {
    const user = aCloud()({ accessKeyId: '555566667777', secretAccessKey: 'any' });
    expect(await user.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '555566667777',
      Arn: 'arn:aws:iam::555566667777:user/operator',
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
    });
  });
});
