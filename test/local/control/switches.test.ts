import { describe, expect, it } from 'vitest';
import { switchRoutes } from '../../../local/control/switches.ts';
import { DEFAULT_SWITCHES } from '../../../local/switches.ts';
import { asking } from './api.ts';

function given() {
  const switches = { ...DEFAULT_SWITCHES };
  return { switches, ask: asking(switchRoutes(switches)) };
}

describe('the switches', () => {
  it('are all listed with default, value, choices and a sentence', async () => {
    const { switches, ask } = given();
    switches.nativeRamEvents = 'none';
    const { body } = await ask('GET /_local/switches');
    expect(Object.keys(body as object).sort()).toEqual(Object.keys(DEFAULT_SWITCHES).sort());
    expect(body).toHaveProperty('nativeRamEvents', {
      value: 'none',
      default: 'all',
      allowed: ['all', 'failed', 'none'],
      about: expect.stringContaining('native event'),
    });
  });

  it('turn together', async () => {
    const { switches, ask } = given();
    const answer = await ask('POST /_local/switches', { emptyPages: true, readLagSeconds: 2 });
    expect(answer).toMatchObject({ status: 200, body: { emptyPages: { value: true, default: false } } });
    expect(switches).toEqual({ ...DEFAULT_SWITCHES, emptyPages: true, readLagSeconds: 2 });
  });

  it.each([
    ['of an unknown name', { emptyPage: true }, /unknown "emptyPage"; allowed: pending.*emptyPages/],
    ['to a value of another type', { emptyPages: 'yes' }, /emptyPages: .*expected boolean/],
    ['to an unknown word', { cloudTrailKeyCase: 'snake' }, /"lowerCamel"\|"PascalCase"/],
    ['to less than no time', { associationSeconds: -1 }, /associationSeconds: .*>=0/],
    ['to more time than a date can hold', { readLagSeconds: 1e300 }, /readLagSeconds: .*<=315360000/],
    ['that are wrong twice', { emptyPages: 1, readLagSeconds: 'x' }, /emptyPages: .*; readLagSeconds: /],
    ['of which only one is right', { emptyPages: true, readLagSeconds: null }, /readLagSeconds/],
  ])('%s are refused and left as they are', async (_, body, message) => {
    const { switches, ask } = given();
    expect(await ask('POST /_local/switches', body)).toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(message) },
    });
    expect(switches).toEqual(DEFAULT_SWITCHES);
  });
});
