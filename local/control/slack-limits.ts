import * as z from 'zod';

/**
 * What an incoming webhook of Slack takes: text, or blocks within the limits of Block Kit
 * (docs.slack.dev/reference/block-kit/blocks). A message past them is refused whole.
 */
export function slackVerdict(
  message: Readonly<Record<string, unknown>>,
): 'ok' | 'invalid_payload' | 'invalid_blocks' {
  const { text, blocks, attachments } = message;
  if (blocks !== undefined && !Blocks.safeParse(blocks).success) return 'invalid_blocks';
  const says = [text, blocks, attachments].some(
    (part) => (typeof part === 'string' || Array.isArray(part)) && part.length > 0,
  );
  return says ? 'ok' : 'invalid_payload';
}

const textOf = (longest: number) =>
  z.looseObject({ type: z.enum(['plain_text', 'mrkdwn']), text: z.string().min(1).max(longest) });

const Blocks = z
  .array(
    z.union([
      z
        .looseObject({
          type: z.literal('section'),
          text: textOf(3000).optional(),
          fields: z.array(textOf(2000)).min(1).max(10).optional(),
        })
        .refine(({ text, fields }) => text !== undefined || fields !== undefined),
      z.looseObject({
        type: z.literal('header'),
        text: textOf(150).extend({ type: z.literal('plain_text') }),
      }),
      z.looseObject({
        type: z.literal('context'),
        elements: z
          .array(z.looseObject({ type: z.string() }))
          .min(1)
          .max(10),
      }),
      z.looseObject({ type: z.literal('actions'), elements: z.array(z.looseObject({})).min(1).max(25) }),
      z.looseObject({ type: z.literal('divider') }),
      z.looseObject({
        type: z.string().refine((type) => !['section', 'header', 'context', 'actions'].includes(type)),
      }),
    ]),
  )
  .max(50);
