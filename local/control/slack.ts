import * as z from 'zod';
import { bodyOf, exactly } from './body.ts';
import { lastOf } from './records.ts';
import { type ControlRequest, ok, type Route } from './route.ts';
import { objectOf, type SlackInbox } from './slack-inbox.ts';

const WEBHOOK = '/_local/slack/webhook/';
const API = '/_local/slack/api/';

const Group = exactly({ group: z.string().min(1), users: z.array(z.string().min(1)) });

/** Slack's incoming webhook and Web API, and what reached them. */
export function slackRoutes(slack: SlackInbox): readonly Route[] {
  const api = (method: 'GET' | 'POST'): Route => ({
    method,
    path: `${API}*`,
    about: "Slack's Web API for a bot: chat.postMessage, chat.update, usergroups.users.list",
    answer: (request) =>
      slack.call({
        method: request.path.slice(API.length),
        authorization: request.headers.authorization,
        input: inputOf(request),
      }),
  });
  return [
    {
      method: 'GET',
      path: '/_local/slack',
      about:
        'the Slack messages, oldest first: {time, target, body}, and of the bot {ts, threadTs?, edits} besides',
      answer: (request) => ok(lastOf(slack.messages(), request)),
    },
    {
      method: 'POST',
      path: `${WEBHOOK}*`,
      about: 'a Slack incoming webhook; what follows is the target',
      answer: ({ path, body }) => slack.receive(path.slice(WEBHOOK.length), body),
    },
    api('POST'),
    api('GET'),
    {
      method: 'POST',
      path: '/_local/slack/groups',
      about: 'says who is in a user group of Slack: {group, users}',
      answer(request) {
        const { group, users } = bodyOf(request, Group);
        slack.setGroup(group, users);
        return ok({ group, users });
      },
    },
  ];
}

/** Methods that only read take a form or the query, and no JSON. */
function inputOf({ path, headers, query, body }: ControlRequest): Readonly<Record<string, unknown>> {
  const isJson = headers['content-type']?.startsWith('application/json') ?? false;
  if (isJson) return path.endsWith('.list') ? {} : (objectOf(body) ?? {});
  return { ...Object.fromEntries(query), ...Object.fromEntries(new URLSearchParams(body)) };
}

/** The address of a local incoming webhook. */
export const webhookUrl = (endpoint: string, target: string): string => `${endpoint}${WEBHOOK}${target}`;

/** The address of the local Web API. */
export const slackApiUrl = (endpoint: string): string => `${endpoint}${API.slice(0, -1)}`;
