import type { Decision } from '../core/finding.ts';
import type { ToldOf } from '../core/told-message.ts';

/** The `action_id` of the button by which somebody decides so. */
export const ACTION_IDS: Readonly<Record<Decision['kind'], string>> = {
  undo: 'sharewarden.undo',
  waive: 'sharewarden.waive',
  snooze: 'sharewarden.snooze',
};

/** What the button with this `action_id` decides. `undefined`: it is none of ours. */
export const decisionBy = (actionId: unknown): Decision['kind'] | undefined =>
  KINDS.find((kind) => ACTION_IDS[kind] === actionId);

const KINDS = ['undo', 'waive', 'snooze'] as const;

/** Slack takes no longer value of a button (docs.slack.dev/reference/block-kit/block-elements/button-element). */
const MOST_OF_A_VALUE = 2000;

/** The `value` of a button: which finding is decided about. `undefined`: it is too long for a button. */
export function encode({ about, findingId, occurrence }: ToldOf): string | undefined {
  const value = JSON.stringify({ about, findingId, occurrence });
  return value.length <= MOST_OF_A_VALUE ? value : undefined;
}

/** What {@link encode} was given. `undefined`: it is no such value. */
export function decode(value: unknown): ToldOf | undefined {
  if (typeof value !== 'string') return undefined;
  const { about, findingId, occurrence } = Object(parsed(value));
  const isToldOf =
    typeof about === 'string' && typeof findingId === 'string' && Number.isSafeInteger(occurrence);
  return isToldOf ? { about, findingId, occurrence } : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
