import type { Planted } from '../planted.ts';

/** Each process counts for itself what it has removed. */
export const budgetInMemory: Planted = {
  breaks: '8: the budget of removals holds across invocations',
  ports(ports) {
    const spent = new Set<string>();
    return {
      ...ports,
      ledger: {
        ...ports.ledger,
        async spend(removalId, [budget]) {
          if (!budget || (!spent.has(removalId) && spent.size >= budget.limit)) return budget;
          spent.add(removalId);
          return undefined;
        },
      },
    };
  },
};
