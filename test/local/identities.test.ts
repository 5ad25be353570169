import { describe, expect, it } from 'vitest';
import { createIdentities, principalId } from '../../local/identities.ts';
import { seededRandom } from '../../local/random.ts';

const ROLE = 'arn:aws:iam::444455556666:role/ops/Enforcer';

function someIdentities(seed = 1) {
  let now = Date.UTC(2026, 9, 2);
  const unused = () => {
    throw new Error('identities have no use for this');
  };
  const clock = {
    now: () => now,
    at: unused,
    nextDue: unused,
    advance: unused,
    offsetMs: () => 0,
    stop: unused,
  };
  const identities = createIdentities({
    world: { clock, random: seededRandom(seed).random },
    defaultAccount: '111122223333',
  });
  return { identities, pass: (seconds: number) => (now += seconds * 1000) };
}

describe('an access key', () => {
  const { identities } = someIdentities();

  it.each([
    ['444455556666', '444455556666'],
    ['AKIAIOSFODNN7EXAMPLE', '111122223333'],
    ['ASIAIOSFODNN7EXAMPLE', '111122223333'],
    ['4444555566667', '111122223333'],
    ['test', '111122223333'],
  ])('%s is a user of account %s', (key, account) => {
    expect(identities.callerOf(key, undefined, 'eu-west-1', 'agent/1')).toEqual({
      account,
      region: 'eu-west-1',
      arn: `arn:aws:iam::${account}:user/operator`,
      accessKeyId: key,
      userAgent: 'agent/1',
    });
  });
});

describe('a role session', () => {
  it('has keys as AWS makes them, for an hour unless told otherwise', () => {
    const session = someIdentities().identities.assume(ROLE, 'sharewarden');
    expect(session).toEqual({
      accessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
      secretAccessKey: expect.stringMatching(/^[\w+/]{40}$/),
      sessionToken: expect.stringMatching(/^[\w+/]{100,}$/),
      expiration: new Date('2026-10-02T01:00:00Z'),
      assumedRoleArn: 'arn:aws:sts::444455556666:assumed-role/Enforcer/sharewarden',
      assumedRoleId: `${principalId('AROA', ROLE)}:sharewarden`,
    });
  });

  it('is told by its key and token, until it is over', () => {
    const { identities, pass } = someIdentities();
    const { accessKeyId, sessionToken, assumedRoleArn } = identities.assume(ROLE, 'sharewarden', 900);
    const caller = () => identities.callerOf(accessKeyId, sessionToken, 'eu-west-1', '');
    expect(caller()).toMatchObject({ account: '444455556666', arn: assumedRoleArn, roleArn: ROLE });
    expect(() => identities.callerOf(accessKeyId, 'another', 'eu-west-1', '')).toThrow(/token .* is invalid/);
    pass(900);
    expect(caller).toThrow('The security token included in the request is expired');
  });

  it('is another with every call, and the same again from the same seed', () => {
    const { identities } = someIdentities(5);
    const [first, second] = [identities.assume(ROLE, 'a'), identities.assume(ROLE, 'a')];
    expect(first.accessKeyId).not.toBe(second.accessKeyId);
    expect(someIdentities(5).identities.assume(ROLE, 'a')).toEqual(first);
  });

  it.each(['Enforcer', 'arn:aws:iam::444455556666:user/me', 'arn:aws:iam::4444:role/x', `${ROLE}/`])(
    'can not be opened for %s',
    (arn) => {
      expect(() => someIdentities().identities.assume(arn, 'a')).toThrow(`${arn} is invalid`);
    },
  );
});
