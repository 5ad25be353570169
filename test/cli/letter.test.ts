import { describe, expect, it } from 'vitest';
import { letterOf } from '../../src/cli/operating/letter.ts';
import { NOW, OWNER, POOL, REGION, SHARE } from '../support/builders.ts';

const letter = (body: unknown, attributes: Readonly<Record<string, string>> = {}) =>
  letterOf('scope', {
    id: 'm-1',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes,
    sentAt: NOW,
    receives: 3,
  });
const event = (parts: object) => ({ account: OWNER, region: REGION, resources: [], detail: {}, ...parts });

describe('a dead letter', () => {
  it.each<[string, unknown, string]>([
    ['a re-check of a share', { recheck: SHARE, for: 'removal' }, SHARE],
    ['a re-check of a resource', { recheck: POOL, for: 'doubt' }, POOL],
    [
      'a native event of RAM',
      event({ source: 'aws.ram', 'detail-type': 'Resource Sharing State Change', resources: [SHARE] }),
      SHARE,
    ],
    [
      'news',
      event({
        source: 'sharewarden',
        'detail-type': 'Finding News',
        detail: { findingId: 'open-share|x', about: SHARE, change: 'opened', occurrence: 1, revision: 2 },
      }),
      'open-share|x 1.2 opened',
    ],
    ['a sweep', { scope: { account: OWNER, region: REGION } }, `a sweep of account ${OWNER} in ${REGION}`],
    ['the clock', event({ source: 'aws.events', 'detail-type': 'Scheduled Event' }), 'sweeps, by the clock'],
    ['no JSON', '{"half', 'not JSON'],
    ['no event', {}, expect.stringMatching(/^not an EventBridge event: no source/) as unknown as string],
    ['another event', event({ source: 'aws.ec2', 'detail-type': 'x' }), 'nothing that a function knows'],
  ])('is told by what it asks for: %s', (_, body, about) => {
    expect(letter(body).about).toEqual(about);
  });

  it('is told by who could not handle it, and why', () => {
    expect(letter({}, { error: 'Error: x', function: 'f' })).toMatchObject({ from: 'f', error: 'Error: x' });
    expect(letter({})).toMatchObject({
      from: 'on-scope-due',
      error: expect.stringMatching(/^SQS gave it up without an error/),
    });
    const byRule = { RULE_ARN: 'the rule', ERROR_CODE: 'NO_PERMISSIONS', TARGET_ARN: 'the queue' };
    expect(letter({}, byRule)).toMatchObject({ from: 'the rule', error: 'NO_PERMISSIONS' });
    expect(letter({}, { ...byRule, ERROR_MESSAGE: 'not authorized' })).toMatchObject({
      error: 'NO_PERMISSIONS: not authorized',
    });
  });
});
