import * as z from 'zod';
import { GUARDRAIL_DEFAULTS } from '../../core/guardrail.ts';
import { section } from '../takes.ts';

const wholeNumber = (from: number, to: number) => {
  const error = `takes a whole number from ${from} to ${to}`;
  return z.int({ error }).min(from, { error }).max(to, { error });
};

/** How far removals may go before a person has to look. The highest budget empties one share of the highest size. */
export const limits = section({
  removalsPerHour: wholeNumber(0, 5000)
    .default(GUARDRAIL_DEFAULTS.limits.removalsPerHour)
    .meta({ description: 'Removals in one hour; what is found past them is told. 0: nothing is removed.' }),
  readdsBeforeStop: wholeNumber(1, 100).default(GUARDRAIL_DEFAULTS.limits.readdsBeforeStop).meta({
    description:
      'A consumer whom the same actor adds again that often in a day is told and left where it is.',
  }),
})
  .prefault({})
  .meta({ description: 'How far removals may go before a person has to look.' });
