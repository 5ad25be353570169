import type { Alert, Digest } from '../core/alert.ts';
import type { AlertChannel, Chat } from '../ports.ts';
import { postToSlack, type SlackTransport } from './slack-post.ts';

/** What `slackAlerts` needs of the world. */
export interface SlackOptions extends SlackTransport {
  /** Where an alert goes: the SSM parameter of a webhook, or a channel of the bot. `undefined`: Slack is not told of it. */
  readonly placeOf: (alert: Alert) => string | undefined;
  /** Reads the address of an incoming webhook. It is a secret: no error shows it. */
  readonly webhook: (parameter: string) => Promise<string>;
  /** The bot. `undefined`: there is none. */
  readonly chat?: Chat | undefined;
  /** The message as Slack takes it. */
  readonly render: (digest: Digest) => object;
}

/**
 * Tells Slack through incoming webhooks, each of them of one channel there, or as a bot, which comes back to its messages.
 * Throws when it was not taken.
 */
export function slackAlerts({ placeOf, webhook, chat, render, ...transport }: SlackOptions): AlertChannel {
  return {
    // One name for all places: what was told at one is not told again at another when the routes change.
    name: 'slack',
    placeOf,
    async tell(place, digest) {
      const message = render(digest);
      if (isChannel(place)) return botFor(place).post(place, message);
      await postToSlack({ address: await webhook(place), body: JSON.stringify(message) }, transport);
      return undefined;
    },
    ...(chat && { follow: (message, digest) => chat.reply(message, render(digest)) }),
  };

  function botFor(place: string): Chat {
    if (chat) return chat;
    throw new Error(`${place} is a channel for a bot, and the stack has none: SlackTokenParameter is empty`);
  }
}

/** A parameter's name begins with a slash, a channel's with its kind or a hash. */
const isChannel = (place: string): boolean => !place.startsWith('/');
