import { describe, expect, it } from 'vitest';
import { budgetsOf, budgetText, ORGANIZATION } from '../../src/core/budget.ts';
import { aRemoval, OWNER, SHARE } from '../support/builders.ts';

describe('the budgets of a removal', () => {
  it.each([
    ['one number for all', { removalsPerHour: 20 }, [20, 20, 20]],
    ['one of the share', { removalsPerHour: 20, shareRemovalsPerHour: 5 }, [5, 20, 20]],
    ['one of the organization', { removalsPerHour: 20, organizationRemovalsPerHour: 0 }, [20, 20, 0]],
  ])('are those of its share, its owner and all, by %s', (_, limits, [share, account, organization]) => {
    expect(budgetsOf(aRemoval(), { ...limits, readdsBeforeStop: 3 })).toEqual([
      { of: SHARE, limit: share },
      { of: OWNER, limit: account },
      { of: ORGANIZATION, limit: organization },
    ]);
  });

  it.each([
    [SHARE, `of 3 removals an hour for ${SHARE}`],
    [OWNER, `of 3 removals an hour for account ${OWNER}`],
    [ORGANIZATION, 'of 3 removals an hour for the organization'],
  ])('of %s are called by its name', (of, text) => {
    expect(budgetText({ of, limit: 3 })).toBe(text);
  });
});
