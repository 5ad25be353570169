import { sweepKey } from '../src/core/sweep.ts';
import { readSweepRequest } from '../src/events/sweep-request.ts';
import { sweep } from '../src/flows/sweep/sweep.ts';
import { sweepingConfig } from '../src/runtime/config.ts';
import { connectSweeping } from '../src/runtime/connect-sweeping.ts';
import { countedSweep } from '../src/runtime/counted.ts';
import { bundledGuardrails } from '../src/runtime/guardrails.ts';
import { sqsHandler } from '../src/runtime/lambda.ts';

const config = sweepingConfig();
const { portsIn, deadLetters } = connectSweeping(config);

/** Wakes when a scope is to be swept, or when a sweep goes on. */
export const handler = sqsHandler({
  parse: readSweepRequest,
  keyOf: sweepKey,
  handle: async ([request], { until }) =>
    countedSweep(await sweep(request, until(), portsIn(request.scope.region), bundledGuardrails())),
  deadLetters,
  maxReceives: config.maxReceives,
});
