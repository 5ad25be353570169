import { isAsRecorded, isAtRest } from '../../core/as-recorded.ts';
import { type FindingBody, hasNews } from '../../core/finding.ts';
import type { Guardrails } from '../../core/guardrail.ts';
import type { Scope } from '../../core/resource.ts';
import type { Mark, Ports, SweepPorts } from '../../ports.ts';
import { announce } from '../announce.ts';
import type { Walk } from './walk.ts';

/** One part of a sweep: a scope, what is on record of it, and how far it goes. */
export interface Sweeping<Held extends Ports = SweepPorts> {
  readonly scope: Scope;
  /** What led to it, as the audit trail names it. What a {@link SWEEP} finds, no event told of. */
  readonly event: string;
  readonly ports: Held;
  readonly file: Guardrails;
  /** The file with the waivers that people had granted when this part began. */
  readonly guardrails: Guardrails;
  readonly marks: ReadonlyMap<string, Mark>;
  readonly walk: Walk;
}

/** What is on record of a scope, by ARN. */
export async function marksOf(
  scope: Scope,
  { findings }: Pick<Ports, 'findings'>,
): Promise<Sweeping['marks']> {
  return new Map((await findings.marked(scope)).map((mark) => [mark.about, mark]));
}

/** How long a mark stays at least: whoever has set it may still be about to write what it stands for. */
const MARK_MS = 3_600_000;

/**
 * Does a share or policy have to be looked at by itself? It does not where the record says all that was found; people
 * are told then what they have not been told yet.
 *
 * @param bodies what was found of it in bulk; none of what was not shown.
 */
export async function isDue(
  arn: string,
  bodies: readonly FindingBody[],
  { scope, marks, ports }: Sweeping<Ports>,
): Promise<boolean> {
  const mark = marks.get(arn);
  if (!mark) return bodies.length > 0;
  const history = await ports.ledger.history(arn);
  const now = ports.clock.now();
  const isOld = Date.parse(now) - Date.parse(mark.at) > MARK_MS;
  const isUntold = hasNews(history.findings, now);
  if (isOld && isAtRest(history) && !isUntold) await ports.findings.unmark(scope, mark);
  if (!isAsRecorded(arn, bodies, history)) return true;
  if (isUntold) await announce(arn, ports);
  return false;
}
