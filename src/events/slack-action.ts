import * as z from 'zod/mini';
import type { Press } from '../core/press.ts';
import type { Reading } from '../core/reading.ts';
import { whatIsWrong } from './what-is-wrong.ts';

/**
 * Reads the body of what Slack posts when somebody interacts with an app: a form whose `payload` is JSON
 * (docs.slack.dev/reference/interaction-payloads/block_actions-payload). What is no button of a message is ignored. Never
 * throws.
 */
export function readSlackAction(body: string): Reading<Press> {
  const payload = parsed(new URLSearchParams(body).get('payload') ?? '');
  const type = typed.safeParse(payload);
  if (!type.success) return { malformed: `not of Slack: ${whatIsWrong(type.error, payload)}` };
  if (type.data.type !== 'block_actions') return { ignored: `an interaction of type ${type.data.type}` };
  const read = pressed.safeParse(payload);
  if (!read.success) return { malformed: `no press of a button: ${whatIsWrong(read.error, payload)}` };
  const { user, team, container, actions } = read.data;
  const [action] = actions;
  if (!action || !container) return { ignored: 'an action outside of a message' };
  return {
    subject: {
      team: team?.id ?? user.team_id ?? '',
      user: user.id,
      place: { channel: container.channel_id, ts: container.message_ts },
      actionId: action.action_id,
      value: action.value,
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const id = z.string().check(z.regex(/^[A-Z0-9]{1,40}$/));
const typed = z.object({ type: z.string().check(z.maxLength(100)) });
const pressed = z.object({
  user: z.object({ id, team_id: z.optional(id) }),
  // Of an app that is installed for a whole organization there may be none.
  team: z.optional(z.nullable(z.object({ id }))),
  container: z.optional(
    z.object({ channel_id: id, message_ts: z.string().check(z.regex(/^\d{1,12}\.\d{1,9}$/)) }),
  ),
  actions: z.array(z.object({ action_id: z.string(), value: z.optional(z.string()) })),
});
