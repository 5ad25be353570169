import type { VirtualClock } from '../clock.ts';
import type { SlackCall, SlackMessage } from './slack-inbox.ts';
import { slackVerdict } from './slack-limits.ts';

/** The channels of the local workspace that the bot is in, by their names. */
export const SLACK_CHANNELS: Readonly<Record<string, string>> = {
  '#sms-sharing': 'C0000000001',
  '#on-call': 'C0000000002',
};

/** What Slack says when it is asked: every answer is a 200, and says whether it was done. */
type Answer = Readonly<Record<string, unknown>> & { readonly ok: boolean };
type Input = SlackCall['input'];

/**
 * Slack's Web API for a bot, as far as Sharewarden uses it (docs.slack.dev/reference/methods).
 *
 * @param messages where messages are kept, and brought up to date.
 */
export function createSlackBot(clock: Pick<VirtualClock, 'now'>, messages: SlackMessage[]) {
  const groups = new Map<string, readonly string[]>();
  let posted = 0;
  const methods: Readonly<Record<string, (input: Input) => Answer>> = {
    'chat.postMessage': post,
    'chat.update': update,
    'usergroups.users.list': ({ usergroup }) => {
      const users = groups.get(String(usergroup));
      return users ? { ok: true, users } : refused('no_such_subteam');
    },
  };
  return {
    setGroup: (group: string, users: readonly string[]) => void groups.set(group, users),
    answer({ method, authorization, input }: SlackCall): Answer {
      const answerTo = Object.hasOwn(methods, method) ? methods[method] : undefined;
      if (!answerTo) return refused('unknown_method');
      if (!authorization) return refused('not_authed');
      if (!/^Bearer xoxb-\S+$/.test(authorization)) return refused('invalid_auth');
      return answerTo(input);
    },
  };

  function post({ channel, thread_ts, ...body }: Input): Answer {
    const target = SLACK_CHANNELS[String(channel)] ?? idOf(channel);
    if (target === undefined) return refused('channel_not_found');
    const verdict = slackVerdict(body);
    if (verdict !== 'ok') return refused(verdict);
    posted += 1;
    const now = clock.now();
    const ts = `${Math.floor(now / 1000)}.${String(posted).padStart(6, '0')}`;
    const message = { time: new Date(now).toISOString(), target, body, ts, edits: 0 };
    messages.push(typeof thread_ts === 'string' ? { ...message, threadTs: thread_ts } : message);
    return { ok: true, channel: target, ts, message: body };
  }

  /** By ids alone: a name is not taken here. */
  function update({ channel, ts, ...body }: Input): Answer {
    const target = idOf(channel);
    if (target === undefined) return refused('channel_not_found');
    const at = messages.findIndex((each) => each.target === target && each.ts === ts);
    const message = messages[at];
    if (!message) return refused('message_not_found');
    const verdict = slackVerdict(body);
    if (verdict !== 'ok') return refused(verdict);
    messages[at] = { ...message, body, edits: (message.edits ?? 0) + 1 };
    return { ok: true, channel: target, ts, text: body.text };
  }
}

const idOf = (channel: unknown): string | undefined =>
  Object.values(SLACK_CHANNELS).find((id) => id === channel);

const refused = (error: string): Answer => ({ ok: false, error });
