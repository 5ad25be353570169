import type { Alert } from '../core/alert.ts';
import { consumerOf } from '../core/consumer.ts';
import { offersOf } from '../core/offer.ts';
import { undoCommand } from '../core/undo-command.ts';
import { waiveCommand } from '../core/waive-command.ts';
import type { Fact } from './fact.ts';
import { MOST_OF_A_LINE } from './one-line.ts';
import { type Phrase, phrase } from './phrase.ts';

/** What people can do now: the commands, as they are pasted into a shell. */
export function nextSteps(alert: Alert): Fact {
  const { body } = alert.finding;
  const offers = offersOf(alert);
  const undo = alert.removal && offers.includes('undo') ? undoSteps(alert.removal) : [];
  const waive = offers.includes('waive') && 'principal' in body ? waiveSteps(body) : [];
  const share = alert.finding.status === 'open' && body.kind === 'uncovered-pool' ? [SHARE_MEMBERS] : [];
  return { label: 'What to do next', lines: [...undo, ...waive, ...share] };
}

const SHARE_MEMBERS = phrase`share what is lacking with the same consumers, or let it be done: pools.members: share`;

/** A command is whole or not there. */
const isWhole = (command: string | undefined): command is string =>
  command !== undefined && command.length <= MOST_OF_A_LINE;

function undoSteps(removal: NonNullable<Alert['removal']>): readonly Phrase[] {
  const command = undoCommand(removal);
  return command === undefined ? [] : [phrase`to put it back: ${command}`];
}

function waiveSteps({ principal, resources }: { principal: string; resources: readonly string[] }) {
  const [first, ...others] = resources;
  const command = first === undefined ? undefined : waiveCommand(first, consumerOf(principal).id);
  if (!isWhole(command)) return [];
  const more = others.length > 0 ? phrase`, and so for each of the others` : [];
  return [[...phrase`to allow it for a while: ${command}`, ...more]];
}
