import type { Alert } from '../core/alert.ts';
import type { AlertChannel } from '../ports.ts';
import { postToSlack, type SlackTransport } from './slack-post.ts';

/** What `slackAlerts` needs of the world. */
export interface SlackOptions<Message> extends SlackTransport {
  /**
   * Reads the address of the incoming webhook that the alert goes to. It is a secret: no error shows it. `undefined`:
   * Slack is not told of this one.
   */
  readonly webhookOf: (alert: Alert) => (() => Promise<string>) | undefined;
  /** The message as Slack takes it. */
  readonly render: (alert: Alert) => Message;
}

/** Tells Slack through incoming webhooks, each of them of one channel there. Throws when it was not taken. */
export function slackAlerts<Message>(options: SlackOptions<Message>): AlertChannel {
  const { webhookOf, render } = options;
  return {
    // One name for all webhooks: what was told at one is not told again at another when the routes change.
    name: 'slack',
    wants: (alert) => webhookOf(alert) !== undefined,
    async tell(alert) {
      const webhook = webhookOf(alert);
      if (!webhook) throw new Error('no webhook of slack is meant to have this alert');
      const body = JSON.stringify(render(alert));
      await postToSlack({ address: await webhook(), body }, options);
    },
  };
}
