import { describe, expect, it } from 'vitest';
import { readTellingMessage } from '../../src/events/telling-message.ts';
import { someNews } from '../contracts/samples.ts';

describe('a message to the function that tells people', () => {
  it('asks for a place to be told', () => {
    const flush = { channel: 'slack', name: '/sharewarden/slack-webhook' };
    expect(readTellingMessage({ flush })).toEqual({ subject: { flush } });
  });

  it('brings news', () => {
    const event = {
      source: 'sharewarden',
      'detail-type': 'Finding News',
      account: '111122223333',
      region: 'us-east-1',
      detail: someNews(),
    };
    expect(readTellingMessage(event)).toEqual({ subject: someNews() });
  });

  it.each([[{ flush: {} }], [{ flush: 'slack' }], [{ flush: { channel: 'slack' } }], [null], ['flush'], [7]])(
    'makes no sense: %j',
    (message) => {
      expect(readTellingMessage(message)).toHaveProperty('malformed');
    },
  );
});
