import { limitOf, ORGANIZATION } from '../../core/budget.ts';
import { endingWaivers } from '../../core/ending-waivers.ts';
import { findingId } from '../../core/finding.ts';
import { scopeArn } from '../../core/resource.ts';
import { announce } from '../announce.ts';
import type { Sweeping } from './sweeping.ts';

/** How long a budget has to have had room before people are told so. */
const QUIET_MS = 3_600_000;

/**
 * Looks at what concerns a scope as such: waivers that are about to end, and budgets that have room again.
 *
 * @returns how many removals the scope may still make within the hour: what the tighter of its budgets has left.
 */
export async function sweepScope({
  scope,
  ports,
  guardrails: { waivers, limits },
}: Pick<Sweeping, 'scope' | 'ports' | 'guardrails'>): Promise<number> {
  const about = scopeArn(scope);
  const now = ports.clock.now();
  const ending = endingWaivers(waivers, scope, now).map((body) => ({
    id: findingId('ending-waiver', about, body.subject.arn, body.entities[0]),
    about,
    owner: scope.account,
    region: scope.region,
    body,
  }));
  for (const draft of ending) await ports.findings.open(draft, now);
  const open = (await ports.findings.about(about)).filter(({ status }) => status === 'open');
  for (const finding of open) {
    const { kind } = finding.body;
    const isOver =
      (kind === 'ending-waiver' && !ending.some(({ id }) => id === finding.id)) ||
      (kind === 'budget-used-up' && (await hasRoom(finding.body.entities[0] ?? '')));
    if (isOver) await ports.findings.resolve(finding, 'mended', now);
  }
  await announce(about, ports);
  const left = await Promise.all([scope.account, ORGANIZATION].map(leftOf));
  return Math.max(0, Math.min(...left));

  async function leftOf(budget: string): Promise<number> {
    const { used } = await ports.ledger.spent(budget, now);
    return limitOf(budget, limits) - used;
  }

  async function hasRoom(budget: string): Promise<boolean> {
    const { used, refusedAt } = await ports.ledger.spent(budget, now);
    const quietMs = refusedAt === undefined ? QUIET_MS : Date.parse(now) - Date.parse(refusedAt);
    return used < limitOf(budget, limits) && quietMs >= QUIET_MS;
  }
}
