import { describe, expect, it } from 'vitest';
import type { SweepRequest } from '../../src/core/sweep.ts';
import { readSweepRequest } from '../../src/events/sweep-request.ts';
import { NOW, SCOPE, SHARE } from '../support/builders.ts';

const REQUESTS: readonly SweepRequest[] = [
  { scope: SCOPE },
  { scope: SCOPE, isAnew: true },
  { scope: SCOPE, sweep: { startedAt: NOW } },
  { scope: SCOPE, sweep: { startedAt: NOW, after: SHARE } },
];

describe('a message for on-scope-due', () => {
  it.each(REQUESTS.map((request) => [request]))('asks for a sweep: %j', (request) => {
    expect(readSweepRequest(JSON.parse(JSON.stringify(request)))).toEqual({ subject: request });
  });

  it.each([
    [null],
    [{}],
    [{ scope: { account: '1', region: 'us-east-1' } }],
    [{ scope: { ...SCOPE, region: '' } }],
    [{ scope: SCOPE, sweep: { startedAt: 'yesterday' } }],
    [{ scope: SCOPE, isAnew: 'yes' }],
  ])('that asks for none makes no sense: %j', (message) => {
    expect(readSweepRequest(message)).toHaveProperty('malformed');
  });
});
