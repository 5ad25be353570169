import { describe, expect, it } from 'vitest';
import { unlessFought } from '../../src/core/fight.ts';
import type { Finding, FindingBody, Remedy } from '../../src/core/finding.ts';
import type { Removal } from '../../src/core/removal.ts';
import {
  ALLOWED,
  aDraft,
  aFinding,
  aRemoval,
  aStep,
  NOW,
  NUMBER,
  OUTSIDER,
  OWNER,
  SHARE,
  SNS,
} from '../support/builders.ts';

const session = (name: string, role = 'Deployer') => ({
  arn: `arn:aws:sts::${OWNER}:assumed-role/${role}/${name}`,
});
const ROLE = { arn: `arn:aws:iam::${OWNER}:role/Deployer` };
const USER = { arn: `arn:aws:iam::${OWNER}:user/operator` };
const ago = (ms: number): string => new Date(Date.parse(NOW) - ms).toISOString();
const DAY = 24 * 3600 * 1000;

const forbidden = (remedy: Remedy = { action: 'remove' }, through?: string): FindingBody => ({
  kind: 'forbidden-consumer',
  share: { arn: SHARE, name: 'campaign' },
  principal: OUTSIDER,
  through,
  resources: [NUMBER],
  verdicts: [],
  remedy,
});
const done = (parts: Partial<Removal> = {}, began = ago(60_000)): Removal =>
  aRemoval({
    status: 'done',
    actor: session('one'),
    steps: [aStep('planned', began), aStep('requested'), aStep('done')],
    ...parts,
  });
const unless = (
  removals: readonly Removal[],
  body = forbidden(),
  actor: typeof ROLE | undefined = session('two'),
) => unlessFought(body, undefined, removals, actor, 2, NOW);

