import { lastOf } from './records.ts';
import { ok, type Route } from './route.ts';
import type { SlackInbox } from './slack-inbox.ts';

const WEBHOOK = '/_local/slack/webhook/';

/** Slack's incoming webhook, and what reached it. */
export function slackRoutes(slack: SlackInbox): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/_local/slack',
      about: 'the Slack messages, oldest first: {time, target, body}',
      answer: (request) => ok(lastOf(slack.messages(), request)),
    },
    {
      method: 'POST',
      path: `${WEBHOOK}*`,
      about: 'a Slack incoming webhook; what follows is the target',
      answer: ({ path, body }) => slack.receive(path.slice(WEBHOOK.length), body),
    },
  ];
}

/** The address of a local incoming webhook. */
export const webhookUrl = (endpoint: string, target: string): string => `${endpoint}${WEBHOOK}${target}`;
