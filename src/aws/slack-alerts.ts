import type { Alert, Digest } from '../core/alert.ts';
import type { AlertChannel } from '../ports.ts';
import { postToSlack, type SlackTransport } from './slack-post.ts';

/** What `slackAlerts` needs of the world. */
export interface SlackOptions extends SlackTransport {
  /** Where an alert goes: the SSM parameter of a webhook. `undefined`: Slack is not told of it. */
  readonly placeOf: (alert: Alert) => string | undefined;
  /** Reads the address of an incoming webhook. It is a secret: no error shows it. */
  readonly webhook: (parameter: string) => Promise<string>;
  /** The message as Slack takes it. */
  readonly render: (digest: Digest) => object;
}

/** Tells Slack through incoming webhooks, each of them of one channel there. Throws when it was not taken. */
export function slackAlerts({ placeOf, webhook, render, ...transport }: SlackOptions): AlertChannel {
  return {
    // One name for all places: what was told at one is not told again at another when the routes change.
    name: 'slack',
    placeOf,
    async tell(place, digest) {
      const body = JSON.stringify(render(digest));
      await postToSlack({ address: await webhook(place), body }, transport);
      return undefined;
    },
  };
}
