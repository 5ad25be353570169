import type { Chat } from '../ports.ts';
import { isSlackError, type SlackApi } from './slack-api.ts';

/** Messages that a bot posts, and comes back to (docs.slack.dev/reference/methods/chat.postMessage, chat.update). */
export function slackChat(api: SlackApi): Chat {
  const post = (message: object, where: object) =>
    api.call('chat.postMessage', { ...message, ...where, unfurl_links: false });
  return {
    async post(channel, message) {
      const answer = await post(message, { channel });
      if (typeof answer.channel !== 'string' || typeof answer.ts !== 'string') {
        throw new Error('chat.postMessage: slack does not say where the message is');
      }
      return { channel: answer.channel, ts: answer.ts };
    },
    reply: ({ channel, ts }, message) => unlessRefusedForGood(post(message, { channel, thread_ts: ts })),
    update: ({ channel, ts }, message) =>
      unlessRefusedForGood(api.call('chat.update', { ...message, channel, ts })),
  };
}

/** @returns whether it was done. */
async function unlessRefusedForGood(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (isSlackError(error, ...REFUSED_FOR_GOOD)) return false;
    throw error;
  }
}

/**
 * What Slack says of one message, or its channel, that it will say again each time. What it says of every message, such as
 * `invalid_auth`, is not here, nor what passes, nor `fatal_error`, after which it may have been done
 * (docs.slack.dev/reference/methods/chat.postMessage, chat.update: errors).
 */
const REFUSED_FOR_GOOD = [
  'cannot_reply_to_message',
  'cant_update_message',
  'channel_not_found',
  'edit_window_closed',
  'is_archived',
  'is_inactive',
  'message_not_found',
  'not_in_channel',
  'restricted_action',
  'restricted_action_non_threadable_channel',
  'restricted_action_read_only_channel',
  'restricted_action_thread_locked',
  'team_not_found',
] as const;
