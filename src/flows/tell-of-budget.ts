import { type Budget, budgetText } from '../core/budget.ts';
import { findingId } from '../core/finding.ts';
import type { Removal } from '../core/removal.ts';
import { scopeArn } from '../core/resource.ts';
import type { Ports } from '../ports.ts';
import { announce } from './announce.ts';

/** Tells people once that a budget is used up: however many removals wait for it, until the sweep finds it has room. */
export async function tellOfBudget(
  budget: Budget,
  { owner, region }: Pick<Removal, 'owner' | 'region'>,
  ports: Ports,
): Promise<void> {
  const about = scopeArn({ account: owner, region });
  const reason = `the budget ${budgetText(budget)} is used up: what is forbidden is told and stays until there is room again`;
  const body = {
    kind: 'budget-used-up',
    subject: { arn: about, name: budgetText(budget) },
    reason,
    entities: [budget.of],
  } as const;
  const id = findingId('budget-used-up', about, budget.of);
  await ports.findings.open({ id, about, owner, region, body }, ports.clock.now());
  await announce(about, ports);
}
