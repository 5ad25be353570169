import { readScheduleEvent } from '../src/events/schedule-event.ts';
import { askForSweeps } from '../src/flows/ask-for-sweeps.ts';
import { schedulingConfig } from '../src/runtime/config.ts';
import { connectScheduling } from '../src/runtime/connect-scheduling.ts';
import { sqsHandler } from '../src/runtime/lambda.ts';

const config = schedulingConfig();
const { sweeps, deadLetters } = connectScheduling(config);

/** Wakes every 15 minutes, and asks for a sweep of each scope. */
export const handler = sqsHandler({
  parse: readScheduleEvent,
  keyOf: (subject) => subject,
  handle: () => askForSweeps(config.scopes, false, sweeps),
  deadLetters,
  maxReceives: config.maxReceives,
});
