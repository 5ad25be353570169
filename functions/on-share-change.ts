import { regionOf, subjectKey } from '../src/core/subject.ts';
import { readShareEvent } from '../src/events/share-event.ts';
import { lookAtShares } from '../src/flows/look.ts';
import { checkingConfig } from '../src/runtime/config.ts';
import { connectChecking } from '../src/runtime/connect-checking.ts';
import { counted } from '../src/runtime/counted.ts';
import { bundledGuardrails } from '../src/runtime/guardrails.ts';
import { sqsHandler } from '../src/runtime/lambda.ts';

const config = checkingConfig();
const { portsIn, deadLetters } = connectChecking(config);

/** Wakes when a resource share may have changed, and when a removal asked for another look. */
export const handler = sqsHandler({
  parse: (message, arrivedAt) => readShareEvent(message, config, arrivedAt),
  keyOf: subjectKey,
  handle: async (subjects) =>
    counted(await lookAtShares(subjects, portsIn(regionOf(subjects[0])), bundledGuardrails())),
  deadLetters,
  maxReceives: config.maxReceives,
});
