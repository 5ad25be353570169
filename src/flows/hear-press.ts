import { decisionBy, decode } from '../alerts/slack-actions.ts';
import type { DecisionRequest } from '../core/decision.ts';
import type { Press } from '../core/press.ts';
import type { Reading } from '../core/reading.ts';
import type { Clock, Deciders, Decisions, Presses, Signatures, SignedRequest } from '../ports.ts';

export interface HearPorts {
  readonly signatures: Signatures;
  readonly presses: Presses;
  readonly deciders: Deciders;
  readonly decisions: Decisions;
  readonly clock: Clock;
}

/** `status`: the HTTP status that answers it. All but `asked` has changed nothing. */
export type Heard =
  | { readonly outcome: 'asked'; readonly status: 200; readonly request: DecisionRequest }
  | { readonly outcome: 'ignored'; readonly status: 200; readonly reason: string }
  | {
      readonly outcome: 'refused';
      readonly status: 400 | 401 | 403;
      readonly reason: string;
      readonly by?: string;
    };

/**
 * Hears what is said to be a press of a button: makes sure that Slack has sent it, now, and for the first time, and that
 * whoever pressed it may decide; then asks for the decision.
 *
 * @param read of the body.
 * @throws when that can't be found out now, or nobody took the decision: pressing again is a new request.
 */
export async function hearPress(
  request: SignedRequest,
  read: (body: string) => Reading<Press>,
  ports: HearPorts,
): Promise<Heard> {
  const now = ports.clock.now();
  if (!isRecent(request.timestamp, now)) return refused(401, 'its timestamp is not of these five minutes');
  if (!(await ports.signatures.isGenuine(request))) return refused(401, 'it is not signed by Slack');
  if (!(await ports.presses.takeOnce(request.signature, now))) return refused(401, 'it has come before');
  const reading = read(new TextDecoder().decode(request.body));
  if ('malformed' in reading) return refused(400, reading.malformed);
  if ('ignored' in reading) return { outcome: 'ignored', status: 200, reason: reading.ignored };

  const { team, user, place, actionId, value } = reading.subject;
  const [kind, told, by] = [decisionBy(actionId), decode(value), `slack:${team}/${user}`];
  if (!kind)
    return { outcome: 'ignored', status: 200, reason: `no button of ours: ${actionId.slice(0, 100)}` };
  if (!told) return refused(400, `the ${kind} button names no finding`);
  if (!(await ports.deciders.mayDecide(user))) return refused(403, 'the user may not decide', by);
  const asked = { kind, ...told, by, at: now, place };
  await ports.decisions.ask(asked);
  return { outcome: 'asked', status: 200, request: asked };
}

/** Slack's own advice (docs.slack.dev/authentication/verifying-requests-from-slack). */
const RECENT_MS = 5 * 60 * 1000;

/** @param timestamp seconds since 1970. */
const isRecent = (timestamp: string, now: string): boolean =>
  /^\d{1,12}$/.test(timestamp) && Math.abs(Date.parse(now) - Number(timestamp) * 1000) <= RECENT_MS;

const refused = (status: 400 | 401 | 403, reason: string, by?: string): Heard => ({
  outcome: 'refused',
  status,
  reason,
  ...(by !== undefined && { by }),
});