describe('a consumer that was put back', () => {
  it('fewer times than the limit is removed again', () => {
    expect(unless([])).toEqual(forbidden());
    expect(unless([done()])).toEqual(forbidden());
  });

  it.each([
    [2, [done(), done()]],
    [3, [done(), done(), done()]],
  ])('%i times by the same role is left where it is, and the role is named', (times, removals) => {
    const reason = `${ROLE.arn} has put it back ${times} times within a day`;
    expect(unless(removals)).toEqual(forbidden({ action: 'refuse', reason, isFight: true }));
  });

  it.each<[string, Removal]>([
    ['by another role', done({ actor: session('one', 'Operator') })],
    ['by a user', done({ actor: USER })],
    ['by nobody knows whom', done({ actor: undefined })],
    ['a day ago', done({}, ago(DAY))],
    ['as another consumer', done({ principal: ALLOWED })],
    ['as the source of a service', done({ through: SNS })],
    ['and is not off yet', done({ status: 'requested' })],
    ['and was gone before anybody was asked', done({ steps: [aStep('planned'), aStep('done')] })],
    ['and could not be removed', done({ status: 'refused' })],
  ])('%s does not count', (_, removal) => {
    expect(unless([done(), removal])).toEqual(forbidden());
  });

  it.each<[string, Removal]>([
    ['just short of a day ago', done({}, ago(DAY - 1))],
    ['by the role itself', done({ actor: ROLE })],
  ])('%s counts', (_, removal) => {
    expect(unless([done(), removal])).toMatchObject({ remedy: { action: 'refuse' } });
  });

  it('is told apart by the service that acts for it', () => {
    const body = forbidden({ action: 'remove' }, SNS);
    expect(unless([done(), done()], body)).toEqual(body);
    expect(unless([done({ through: SNS }), done({ through: SNS })], body)).toMatchObject({
      remedy: { action: 'refuse' },
    });
  });

  it('by a user is told by the name of the user', () => {
    const reason = `${USER.arn} has put it back 2 times within a day`;
    const rounds = [done({ actor: USER }), done({ actor: USER })];
    expect(unless(rounds, forbidden(), USER)).toEqual(forbidden({ action: 'refuse', reason, isFight: true }));
  });

  it('by nobody knows whom, each time, is told so', () => {
    const reason = 'somebody whom no event names has put it back 2 times within a day';
    const unnamed = done({ actor: undefined });
    expect(unlessFought(forbidden(), undefined, [unnamed, unnamed], undefined, 2, NOW)).toEqual(
      forbidden({ action: 'refuse', reason, isFight: true }),
    );
  });

  it('is told with the kind of tool that it was done by', () => {
    const actor = {
      ...session('two'),
      userAgent: 'APN/1.0 HashiCorp/1.0 Terraform/1.9.5 aws-sdk-go-v2/1.30.3',
    };
    const reason = `${ROLE.arn}, by Terraform, has put it back 2 times within a day`;
    const body = forbidden({ action: 'refuse', reason, isFight: true });
    expect(unless([done(), done()], forbidden(), actor)).toEqual(body);
  });

  it('stays left alone until somebody decides, a day later too, whoever puts it there then', () => {
    const fought = forbidden({ action: 'refuse', reason: 'they fight', isFight: true });
    const standing = aFinding({ body: fought });
    expect(unlessFought(forbidden(), standing, [], USER, 2, NOW)).toEqual(fought);
    const refused = aFinding({ body: forbidden({ action: 'refuse', reason: 'a mixed share' }) });
    expect(unlessFought(forbidden(), refused, [], USER, 2, NOW)).toEqual(forbidden());
    expect(unlessFought(forbidden(), aFinding(), [], USER, 2, NOW)).toEqual(forbidden());
  });

  it('counts a round whose finding is resolved, its removal just about to be', () => {
    const asked = done({ status: 'requested', steps: [aStep('planned', ago(60_000)), aStep('requested')] });
    const isFought = (known: Finding): boolean => {
      const body = unlessFought(forbidden(), known, [asked], session('two'), 1, NOW);
      return 'remedy' in body && body.remedy?.action === 'refuse';
    };
    expect(isFought(aFinding())).toBe(false);
    expect(isFought(aFinding({ status: 'resolved' }))).toBe(true);
    expect(isFought(aFinding({ occurrence: 2 }))).toBe(true);
    expect(isFought(aFinding({ id: 'another', status: 'resolved' }))).toBe(false);
  });

  it('counts a round that somebody had undone', () => {
    const body = unless([done(), done({ status: 'undone' })]);
    expect(body).toMatchObject({ remedy: { action: 'refuse' } });
  });

  it('is named by the whole of a name that only looks like a session', () => {
    const odd = { arn: `x${session('one').arn}` };
    const found = unless([done({ actor: odd }), done({ actor: odd })], forbidden(), odd);
    expect(found).toMatchObject({ remedy: { reason: `${odd.arn} has put it back 2 times within a day` } });
  });
});

describe('a finding', () => {
  const rounds = [done(), done()];
  it('whose resources are taken off is fought over like one whose principal is', () => {
    const body = forbidden({ action: 'remove-resources', resources: [NUMBER] });
    expect(unless(rounds, body)).toMatchObject({ remedy: { action: 'refuse' } });
  });

  it.each<[string, FindingBody]>([
    ['that is only observed', forbidden({ action: 'observe' })],
    ['that is refused already', forbidden({ action: 'refuse', reason: 'to remove it needs a person' })],
    [
      'of another kind',
      { kind: 'unbound-service', principal: OUTSIDER, resources: [], remedy: { action: 'remove' } },
    ],
    ['of no remedy', { kind: 'undecided-consumer', principal: OUTSIDER, resources: [], verdicts: [] }],
  ])('%s stays as it is', (_, body) => {
    expect(unless(rounds, body)).toBe(body);
  });

  it('is the very one when nobody fights', () => {
    const { body } = aDraft();
    expect(unless([], body)).toBe(body);
  });
});
