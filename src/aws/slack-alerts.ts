import type { Alert } from '../core/alert.ts';
import type { AlertChannel } from '../ports.ts';

/** What `slackAlerts` needs of the world. */
export interface SlackOptions<Message> {
  /**
   * Reads the address of the incoming webhook that the alert goes to. It is a secret: no error shows it. `undefined`:
   * Slack is not told of this one.
   */
  readonly webhookOf: (alert: Alert) => (() => Promise<string>) | undefined;
  /** The message as Slack takes it. */
  readonly render: (alert: Alert) => Message;
  readonly fetch: typeof fetch;
  readonly wait: (ms: number) => Promise<void>;
  /** Of one request. */
  readonly timeoutMs?: number;
  /** The longest `Retry-After` that is waited for. */
  readonly patienceMs?: number;
}

/**
 * Tells Slack through incoming webhooks, each of them of one channel there. Told means an answer of 2xx; nothing else does.
 * Slack allows one message a second and answers 429 with `Retry-After`: that is waited for while it is short, a few
 * times. Everything else is thrown, for the queue to bring the news again.
 */
export function slackAlerts<Message>(options: SlackOptions<Message>): AlertChannel {
  const { webhookOf, render, wait, patienceMs = 5000 } = options;
  return {
    // One name for all webhooks: what was told at one is not told again at another when the routes change.
    name: 'slack',
    wants: (alert) => webhookOf(alert) !== undefined,
    async tell(alert) {
      const webhook = webhookOf(alert);
      if (!webhook) throw new Error('no webhook of slack is meant to have this alert');
      const body = JSON.stringify(render(alert));
      const address = await webhook();
      for (let attempt = 1; ; attempt++) {
        const answer = await post(address, body, options);
        if (answer.status >= 200 && answer.status < 300) return;
        const pauseMs = answer.status === 429 ? retryAfterMs(answer.headers) : undefined;
        if (pauseMs === undefined || pauseMs > patienceMs || attempt === MOST_ATTEMPTS) {
          throw new Error(`slack answered ${answer.status}: ${answer.text}`);
        }
        await wait(pauseMs);
      }
    },
  };
}

const MOST_ATTEMPTS = 3;

async function post<Message>(
  address: string,
  body: string,
  { fetch, timeoutMs = 5000 }: SlackOptions<Message>,
) {
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: answer.status, headers: answer.headers, text: (await answer.text()).slice(0, 200) };
  } catch (error) {
    // Without its cause: that may show the address.
    throw new Error(`slack did not answer: ${error instanceof Error ? error.name : 'unknown error'}`);
  }
}

/** `undefined` when Slack names no number of seconds. */
function retryAfterMs(headers: Headers): number | undefined {
  const seconds = headers.get('retry-after')?.trim() ?? '';
  return /^\d+$/.test(seconds) ? Number(seconds) * 1000 : undefined;
}
