import { describe, expect, it } from 'vitest';
import { slackRoutes, webhookUrl } from '../../../local/control/slack.ts';
import { slackInbox } from '../../../local/control/slack-inbox.ts';
import { asking } from './api.ts';

const HOOK = 'POST /_local/slack/webhook/T000/B000/secret';

function given() {
  const slack = slackInbox({ now: () => Date.UTC(2026, 10, 1) });
  return { slack, ask: asking(slackRoutes(slack)) };
}

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

describe('the Slack webhook', () => {
  it('answers ok and keeps what it was sent', async () => {
    const { ask } = given();
    expect(await ask(HOOK, { text: 'a share was cut' })).toMatchObject({ status: 200, body: 'ok' });
    expect(await ask('GET /_local/slack')).toEqual({
      status: 200,
      body: [
        { time: '2026-11-01T00:00:00.000Z', target: 'T000/B000/secret', body: { text: 'a share was cut' } },
      ],
    });
  });

  it('shows the last messages on request', async () => {
    const { ask } = given();
    for (const text of ['one', 'two', 'three']) await ask(HOOK, { text });
    const { body } = await ask('GET /_local/slack?last=2');
    expect(body).toMatchObject([{ body: { text: 'two' } }, { body: { text: 'three' } }]);
    expect(await ask('GET /_local/slack?last=0')).toMatchObject({ body: [] });
    expect(await ask('GET /_local/slack?last=-1')).toMatchObject({ status: 400 });
    expect(await ask('GET /_local/slack?first=1')).toMatchObject({ status: 400 });
  });

  it.each([
    ['no JSON', 'hello'],
    ['a list', []],
    ['null', 'null'],
    ['neither text nor blocks', { channel: '#sms' }],
    ['an empty text', { text: '' }],
    ['a text that is none', { text: 5 }],
  ])('refuses %s as Slack does', async (_, body) => {
    const { ask, slack } = given();
    expect(await ask(HOOK, body)).toMatchObject({ status: 400, body: 'invalid_payload' });
    expect(slack.messages()).toEqual([]);
  });

  it.each([
    ['a section of 3,000 characters', [section('x'.repeat(3000))], 200],
    ['a section of 3,001 characters', [section('x'.repeat(3001))], 400],
    ['an empty section', [section('')], 400],
    ['a section without text or fields', [{ type: 'section' }], 400],
    ['a header of 150 characters', [header('x'.repeat(150))], 200],
    ['a header of 151 characters', [header('x'.repeat(151))], 400],
    ['eleven fields', [{ type: 'section', fields: Array(11).fill(section('x').text) }], 400],
    ['eleven elements of context', [{ type: 'context', elements: Array(11).fill(section('x').text) }], 400],
    ['50 blocks', Array(50).fill(section('x')), 200],
    ['51 blocks', Array(51).fill(section('x')), 400],
    ['a block without type', [{ text: 'x' }], 400],
    ['a divider', [{ type: 'divider' }], 200],
  ])('holds %s against the limits of Block Kit', async (_, blocks, status) => {
    const { ask } = given();
    const answer = await ask(HOOK, { text: 'short form', blocks });
    expect(answer).toMatchObject({ status, body: status === 200 ? 'ok' : 'invalid_blocks' });
  });

  it('fails as it is told to, as often as it is told to', async () => {
    const { ask, slack } = given();
    slack.setFaults({ status: 429, retryAfter: 30, times: 2 });
    for (const status of [429, 429, 200]) {
      expect(await ask(HOOK, { text: 'hello' })).toMatchObject({ status });
    }
    expect(slack.messages()).toHaveLength(1);
    slack.setFaults({ status: 429, retryAfter: 30 });
    expect(await ask(HOOK, { text: 'hello' })).toMatchObject({ headers: { 'retry-after': '30' } });
    slack.setFaults();
    expect(await ask(HOOK, { text: 'hello' })).toMatchObject({ status: 200 });
  });
});

describe('a Slack that fails in several ways', () => {
  it('fails in one after the other', async () => {
    const { ask, slack } = given();
    slack.setFaults({ status: 429, times: 1 }, { status: 500, times: 2 });
    for (const status of [429, 500, 500, 200]) {
      expect(await ask(HOOK, { text: 'hello' })).toMatchObject({ status });
    }
    expect(slack.faults()).toEqual([]);
  });
});

describe('the address of a webhook', () => {
  it('leads to its route', async () => {
    const { ask } = given();
    const url = new URL(webhookUrl('http://127.0.0.1:4566', 'sms-sharing'));
    expect(await ask(`POST ${url.pathname}`, { text: 'hello' })).toMatchObject({ status: 200 });
  });
});

function header(text: string) {
  return { type: 'header', text: { type: 'plain_text', text } };
}
