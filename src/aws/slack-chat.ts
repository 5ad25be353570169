import type { Chat } from '../ports.ts';
import { isSlackError, type SlackApi } from './slack-api.ts';

/** Messages that a bot posts, and brings up to date (docs.slack.dev/reference/methods/chat.postMessage, chat.update). */
export function slackChat(api: SlackApi): Chat {
  return {
    async post(channel, message, thread) {
      const where = thread ? { channel: thread.channel, thread_ts: thread.ts } : { channel };
      const answer = await api.call('chat.postMessage', { ...message, ...where, unfurl_links: false });
      if (typeof answer.channel !== 'string' || typeof answer.ts !== 'string') {
        throw new Error('chat.postMessage: slack does not say where the message is');
      }
      return { channel: answer.channel, ts: answer.ts };
    },

    async update({ channel, ts }, message) {
      try {
        await api.call('chat.update', { ...message, channel, ts });
        return true;
      } catch (error) {
        if (isSlackError(error, 'message_not_found', 'channel_not_found', 'is_archived')) return false;
        throw error;
      }
    },
  };
}
