import { beforeEach, describe, expect, it } from 'vitest';
import { type SlackFault, slackInbox } from '../../local/control/slack-inbox.ts';
import { slackMessage } from '../../src/alerts/slack-message.ts';
import { slackAlerts } from '../../src/aws/slack-alerts.ts';
import { slackApi } from '../../src/aws/slack-api.ts';
import { slackChat } from '../../src/aws/slack-chat.ts';
import type { Digest } from '../../src/core/alert.ts';
import { findingId, newsOf } from '../../src/core/finding.ts';
import { refreshMessage } from '../../src/flows/refresh-message.ts';
import { aForbiddenConsumer } from '../contracts/samples.ts';
import { aDraft, SHARE } from '../support/builders.ts';
import { type Telling, telling } from '../support/telling.ts';

let there: Telling;
let slack: ReturnType<typeof slackInbox>;
beforeEach(() => {
  there = telling(0);
  slack = slackInbox({ now: () => there.now() });
});

/** The ports of on-finding, before the local Slack. @param place `/webhook`, or a channel of the bot. */
function portsTo(place: string, hasBot = true) {
  const transport = {
    fetch: (async (address: string, { body, headers }: { body: string; headers: Record<string, string> }) => {
      const [, method = ''] = /\/api\/(.+)$/.exec(address) ?? [];
      const call = { method, authorization: headers.authorization, input: method ? JSON.parse(body) : {} };
      const answer = await (method ? slack.call(call) : slack.receive('hook', body));
      const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
      return new Response(text, { status: answer.status, headers: { ...answer.headers } });
    }) as unknown as typeof fetch, // only called the way it is used here
    wait: async () => {},
  };
  const chat = slackChat(
    slackApi({ address: 'https://slack/api', token: async () => 'xoxb-hush', ...transport }),
  );
  const channel = slackAlerts({
    placeOf: () => place,
    webhook: async () => 'https://slack/hook',
    chat: hasBot ? chat : undefined,
    render: (digest) => slackMessage(digest),
    ...transport,
  });
  const ports = there.ports([channel]);
  const render = (digest: Digest) => slackMessage(digest, { isWhole: true });
  return {
    ...ports,
    refresh: (message: { channel: string; ts: string }) =>
      refreshMessage(message, { ...ports, chat, render }),
  };
}
const idOf = (n: number) => findingId('forbidden-consumer', SHARE, String(555500000000 + n));
async function openSome(count: number) {
  const all = [];
  for (let n = 0; n < count; n += 1) {
    const body = aForbiddenConsumer({ principal: String(555500000000 + n) });
    all.push(...(await there.open(aDraft({ id: idOf(n), body }))));
  }
  return all;
}
async function resolve(n: number) {
  const now = new Date(there.now()).toISOString();
  const find = async () => (await there.findings.about(SHARE)).find(({ id }) => id === idOf(n));
  const finding = await find();
  if (finding) await there.findings.resolve(finding, 'gone', now);
  const resolved = await find();
  return resolved ? newsOf(resolved, now) : [];
}
/** A finding was told in one channel, and is told in the other from now on, where its resolution comes first. */
async function resolvedAfterAMove(...faults: readonly SlackFault[]) {
  await there.run(portsTo('#sms-sharing'), ...(await openSome(1)));
  there.advance(60);
  const news = await resolve(0);
  slack.setFaults(...faults);
  const moved = portsTo('#on-call');
  return { moved, run: () => there.run(moved, ...news) };
}
const bodies = () => slack.messages().map(({ body }) => JSON.stringify(body));

describe('a finding that resolves', () => {
  it('is told below the message of the bot, which is brought up to date', async () => {
    const ports = portsTo('#sms-sharing');
    await there.run(ports, ...(await openSome(1)));
    there.advance(60);
    expect(await there.run(ports, ...(await resolve(0)))).toEqual(['told']);
    const [message, reply, ...more] = slack.messages();
    expect(more).toEqual([]);
    expect(message).toMatchObject({ target: 'C0000000001', edits: 1 });
    expect(message).not.toHaveProperty('threadTs');
    expect(reply).toMatchObject({ target: 'C0000000001', edits: 0, threadTs: message?.ts });
    for (const body of bodies()) expect(body).toContain('Resolved: forbidden consumer');
    // All there is to know stands in the message alone.
    expect(bodies().map((body) => body.includes('Owner account'))).toEqual([true, false]);
  });

  it('in a digest is marked there, and does not speak for the others', async () => {
    const ports = portsTo('#sms-sharing');
    await there.run(ports, ...(await openSome(3)));
    await there.run(ports, ...(await resolve(1)));
    const [digest = '', reply = ''] = bodies();
    expect(digest).toContain('"text":"Forbidden consumer, removal waits"');
    expect(digest).toContain('• Account `555500000001` – Resolved: forbidden consumer');
    expect(digest).toContain('• Account `555500000002`\\n'.slice(0, -2));
    expect(reply).toContain('555500000001');
    expect(reply).not.toContain('555500000002');
  });

  it('together with others of one message is one reply', async () => {
    const ports = portsTo('C0000000002');
    await there.run(ports, ...(await openSome(3)));
    await there.run(ports, ...(await resolve(0)), ...(await resolve(2)));
    expect(slack.messages()).toMatchObject([{ edits: 1 }, { threadTs: slack.messages()[0]?.ts }]);
  });

  it('is a message of its own where only a webhook is told, and a short one', async () => {
    const ports = portsTo('/sharewarden/slack-webhook');
    await there.run(ports, ...(await openSome(1)));
    await there.run(ports, ...(await resolve(0)));
    const [opened = '', resolved = ''] = bodies();
    expect(slack.messages().map(({ target }) => target)).toEqual(['hook', 'hook']);
    expect(resolved).toContain('Resolved: forbidden consumer');
    expect(resolved).not.toContain('Owner account');
    expect(resolved.length).toBeLessThan(opened.length);
  });

  it('is told all the same where somebody has deleted the message', async () => {
    const ports = portsTo('#sms-sharing');
    await there.run(ports, ...(await openSome(1)));
    const { about, findingId: id, occurrence } = { about: SHARE, findingId: idOf(0), occurrence: 1 };
    await ports.messages.keep(
      { channel: 'C0000000001', ts: '9999999999.000001' },
      [{ about, findingId: id, occurrence }],
      'x',
    );
    expect(await there.run(ports, ...(await resolve(0)))).toEqual(['told']);
    expect(bodies().at(-1)).toContain('Resolved');
  });
});

