import { postToSlack, type SlackTransport } from './slack-post.ts';

/** Slack's Web API, as a bot. */
export interface SlackApi {
  /**
   * Calls a method: `chat.postMessage`. Answers what Slack says when it was done.
   *
   * @throws an error that names the method and why; one that {@link isSlackError} knows when Slack refused.
   */
  call(method: string, body: object): Promise<Readonly<Record<string, unknown>>>;
}

export interface SlackApiOptions extends SlackTransport {
  /** `https://slack.com/api`. */
  readonly address: string;
  /** Reads the bot's token. It is a secret: no error shows it. */
  readonly token: () => Promise<string>;
}

/** Calls Slack's Web API with JSON and the bot's token (docs.slack.dev/apis/web-api). */
export function slackApi(options: SlackApiOptions): SlackApi {
  return {
    async call(method, body) {
      const token = await options.token();
      const address = `${options.address}/${method}`;
      const request = { address, token, body: JSON.stringify(body) };
      const text = await postToSlack(request, options).catch((error: unknown) => {
        throw new Error(`${method}: ${error instanceof Error ? error.message : error}`);
      });
      const answer = answerIn(text);
      if (answer?.ok === true) return answer;
      const why = typeof answer?.error === 'string' ? answer.error : 'an answer that is not understood';
      throw Object.assign(new Error(`${method}: slack refused: ${why.slice(0, 200)}`), { slackError: why });
    },
  };
}

/** Did Slack refuse for one of these reasons, such as `message_not_found`? */
export const isSlackError = (error: unknown, ...reasons: readonly string[]): boolean =>
  error instanceof Error && 'slackError' in error && reasons.some((reason) => reason === error.slackError);

function answerIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    // any object may be asked for any member
    return answer !== null && typeof answer === 'object'
      ? (answer as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
