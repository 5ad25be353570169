import * as z from 'zod';

/**
 * What Slack takes: text, or blocks within the published limits of Block Kit (docs.slack.dev/reference/block-kit, each
 * block, element and composition object on its page). A message past them is refused whole.
 */
export function slackVerdict(
  message: Readonly<Record<string, unknown>>,
): 'ok' | 'no_text' | 'invalid_blocks' | 'msg_too_long' | 'too_many_attachments' {
  const { text, blocks, attachments } = message;
  if (blocks !== undefined && !Blocks.safeParse(blocks).success) return 'invalid_blocks';
  if (typeof text === 'string' && text.length > MOST_OF_A_TEXT) return 'msg_too_long';
  if (Array.isArray(attachments) && attachments.length > MOST_ATTACHMENTS) return 'too_many_attachments';
  const says = [text, blocks, attachments].some(
    (part) => (typeof part === 'string' || Array.isArray(part)) && part.length > 0,
  );
  return says ? 'ok' : 'no_text';
}

/** docs.slack.dev/reference/methods/chat.postMessage: what is longer is cut off. */
const MOST_OF_A_TEXT = 40_000;
const MOST_ATTACHMENTS = 100;

const textOf = (longest: number) =>
  z.looseObject({ type: z.enum(['plain_text', 'mrkdwn']), text: z.string().min(1).max(longest) });
const plainOf = (longest: number) => textOf(longest).extend({ type: z.literal('plain_text') });
const id = z.string().max(255).optional();

const Confirm = z.looseObject({
  title: plainOf(100),
  text: textOf(300),
  confirm: plainOf(30),
  deny: plainOf(30),
  style: z.enum(['primary', 'danger']).optional(),
});
const Button = z.looseObject({
  type: z.literal('button'),
  text: plainOf(75),
  action_id: id,
  value: z.string().max(2000).optional(),
  url: z.string().max(3000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: Confirm.optional(),
});
const OtherElement = z.looseObject({ type: z.string().refine((type) => type !== 'button'), action_id: id });

const Blocks = z
  .array(
    z.union([
      z
        .looseObject({
          type: z.literal('section'),
          block_id: id,
          text: textOf(3000).optional(),
          fields: z.array(textOf(2000)).min(1).max(10).optional(),
        })
        .refine(({ text, fields }) => text !== undefined || fields !== undefined),
      z.looseObject({ type: z.literal('header'), block_id: id, text: plainOf(150) }),
      z.looseObject({
        type: z.literal('context'),
        block_id: id,
        elements: z
          .array(z.union([textOf(3000), z.looseObject({ type: z.literal('image') })]))
          .min(1)
          .max(10),
      }),
      z.looseObject({
        type: z.literal('actions'),
        block_id: id,
        elements: z
          .array(z.union([Button, OtherElement]))
          .min(1)
          .max(25)
          .refine((elements) => areDistinct(elements.flatMap(({ action_id }) => action_id ?? []))),
      }),
      z.looseObject({ type: z.literal('divider') }),
      z.looseObject({
        type: z.string().refine((type) => !['section', 'header', 'context', 'actions'].includes(type)),
      }),
    ]),
  )
  .max(50);

const areDistinct = (ids: readonly string[]): boolean => new Set(ids).size === ids.length;
