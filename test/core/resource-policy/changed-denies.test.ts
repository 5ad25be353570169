import { describe, expect, it } from 'vitest';
import { changedDenies } from '../../../src/core/resource-policy/changed-denies.ts';
import { readPolicy } from '../../../src/core/resource-policy/read-policy.ts';
import { ALLOWED, NUMBER, OUTSIDER, POOL, SNS } from '../../support/builders.ts';
import { aDeny, aDocument, anAllow } from '../../support/policy-statements.ts';

const PATH = 'o-exampleorgid/r-ab12/ou-ab12-11111111/*';
const AROA = 'AROAEXAMPLEID';

function policy(...statements: readonly ReturnType<typeof aDeny>[]) {
  const read = readPolicy(aDocument(...statements));
  if (!read.ok) throw new Error(read.reason);
  return read.policy;
}
const changed = (deny: ReturnType<typeof aDeny>, principal: string) =>
  changedDenies(policy(anAllow()), policy(anAllow(), deny), NUMBER, principal);

describe('a Deny that only one of two policies has', () => {
  it.each<[string, ReturnType<typeof aDeny>, readonly string[], readonly string[]]>([
    ['everyone', aDeny(), [OUTSIDER, SNS, PATH, '*', AROA], []],
    ['an account', aDeny({ Principal: { AWS: OUTSIDER } }), [OUTSIDER, PATH, '*', AROA], [ALLOWED, SNS]],
    [
      'a role',
      aDeny({ Principal: { AWS: `arn:aws:iam::${OUTSIDER}:role/any` } }),
      [OUTSIDER, `arn:aws:iam::${OUTSIDER}:user/ann`, '*'],
      [ALLOWED, SNS],
    ],
    ['somebody by an id', aDeny({ Principal: { AWS: AROA } }), [OUTSIDER, AROA, '*'], [SNS]],
    ['a service', aDeny({ Principal: { Service: SNS } }), [SNS, '*', PATH], [OUTSIDER, 'ses.amazonaws.com']],
    ['every service', aDeny({ Principal: { Service: '*' } }), [SNS], []],
    [
      'all but somebody',
      aDeny({ Principal: undefined, NotPrincipal: { AWS: ALLOWED } }),
      [OUTSIDER, ALLOWED, SNS],
      [],
    ],
    ['another action', aDeny({ Action: 's3:*' }), [], [OUTSIDER, SNS]],
    ['another resource', aDeny({ Resource: POOL }), [], [OUTSIDER, SNS]],
  ])('of %s counts for those whom it may concern', (_, deny, concerned, others) => {
    for (const each of concerned)
      expect(changed(deny, each), each).toEqual(['the Deny of statement 2 was added since']);
    for (const each of others) expect(changed(deny, each), each).toEqual([]);
  });

  it('counts whichever of them has it, and not by its Sid', () => {
    const [one, other] = [policy(aDeny({ Sid: 'A' })), policy(aDeny({ Sid: 'B' }), anAllow())];
    expect(changedDenies(one, other, NUMBER, OUTSIDER)).toEqual([]);
    expect(changedDenies(one, policy(anAllow()), NUMBER, OUTSIDER)).toEqual(['the Deny of A is gone since']);
  });
});
