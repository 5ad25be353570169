/** How requests are made to Slack, and how long anybody waits for it. */
export interface SlackTransport {
  readonly fetch: typeof fetch;
  readonly wait: (ms: number) => Promise<void>;
  /** Of one request. */
  readonly timeoutMs?: number;
  /** The longest `Retry-After` that is waited for. */
  readonly patienceMs?: number;
}
/** What is sent as JSON. @param token sent as bearer; absent: the address itself is the secret. */
export interface SlackRequest {
  readonly address: string;
  readonly token?: string;
  readonly body: string;
}

/**
 * Posts to Slack, and answers what a 2xx says. Slack allows one message a second and answers 429 with `Retry-After`: that
 * is waited for while it is short, a few times. Everything else is thrown, and shows neither the address nor the token.
 */
export async function postToSlack(request: SlackRequest, transport: SlackTransport): Promise<string> {
  const { wait, patienceMs = 5000 } = transport;
  for (let attempt = 1; ; attempt++) {
    const answer = await post(request, transport);
    if (answer.status >= 200 && answer.status < 300) return answer.text;
    const pauseMs = answer.status === 429 ? retryAfterMs(answer.headers) : undefined;
    if (pauseMs === undefined || pauseMs > patienceMs || attempt === MOST_ATTEMPTS) {
      throw new Error(`slack answered ${answer.status}: ${answer.text.slice(0, 200)}`);
    }
    await wait(pauseMs);
  }
}

const MOST_ATTEMPTS = 3;

async function post({ address, token, body }: SlackRequest, { fetch, timeoutMs = 5000 }: SlackTransport) {
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
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
