import * as z from 'zod';
import { GUARDRAIL_DEFAULTS } from '../../core/guardrail.ts';
import { section } from '../takes.ts';

const wholeNumber = (from: number, to: number) => {
  const error = `takes a whole number from ${from} to ${to}`;
  return z.int({ error }).min(from, { error }).max(to, { error });
};

const budget = wholeNumber(0, 5000);

/** How far removals may go before a person has to look. The highest budget empties one share of the highest size. */
export const limits = section({
  removalsPerHour: budget.default(GUARDRAIL_DEFAULTS.limits.removalsPerHour).meta({
    description:
      'Removals from an owner account in any sixty minutes. What is found past them is told, and removed when there is room again. 0: nothing is removed.',
  }),
  shareRemovalsPerHour: budget.exactOptional().meta({
    description:
      'Removals from one share or policy in any sixty minutes. As many as removalsPerHour if it is absent.',
  }),
  organizationRemovalsPerHour: budget.exactOptional().meta({
    description:
      'Removals from all that is looked at in any sixty minutes. As many as removalsPerHour if it is absent.',
  }),
  readdsBeforeStop: wholeNumber(1, 100).default(GUARDRAIL_DEFAULTS.limits.readdsBeforeStop).meta({
    description:
      'A consumer whom the same actor adds again that often in a day is told and left where it is.',
  }),
})
  .prefault({})
  .meta({ description: 'How far removals may go before a person has to look.' });
