import { createHmac } from 'node:crypto';
import * as z from 'zod';
import type { VirtualClock } from '../clock.ts';
import { bodyOf, exactly } from './body.ts';
import { ok, Refusal, type Route } from './route.ts';

/** The Slack app of the service: where Slack posts what people press, and how it signs that. */
export interface SlackApp {
  readonly url: string;
  readonly signingSecret: string;
}

export interface PressOptions {
  readonly clock: Pick<VirtualClock, 'now'>;
  /** `undefined`: the service takes no presses. */
  readonly app: () => SlackApp | undefined;
  /** A message as it is now. `undefined`: there is none. */
  readonly message: (channel: string, ts: string) => Readonly<Record<string, unknown>> | undefined;
  readonly hex: (digits: number) => string;
  /** Slack gives up after three seconds. */
  readonly fetch?: typeof fetch;
}

/** Pressing buttons of messages, as people do in Slack. */
export function pressRoutes(options: PressOptions): readonly Route[] {
  let last: Signed | undefined;
  return [
    {
      method: 'POST',
      path: '/_local/slack/press',
      about:
        'presses a button of a message: {channel, ts, action: undo|waive|snooze or an action_id, user, team?, wrong?: signature|timestamp|replay}; answers {status}, of the service',
      async answer(request) {
        const press = bodyOf(request, Press);
        const app = options.app();
        if (!app) throw new Refusal(409, 'no app: the service has no URL that Slack could post to');
        const fresh = signed(press, app, options);
        const sent = press.wrong === 'replay' ? (last ?? fresh) : fresh;
        last = sent;
        return ok({ status: await post(app.url, sent, options.fetch ?? fetch) });
      },
    },
  ];
}

const Press = exactly({
  channel: z.string().min(1),
  ts: z.string().min(1),
  action: z.string().min(1),
  user: z.string().regex(/^[UW][A-Z0-9]+$/),
  team: z
    .string()
    .regex(/^[TE][A-Z0-9]+$/)
    .default('T0123456789'),
  wrong: z.enum(['signature', 'timestamp', 'replay']).optional(),
});

interface Signed {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** How old a timestamp is that is too old. */
const LONG_AGO_SECONDS = 301;

/** @throws Refusal when the message has no such button. */
function signed(press: z.infer<typeof Press>, { signingSecret }: SlackApp, options: PressOptions): Signed {
  const { channel, ts, action: wanted, user, team, wrong } = press;
  const message = options.message(channel, ts);
  if (!message) throw new Refusal(404, `there is no message ${ts} in ${channel}`);
  const buttons = buttonsOf(message);
  const button = buttons.find(({ action_id: id }) => id === wanted || id === `sharewarden.${wanted}`);
  if (!button) {
    const allowed = buttons.map(({ action_id: id }) => id);
    throw new Refusal(409, `the message has no button ${wanted}`, { allowed });
  }
  const seconds = Math.floor(options.clock.now() / 1000);
  const { action_id, block_id, value } = button;
  const payload = {
    type: 'block_actions',
    user: { id: user, username: user.toLowerCase(), name: user.toLowerCase(), team_id: team },
    api_app_id: 'A0123456789',
    token: 'deprecated',
    container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
    trigger_id: `${seconds}.${options.hex(12)}`,
    team: { id: team, domain: 'example' },
    channel: { id: channel, name: 'alerts' },
    message: { ...message, ts },
    response_url: 'https://hooks.slack.example/actions',
    actions: [
      {
        type: 'button',
        action_id,
        block_id,
        value,
        text: button.text,
        action_ts: `${seconds}.${options.hex(6)}`,
      },
    ],
  };
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const timestamp = String(wrong === 'timestamp' ? seconds - LONG_AGO_SECONDS : seconds);
  const key = wrong === 'signature' ? 'not the secret' : signingSecret;
  const signature = createHmac('sha256', key).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
  };
}

type Button = Readonly<Record<string, unknown>>;

/** Buttons lie in blocks of type `actions`, also inside attachments, or beside a section. */
function buttonsOf({ blocks, attachments }: Readonly<Record<string, unknown>>): readonly Button[] {
  const own = listOf(blocks).flatMap((block) =>
    [...listOf(block.elements), ...listOf([block.accessory])]
      .filter(({ type }) => type === 'button')
      .map((button): Button => ({ ...button, block_id: block.block_id ?? 'actions' })),
  );
  return [...own, ...listOf(attachments).flatMap(buttonsOf)];
}

const listOf = (value: unknown): readonly Button[] =>
  Array.isArray(value) ? value.filter((each) => each !== null && typeof each === 'object') : [];

const PATIENCE_MS = 3000;

async function post(url: string, { body, headers }: Signed, send: typeof fetch): Promise<number | 'timeout'> {
  try {
    const answer = await send(url, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') return 'timeout';
    throw error;
  }
}
