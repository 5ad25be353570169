import type { VirtualClock } from '../clock.ts';
import { createSlackBot } from './slack-bot.ts';
import { slackVerdict } from './slack-limits.ts';

/** A message as it reached Slack. */
export interface SlackMessage {
  /** ISO 8601, UTC. */
  readonly time: string;
  /** The part of the webhook's address that tells one webhook from another, or the id of the bot's channel. */
  readonly target: string;
  /** As it is now. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Of a bot's message: by what Slack knows it. */
  readonly ts?: string;
  /** The message that it replies to. */
  readonly threadTs?: string;
  /** How often the bot has put another in its place. */
  readonly edits?: number;
}

/** How Slack fails. */
export type SlackFault = (SlackOutage | SlackRefusal) & {
  /** How many requests it hits. Absent: every one until it is cleared. */
  readonly times?: number | undefined;
};

/** `timeout`: it takes the request and never answers. */
interface SlackOutage {
  readonly status: number | 'timeout';
  /** Seconds, as in the header Retry-After. */
  readonly retryAfter?: number | undefined;
}

/** It is well, and does not do what it is asked, for a reason such as `is_archived`. */
interface SlackRefusal {
  readonly error: string;
}

export interface SlackAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string of an incoming webhook, an object of the Web API. */
  readonly body: unknown;
}

/** A call of a method of Slack's Web API. */
export interface SlackCall {
  readonly method: string;
  /** The header. */
  readonly authorization: string | undefined;
  /** The arguments, from JSON, a form or the query. */
  readonly input: Readonly<Record<string, unknown>>;
}

export interface SlackInbox {
  /** Answers as an incoming webhook of Slack does; what it accepts, it keeps. */
  receive(target: string, body: string): Promise<SlackAnswer>;
  /** Answers as a method of Slack's Web API does; what it accepts, it keeps. */
  call(call: SlackCall): Promise<SlackAnswer>;
  /** Says who is in a user group. */
  setGroup(group: string, users: readonly string[]): void;
  readonly messages: () => readonly SlackMessage[];
  /** Fails from now on, in these ways one after the other; none: no more. */
  setFaults(...faults: readonly SlackFault[]): void;
  /** Those that are left. */
  readonly faults: () => readonly SlackFault[];
}

export function slackInbox(clock: Pick<VirtualClock, 'now'>): SlackInbox {
  const messages: SlackMessage[] = [];
  let faults: readonly SlackFault[] = [];
  const bot = createSlackBot(clock, messages);

  return {
    messages: () => messages,
    faults: () => faults,
    setFaults(...next) {
      faults = next;
    },
    setGroup: bot.setGroup,
    async receive(target, text) {
      const failing = spendFault();
      if (failing && 'error' in failing) return { status: 400, body: failing.error };
      if (failing) return failed(failing);
      const body = objectOf(text);
      if (!body) return { status: 400, body: 'invalid_payload' };
      const verdict = slackVerdict(body);
      if (verdict !== 'ok') return { status: 400, body: verdict === 'no_text' ? 'invalid_payload' : verdict };
      messages.push({ time: new Date(clock.now()).toISOString(), target, body });
      return { status: 200, body: 'ok' };
    },
    async call(call) {
      const failing = spendFault();
      if (failing && 'error' in failing) return { status: 200, body: { ok: false, error: failing.error } };
      return failing ? failed(failing) : { status: 200, body: bot.answer(call) };
    },
  };

  function spendFault(): SlackFault | undefined {
    const [now, ...later] = faults;
    if (now?.times !== undefined) {
      faults = now.times > 1 ? [{ ...now, times: now.times - 1 }, ...later] : later;
    }
    return now;
  }
}

function failed({ status, retryAfter }: SlackOutage): Promise<SlackAnswer> | SlackAnswer {
  if (status === 'timeout') return new Promise(() => {}); // the caller has to give up
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return { status, headers, body: status === 429 ? 'rate_limited' : 'service_unavailable' };
}

/** `undefined`: the text is not an object in JSON. */
export function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    // The check leaves nothing but a JSON object.
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
