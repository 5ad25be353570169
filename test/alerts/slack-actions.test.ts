import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTION_IDS, decisionBy, decode, encode } from '../../src/alerts/slack-actions.ts';

describe('the value of a button', () => {
  it('leads back to the finding that it is about', () => {
    const toldOf = fc.record({
      about: fc.string({ maxLength: 150, unit: 'binary' }),
      findingId: fc.string({ maxLength: 150, unit: 'binary' }),
      occurrence: fc.nat(),
    });
    fc.assert(
      fc.property(toldOf, (told) => {
        expect(decode(encode(told))).toEqual(told);
      }),
    );
  });

  it('is none where Slack would refuse its length', () => {
    const value = encode({ about: 'a', findingId: '', occurrence: 1 });
    const room = 2000 - (value?.length ?? 0);
    const ofLength = (length: number) => encode({ about: 'a', findingId: 'x'.repeat(length), occurrence: 1 });
    expect([ofLength(room)?.length, ofLength(room + 1)]).toEqual([2000, undefined]);
  });

  it.each([
    ['nothing', undefined],
    ['an object', { about: 'a', findingId: 'b', occurrence: 1 }],
    ['no JSON', '{'],
    ['null', 'null'],
    ['a number', '7'],
    ['no finding', '{"about":"a","occurrence":1}'],
    ['another type', '{"about":["a"],"findingId":"b","occurrence":1}'],
    ['no whole number', '{"about":"a","findingId":"b","occurrence":1.5}'],
  ])('is not made out of %s', (_, value) => {
    expect(decode(value)).toBeUndefined();
  });
});

describe('the id of a button', () => {
  it('says what is decided', () => {
    expect(Object.values(ACTION_IDS).map(decisionBy)).toEqual(['undo', 'waive', 'snooze']);
  });

  it.each(['undo', 'sharewarden.delete', undefined, 7])('is unknown when it is %s', (id) => {
    expect(decisionBy(id)).toBeUndefined();
  });
});
