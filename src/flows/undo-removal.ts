import type { GrantedWaiver } from '../core/guardrail.ts';
import type { Removal, RemovalStatus } from '../core/removal.ts';
import { hasTaken } from '../core/removal-pace.ts';
import { waiversFor } from '../core/waivers-for.ts';
import type { EnforcerAnswer, Ports } from '../ports.ts';
import { inOrder } from './in-order.ts';
import { policyUndoing } from './undo-policy.ts';
import { shareUndoing } from './undo-share.ts';

/** What somebody wants undone. */
export interface UndoRequest {
  readonly removal: Removal;
  /** The last day on which it stays undone, ISO 8601 date, UTC. */
  readonly until: string;
  readonly reason: string;
  /** ARN of whoever wants it. */
  readonly by: string;
}

export interface UndoPorts
  extends Pick<Ports, 'shares' | 'policies' | 'directory' | 'enforcer' | 'ledger' | 'clock'> {
  /** Waits a moment before it is read again whether AWS shows it. */
  readonly pause: () => Promise<void>;
}

/**
 * `undone`: `isOurs` when it was put back now; else it was there already. `undone-before`: somebody had it undone, and
 * it still is. `refused`: nothing was changed, and these are the reasons. `unseen`: AWS has accepted it and does not
 * show it yet; its waivers stand, and the same again finishes it.
 */
export type UndoAnswer =
  | { readonly outcome: 'undone'; readonly isOurs: boolean; readonly waivers: readonly GrantedWaiver[] }
  | { readonly outcome: 'undone-before' | 'unseen'; readonly waivers: readonly GrantedWaiver[] }
  | { readonly outcome: 'refused'; readonly reasons: readonly string[] };

/** How what one removal did is taken back. */
export interface Undoing {
  /** What keeps it from being exact. */
  readonly reasons: readonly string[];
  readonly isBack: boolean;
  readonly act: () => Promise<EnforcerAnswer>;
  /** Does AWS show it? A text: it has failed, and why. */
  readonly isShown: () => Promise<boolean | string>;
}

/**
 * Gives back exactly what a removal took, or takes back what it added. Waivers first, so that it stays; then the act; it
 * is read back, and the record of the removal says who had it undone. Refuses where it would not be exact, before
 * anything is changed. Repeating it, also after a run that died, ends the same.
 */
export async function undoRemoval(request: UndoRequest, ports: UndoPorts): Promise<UndoAnswer> {
  const { about, id } = request.removal;
  const removal = (await ports.ledger.removal(about, id)) ?? request.removal;
  const standing = await ports.ledger.waivers(ports.clock.now());
  const waivers = waiversFor(removal, termsOf(request, ports));
  if (removal.status === 'undone') return undoneBefore(removal, waivers, standing);
  if (removal.status !== 'done') return { outcome: 'refused', reasons: [NOT_DONE[removal.status]] };
  if (!hasTaken(removal)) return { outcome: 'refused', reasons: [NEVER_ASKED] };

  const undoing = about.includes(':resource-share/')
    ? await shareUndoing(removal, ports)
    : await policyUndoing(removal, ports);
  if (undoing.reasons.length > 0) return { outcome: 'refused', reasons: undoing.reasons };

  const missing = waivers.filter((waiver) => !standing.some((each) => covers(each, waiver)));
  await inOrder(missing, (waiver) => ports.ledger.grantWaiver(waiver));
  const failure = undoing.isBack ? undefined : await put(undoing, ports);
  if (failure === 'unseen') return { outcome: 'unseen', waivers };
  if (failure) {
    await inOrder(missing, (waiver) => takeBack(waiver, standing, request.by, ports));
    return { outcome: 'refused', reasons: [failure] };
  }
  await putOnRecord(removal, request, ports);
  return { outcome: 'undone', isOurs: !undoing.isBack, waivers };
}

const NOT_DONE: Readonly<Record<Exclude<RemovalStatus, 'done' | 'undone'>, string>> = {
  planned: 'it has not been made yet',
  requested: 'AWS has been asked for it, and it is not over yet',
  waiting: 'it still waits to be made',
  refused: 'it was never made: it was refused',
};

const NEVER_ASKED = 'it was over before AWS was asked: it took nothing that could be given back';

const termsOf = ({ until, reason, by }: UndoRequest, { clock }: Pick<Ports, 'clock'>) => ({
  until,
  reason,
  approvedBy: by,
  grantedAt: clock.now(),
});

const isSame = (a: GrantedWaiver, b: GrantedWaiver): boolean =>
  a.resource === b.resource && a.consumer === b.consumer;

/** Does one that stands already do as well? It may have been granted for longer, for another reason. */
const covers = (standing: GrantedWaiver, wanted: GrantedWaiver): boolean =>
  isSame(standing, wanted) && standing.until >= wanted.until && standing.removal === wanted.removal;

function undoneBefore(
  removal: Removal,
  waivers: readonly GrantedWaiver[],
  standing: readonly GrantedWaiver[],
): UndoAnswer {
  const still = standing.filter((each) => waivers.some((waiver) => isSame(each, waiver)));
  if (still.length === waivers.length) return { outcome: 'undone-before', waivers: still };
  const { at, actor } = removal.steps.at(-1) ?? {};
  return {
    outcome: 'refused',
    reasons: [
      `${actor} had it undone at ${at}, and its waiver is over: what was taken since is another removal`,
    ],
  };
}

/** @returns why it failed. `undefined`: AWS shows it. */
async function put(
  { act, isShown }: Undoing,
  { pause }: Pick<UndoPorts, 'pause'>,
): Promise<string | undefined> {
  const answer = await act();
  if (answer.outcome === 'wait') return `RAM refuses it for now: ${answer.reason}`;
  if (answer.outcome === 'refused') return answer.reason;
  for (let look = 1; look <= MOST_LOOKS; look += 1) {
    const shown = await isShown();
    if (typeof shown === 'string') return shown;
    if (shown) return undefined;
    await pause();
  }
  return 'unseen';
}

/** RAM's lists may lag behind its writes for a few seconds (facts 5.2). */
const MOST_LOOKS = 10;

/** What stood before a waiver was granted in its place stands again. */
async function takeBack(
  waiver: GrantedWaiver,
  standing: readonly GrantedWaiver[],
  by: string,
  { ledger, clock }: Pick<Ports, 'ledger' | 'clock'>,
): Promise<void> {
  const before = standing.find((each) => isSame(each, waiver));
  if (before) await ledger.grantWaiver(before);
  else await ledger.endWaiver(waiver.resource, waiver.consumer, by, clock.now());
}

async function putOnRecord(
  removal: Removal,
  { by, reason }: UndoRequest,
  { ledger, clock }: Pick<Ports, 'ledger' | 'clock'>,
): Promise<void> {
  const step = { status: 'undone', at: clock.now(), actor: by, event: 'undo', reason } as const;
  if (await ledger.moveRemoval(removal, step)) return;
  const now = await ledger.removal(removal.about, removal.id);
  if (now?.status !== 'undone') throw new Error(`somebody else moved ${removal.id} meanwhile`);
}
