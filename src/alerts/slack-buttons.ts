import type { ActionsBlock, Button, ConfirmationDialog } from '@slack/types';
import type { Alert } from '../core/alert.ts';
import type { Decision } from '../core/finding.ts';
import { offersOf } from '../core/offer.ts';
import { ACTION_IDS, encode } from './slack-actions.ts';

/** The buttons by which somebody decides about a finding. None: there is nothing to decide. */
export function buttonsOf(alert: Alert): readonly ActionsBlock[] {
  const { about, id: findingId, occurrence } = alert.finding;
  const value = encode({ about, findingId, occurrence });
  const offers = offersOf(alert);
  if (value === undefined || offers.length === 0) return [];
  return [{ type: 'actions', elements: offers.map((kind) => buttonOf(kind, value)) }];
}

function buttonOf(kind: Decision['kind'], value: string): Button {
  const { label, confirm } = WORDS[kind];
  return {
    type: 'button',
    action_id: ACTION_IDS[kind],
    text: { type: 'plain_text', text: label },
    value,
    ...(confirm && { confirm: dialog(label, confirm) }),
  };
}

const dialog = (label: string, text: string): ConfirmationDialog => ({
  title: { type: 'plain_text', text: `${label}?` },
  text: { type: 'plain_text', text },
  confirm: { type: 'plain_text', text: label },
  deny: { type: 'plain_text', text: 'Cancel' },
});

const WORDS: Readonly<Record<Decision['kind'], { readonly label: string; readonly confirm?: string }>> = {
  undo: {
    label: 'Undo',
    confirm: 'What was removed is put back, and waived for 7 days: the consumer has the resources again.',
  },
  waive: {
    label: 'Waive for 7 days',
    confirm: 'The consumer is allowed these resources for 7 days, whatever the guardrails say.',
  },
  snooze: { label: 'Snooze for 7 days' },
};