describe('a message that Slack lets nobody come back to', () => {
  it.each([
    ['is_archived'],
    ['is_inactive'],
    ['channel_not_found'],
    ['not_in_channel'],
    ['message_not_found'],
    ['cant_update_message'],
    ['cannot_reply_to_message'],
    ['edit_window_closed'],
    ['restricted_action'],
    ['restricted_action_non_threadable_channel'],
    ['restricted_action_read_only_channel'],
    ['restricted_action_thread_locked'],
    ['team_not_found'],
  ])('has its follow-up told where the finding is told now: %s', async (error) => {
    const { moved, run } = await resolvedAfterAMove({ error, times: 2 });
    expect(await run()).toEqual(['told']);
    const [old, own, ...more] = slack.messages();
    expect(more).toEqual([]);
    expect(old).toMatchObject({ target: 'C0000000001', edits: 0 });
    expect(own).toMatchObject({ target: 'C0000000002' });
    expect(own).not.toHaveProperty('threadTs');
    expect(bodies()[1]).toContain('Resolved: forbidden consumer');
    await moved.refresh({ channel: 'C0000000002', ts: own?.ts ?? '' });
    expect(slack.messages()[1]).toMatchObject({ edits: 1 });
  });

  it('is replied to where it cannot be brought up to date alone', async () => {
    const { run } = await resolvedAfterAMove({ error: 'edit_window_closed', times: 1 });
    expect(await run()).toEqual(['told']);
    const [old, reply, ...more] = slack.messages();
    expect(more).toEqual([]);
    expect(reply).toMatchObject({ target: 'C0000000001', threadTs: old?.ts });
  });

  it('does not hold up what comes later, nor have it told again', async () => {
    const { moved, run } = await resolvedAfterAMove({ error: 'is_archived', times: 2 });
    await run();
    expect(await run()).toEqual(['old']);
    expect(await there.run(moved, ...(await openSome(2)))).toEqual(['told', 'told']);
    await there.rest(moved);
    expect(slack.messages().map(({ target }) => target)).toEqual([
      'C0000000001',
      'C0000000002',
      'C0000000002',
    ]);
  });

  it('brings the news back where the other place does not take it either', async () => {
    const { run } = await resolvedAfterAMove({ error: 'is_archived', times: 3 });
    await expect(run()).rejects.toThrow('slack #on-call: chat.postMessage: slack refused: is_archived');
    expect(await run()).toEqual(['told']);
    expect(slack.messages()).toMatchObject([{ edits: 1 }, { threadTs: slack.messages()[0]?.ts }]);
  });
});

describe.each([
  ['is busy', { status: 429 }],
  ['is out of order', { status: 503 }],
  ['says that it is busy', { error: 'ratelimited' }],
  ['does not know what it has done', { error: 'fatal_error' }],
  ['takes the token for none', { error: 'invalid_auth' }],
  ['has revoked the token', { error: 'token_revoked' }],
  ['has the bot no more', { error: 'account_inactive' }],
  ['lets the bot do too little', { error: 'missing_scope' }],
])('a Slack that %s', (_, fault) => {
  it.each([
    ['message that is brought up to date', []],
    ['reply', [{ error: 'cant_update_message', times: 1 }]],
  ])('brings the news back, below its message, when it does not take the %s', async (__, before) => {
    const { run } = await resolvedAfterAMove(...before, { ...fault, times: 1 });
    await expect(run()).rejects.toThrow('not told everywhere');
    expect(slack.messages()).toMatchObject([{ edits: 0 }]);
    expect(await run()).toEqual(['told']);
    const [old, reply, ...more] = slack.messages();
    expect(more).toEqual([]);
    expect(old).toMatchObject({ edits: 1 });
    expect(reply).toMatchObject({ target: 'C0000000001', threadTs: old?.ts });
  });
});

describe('a finding that is opened again', () => {
  it('leaves the message of its first occurrence as one that is over', async () => {
    const ports = portsTo('#sms-sharing');
    await there.run(ports, ...(await openSome(1)));
    await there.run(ports, ...(await resolve(0)));
    await there.run(ports, ...(await openSome(1)));
    const [first, , second] = slack.messages();
    expect(second).not.toHaveProperty('threadTs');
    await ports.refresh({ channel: first?.target ?? '', ts: first?.ts ?? '' });
    expect(bodies()[0]).toContain('Resolved: forbidden consumer');
  });
});

describe('a channel without a bot', () => {
  it('is an error that says so', async () => {
    await expect(there.run(portsTo('#sms-sharing', false), ...(await openSome(1)))).rejects.toThrow(
      '#sms-sharing is a channel for a bot, and the stack has none: SlackTokenParameter is empty',
    );
  });
});

describe('a channel that the bot does not know', () => {
  it('is an error that says so', async () => {
    await expect(there.run(portsTo('#nowhere'), ...(await openSome(1)))).rejects.toThrow(
      'chat.postMessage: slack refused: channel_not_found',
    );
  });
});
