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

describe("Slack's Web API for a bot", () => {
  const headers = {
    host: 'localhost:4566',
    authorization: 'Bearer xoxb-local',
    'content-type': 'application/json; charset=utf-8',
  };
  function bot() {
    const { ask, slack } = given();
    const call = async (method: string, input: object, others: object = {}) =>
      (await ask(`POST /_local/slack/api/${method}`, input, { ...headers, ...others })).body;
    return { ask, slack, call };
  }
  const posted = { ok: true, channel: 'C0000000001', ts: '1793491200.000001' };

  it('keeps a message, by the id of its channel, and puts another in its place', async () => {
    const { ask, call } = bot();
    expect(await call('chat.postMessage', { channel: '#sms-sharing', text: 'one' })).toMatchObject(posted);
    expect(
      await call('chat.postMessage', { channel: posted.channel, text: 'two', thread_ts: posted.ts }),
    ).toMatchObject({ ok: true, ts: '1793491200.000002' });
    expect(await call('chat.update', { channel: posted.channel, ts: posted.ts, text: 'new' })).toMatchObject(
      posted,
    );
    const time = '2026-11-01T00:00:00.000Z';
    expect((await ask('GET /_local/slack')).body).toEqual([
      { time, target: 'C0000000001', ts: posted.ts, edits: 1, body: { text: 'new' } },
      {
        time,
        target: 'C0000000001',
        ts: '1793491200.000002',
        threadTs: posted.ts,
        edits: 0,
        body: { text: 'two' },
      },
    ]);
  });

  it.each<[string, string, object, object, string]>([
    ['no token', 'chat.postMessage', { authorization: undefined }, {}, 'not_authed'],
    ["no bot's token", 'chat.postMessage', { authorization: 'Bearer xoxp-1' }, {}, 'invalid_auth'],
    ['no such method', 'chat.delete', {}, {}, 'unknown_method'],
    ['an unknown channel', 'chat.postMessage', {}, { channel: '#nowhere' }, 'channel_not_found'],
    ['no text', 'chat.postMessage', {}, { text: '' }, 'no_text'],
    ['a long text', 'chat.postMessage', {}, { text: 'x'.repeat(40_001) }, 'msg_too_long'],
    ['broken blocks', 'chat.postMessage', {}, { blocks: [section('')] }, 'invalid_blocks'],
    ['a name of a channel', 'chat.update', {}, { channel: '#sms-sharing', ts: '1.1' }, 'channel_not_found'],
    ['an unknown message', 'chat.update', {}, { ts: '1.1' }, 'message_not_found'],
    ['an unknown group', 'usergroups.users.list', {}, { usergroup: 'S1' }, 'no_such_subteam'],
  ])('refuses %s as Slack does', async (_, method, others, input, error) => {
    const { call, slack } = bot();
    const answer = await call(method, { channel: 'C0000000001', text: 'one', ...input }, others);
    expect(answer).toEqual({ ok: false, error });
    expect(slack.messages()).toEqual([]);
  });

  it('says who is in a group, asked by a form or the query', async () => {
    const { ask } = bot();
    await ask('POST /_local/slack/groups', { group: 'S0123456789', users: ['U0123456789'] });
    const { 'content-type': _, ...plain } = headers;
    const asked = 'usergroup=S0123456789';
    for (const answer of [
      await ask(`GET /_local/slack/api/usergroups.users.list?${asked}`, undefined, plain),
      await ask('POST /_local/slack/api/usergroups.users.list', asked, plain),
    ])
      expect(answer.body).toEqual({ ok: true, users: ['U0123456789'] });
  });

  it('fails in the ways that are asked for', async () => {
    const { ask, slack } = bot();
    slack.setFaults({ status: 429, retryAfter: 2, times: 1 });
    const message = { channel: '#sms-sharing', text: 'one' };
    expect(await ask('POST /_local/slack/api/chat.postMessage', message, headers)).toMatchObject({
      status: 429,
      headers: { 'retry-after': '2' },
    });
    expect(await ask('POST /_local/slack/api/chat.postMessage', message, headers)).toMatchObject({
      body: { ok: true },
    });
  });

  it('refuses for the reason that is asked for', async () => {
    const { ask, slack } = bot();
    slack.setFaults({ error: 'is_archived', times: 2 });
    const message = { channel: '#sms-sharing', text: 'one' };
    const post = () => ask('POST /_local/slack/api/chat.postMessage', message, headers);
    expect(await post()).toMatchObject({ status: 200, body: { ok: false, error: 'is_archived' } });
    expect(await ask(HOOK, { text: 'one' })).toMatchObject({ status: 400, body: 'is_archived' });
    expect(slack.messages()).toEqual([]);
    expect(await post()).toMatchObject({ body: { ok: true } });
  });

  it.each([
    ['75 characters of a button', { text: 'x'.repeat(75) }, true],
    ['76 characters of a button', { text: 'x'.repeat(76) }, false],
    ['2,000 characters of a value', { value: 'x'.repeat(2000) }, true],
    ['2,001 characters of a value', { value: 'x'.repeat(2001) }, false],
    ['255 characters of an id', { id: 'x'.repeat(255) }, true],
    ['256 characters of an id', { id: 'x'.repeat(256) }, false],
    ['an address of 3,001 characters', { url: 'x'.repeat(3001) }, false],
    ['300 characters of a question', { question: 'x'.repeat(300) }, true],
    ['301 characters of a question', { question: 'x'.repeat(301) }, false],
    ['one id twice', { id: 'other' }, false],
  ])('knows what Slack takes: %s', async (_, parts, isTaken) => {
    const { text = 'x', value = 'x', id = 'x', url = 'x', question = 'x' }: Record<string, string> = parts;
    const plain = (words: string) => ({ type: 'plain_text', text: words });
    const confirm = { title: plain('x'), text: plain(question), confirm: plain('x'), deny: plain('x') };
    const button = { type: 'button', text: plain(text), value, url, action_id: id, confirm };
    const blocks = [{ type: 'actions', elements: [button, { ...button, action_id: 'other' }] }];
    const answer = await bot().call('chat.postMessage', { channel: '#sms-sharing', blocks });
    expect(answer).toMatchObject(isTaken ? { ok: true } : { ok: false, error: 'invalid_blocks' });
  });
});
