import type { Alert, Digest } from '../core/alert.ts';
import type { MessagePlace } from '../core/told-message.ts';
import type { Messages } from '../ports.ts';

/** Alerts that follow up on a message. Absent: they begin a message of their own. */
export interface FollowUp {
  readonly message?: MessagePlace;
  readonly digest: Digest;
}

/**
 * What becomes of a digest at a channel that can come back to its messages: what has changed, or is over, is told below
 * the last message that told of it.
 */
export async function followUps(
  digest: Digest,
  messages: Pick<Messages, 'of'>,
): Promise<readonly FollowUp[]> {
  const placed = await Promise.all(
    digest.map(async (alert) => ({ alert, message: await lastMessageOf(alert, messages) })),
  );
  const key = (message: MessagePlace | undefined) => (message ? `${message.channel} ${message.ts}` : '');
  return [...Map.groupBy(placed, ({ message }) => key(message)).values()].flatMap((together) => {
    const [first, ...others] = together.map(({ alert }) => alert);
    const message = together[0]?.message;
    return first ? [{ ...(message && { message }), digest: [first, ...others] as const }] : [];
  });
}

async function lastMessageOf({ finding, news }: Alert, messages: Pick<Messages, 'of'>) {
  if (news.change === 'opened') return undefined;
  const { about, id: findingId, occurrence } = finding;
  return (await messages.of({ about, findingId, occurrence })).at(-1);
}
