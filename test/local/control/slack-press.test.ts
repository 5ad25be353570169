import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { pressRoutes } from '../../../local/control/slack-press.ts';
import { readSlackAction } from '../../../src/events/slack-action.ts';
import { asking } from './api.ts';

const NOW = Date.UTC(2026, 10, 1);
const APP = { url: 'http://127.0.0.1:4566/_lambda-url/abc/', signingSecret: 'secret' };
const MESSAGE = {
  text: 'found',
  attachments: [
    {
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: 'found' } },
        {
          type: 'actions',
          block_id: 'b',
          elements: [{ type: 'button', action_id: 'sharewarden.waive', value: '{"about":"x"}', text: {} }],
        },
      ],
    },
  ],
};
const WAIVE = { channel: 'C0000000001', ts: '1761955200.000001', action: 'waive', user: 'U0000000ANN' };

/** @param answer of the function. */
function given({ app = APP as typeof APP | undefined, answer = 200 as number | 'late' } = {}) {
  const posted: { url: string; headers: Record<string, string>; body: string }[] = [];
  const fetch = async (url: string, { headers, body }: { headers: Record<string, string>; body: string }) => {
    posted.push({ url, headers, body });
    if (answer === 'late') throw new DOMException('late', 'TimeoutError');
    return new Response('', { status: answer });
  };
  const ask = asking(
    pressRoutes({
      clock: { now: () => NOW },
      app: () => app,
      message: (channel, ts) => (channel === WAIVE.channel && ts === WAIVE.ts ? MESSAGE : undefined),
      hex: (digits) => '0'.repeat(digits),
      fetch: fetch as unknown as typeof globalThis.fetch, // only called the way it is used here
    }),
  );
  return { posted, press: (parts: object = {}) => ask('POST /_local/slack/press', { ...WAIVE, ...parts }) };
}

const signatureOf = (
  { headers, body }: { headers: Record<string, string>; body: string },
  secret = 'secret',
) =>
  `v0=${createHmac('sha256', secret).update(`v0:${headers['x-slack-request-timestamp']}:${body}`).digest('hex')}`;

describe('a press in the local Slack', () => {
  it('is posted as Slack does, signed, and answers the status of the function', async () => {
    const { posted, press } = given({ answer: 403 });
    expect(await press()).toEqual({ status: 200, body: { status: 403 } });
    const [sent] = posted;
    expect(sent?.url).toBe(APP.url);
    expect(sent?.headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(NOW / 1000),
      'x-slack-signature': sent && signatureOf(sent),
    });
    expect(readSlackAction(sent?.body ?? '')).toMatchObject({
      subject: {
        user: WAIVE.user,
        team: 'T0123456789',
        actionId: 'sharewarden.waive',
        value: '{"about":"x"}',
      },
    });
  });

  it('gives up when the function does not answer within three seconds', async () => {
    expect(await given({ answer: 'late' }).press()).toEqual({ status: 200, body: { status: 'timeout' } });
  });

  it.each([
    ['another message', {}, { ts: '1.2' }, 404],
    ['a button that is not there', {}, { action: 'undo' }, 409],
    ['no app', { app: undefined }, {}, 409],
    ['nobody', {}, { user: 'ann' }, 400],
  ])('is refused for %s', async (_, parts, press, status) => {
    const { posted, press: pressed } = given('app' in parts ? { app: parts.app } : {});
    if (!('app' in parts)) expect(await pressed(press)).toMatchObject({ status });
    expect(posted).toEqual([]);
  });

  it('may be signed wrongly, too late, or come twice', async () => {
    const { posted, press } = given();
    for (const wrong of [undefined, 'signature', 'timestamp', 'replay', 'replay']) await press({ wrong });
    const [right, forged, old, ...replays] = posted;
    expect(forged?.headers['x-slack-signature']).not.toBe(forged && signatureOf(forged));
    expect(old?.headers['x-slack-signature']).toBe(old && signatureOf(old));
    expect(Number(old?.headers['x-slack-request-timestamp'])).toBeLessThan(NOW / 1000 - 300);
    expect(replays).toEqual([old, old]);
    expect(right?.headers['x-slack-signature']).toBe(right && signatureOf(right));
  });
});
