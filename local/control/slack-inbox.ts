import type { VirtualClock } from '../clock.ts';
import { slackVerdict } from './slack-limits.ts';

/** A message as it reached Slack. */
export interface SlackMessage {
  /** ISO 8601, UTC. */
  readonly time: string;
  /** The part of the webhook's address that tells one webhook from another. */
  readonly target: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** How Slack fails. `timeout`: it takes the request and never answers. */
export interface SlackFault {
  readonly status: number | 'timeout';
  /** Seconds, as in the header Retry-After. */
  readonly retryAfter?: number | undefined;
  /** How many requests it hits. Absent: every one until it is cleared. */
  readonly times?: number | undefined;
}

export interface SlackAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SlackInbox {
  /** Answers as an incoming webhook of Slack does; what it accepts, it keeps. */
  receive(target: string, body: string): Promise<SlackAnswer>;
  readonly messages: () => readonly SlackMessage[];
  /** Fails from now on, in these ways one after the other; none: no more. */
  setFaults(...faults: readonly SlackFault[]): void;
  /** Those that are left. */
  readonly faults: () => readonly SlackFault[];
}

export function slackInbox(clock: Pick<VirtualClock, 'now'>): SlackInbox {
  const messages: SlackMessage[] = [];
  let faults: readonly SlackFault[] = [];

  return {
    messages: () => messages,
    faults: () => faults,
    setFaults(...next) {
      faults = next;
    },
    async receive(target, text) {
      const failing = spendFault();
      if (failing) return failed(failing);
      const body = objectOf(text);
      if (!body) return { status: 400, body: 'invalid_payload' };
      const verdict = slackVerdict(body);
      if (verdict !== 'ok') return { status: 400, body: verdict === 'no_text' ? 'invalid_payload' : verdict };
      messages.push({ time: new Date(clock.now()).toISOString(), target, body });
      return { status: 200, body: 'ok' };
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

function failed({ status, retryAfter }: SlackFault): Promise<SlackAnswer> | SlackAnswer {
  if (status === 'timeout') return new Promise(() => {}); // the caller has to give up
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return { status, headers, body: status === 429 ? 'rate_limited' : 'service_unavailable' };
}

function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
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
