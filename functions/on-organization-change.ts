import { readOrganizationEvent } from '../src/events/organization-event.ts';
import { askForSweeps } from '../src/flows/ask-for-sweeps.ts';
import { schedulingConfig } from '../src/runtime/config.ts';
import { connectScheduling } from '../src/runtime/connect-scheduling.ts';
import { sqsHandler } from '../src/runtime/lambda.ts';

const config = schedulingConfig();
const { sweeps, deadLetters } = connectScheduling(config);

/** Wakes when an account has come into the organization, gone, moved or been closed: whoever is allowed may be another now. */
export const handler = sqsHandler({
  parse: readOrganizationEvent,
  keyOf: (subject) => subject,
  handle: () => askForSweeps(config.scopes, true, sweeps),
  deadLetters,
  maxReceives: config.maxReceives,
});
