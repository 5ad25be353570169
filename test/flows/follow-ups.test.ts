import { beforeEach, describe, expect, it } from 'vitest';
import { slackInbox } from '../../local/control/slack-inbox.ts';
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
