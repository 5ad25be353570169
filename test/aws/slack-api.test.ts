import { describe, expect, it } from 'vitest';
import { isSlackError, slackApi } from '../../src/aws/slack-api.ts';

const TOKEN = 'xoxb-hush';

/** Slack's API with these answers in turn; the last one stays. */
function slack(...answers: (Response | Error)[]) {
  const asked: unknown[] = [];
  const waited: number[] = [];
  const fetch = async (address: unknown, { body, headers }: RequestInit = {}) => {
    asked.push([address, new Headers(headers).get('authorization'), body]);
    const answer = answers[Math.min(asked.length, answers.length) - 1] ?? new Error('no answer');
    if (answer instanceof Error) throw answer;
    return answer.clone();
  };
  const api = slackApi({
    address: 'https://slack.com/api',
    token: async () => TOKEN,
    fetch: fetch as typeof globalThis.fetch, // only called the way it is used here
    wait: async (ms) => {
      waited.push(ms);
    },
  });
  return { asked, waited, call: () => api.call('chat.update', { text: 'mended' }) };
}
const json = (answer: unknown) => new Response(JSON.stringify(answer));

describe('a call of a method of Slack', () => {
  it('is posted as JSON with the token, and answers what Slack says', async () => {
    const { asked, call } = slack(json({ ok: true, ts: '1.2' }));
    expect(await call()).toEqual({ ok: true, ts: '1.2' });
    expect(asked).toEqual([['https://slack.com/api/chat.update', `Bearer ${TOKEN}`, '{"text":"mended"}']]);
  });

  it('waits as long as Slack asks, while that is short', async () => {
    const busy = new Response('', { status: 429, headers: { 'retry-after': '2' } });
    const { waited, call } = slack(busy, json({ ok: true }));
    await call();
    expect(waited).toEqual([2000]);
  });

  it.each([
    ['Slack refuses', json({ ok: false, error: 'message_not_found' }), 'slack refused: message_not_found'],
    ['Slack is out of order', new Response('oops', { status: 503 }), 'slack answered 503: oops'],
    ['Slack does not answer', new TypeError(`failed with ${TOKEN}`), 'slack did not answer: TypeError'],
    ['the answer is no JSON', new Response('ok'), 'slack refused: an answer that is not understood'],
    ['the answer is null', json(null), 'slack refused: an answer that is not understood'],
    ['the answer says neither', json({}), 'slack refused: an answer that is not understood'],
  ])('is an error that names the method when %s', async (_, answer, problem) => {
    const error = await slack(answer)
      .call()
      .catch((thrown: unknown) => thrown);
    expect(String(error)).toBe(`Error: chat.update: ${problem}`);
    expect(error).not.toHaveProperty('cause');
  });

  it('tells refusals apart by what Slack says', async () => {
    const error = await slack(json({ ok: false, error: 'message_not_found' }))
      .call()
      .catch((thrown: unknown) => thrown);
    expect(isSlackError(error, 'channel_not_found', 'message_not_found')).toBe(true);
    expect(isSlackError(error, 'channel_not_found')).toBe(false);
    expect(isSlackError(new Error('message_not_found'), 'message_not_found')).toBe(false);
  });
});
