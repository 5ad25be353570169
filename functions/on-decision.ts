import { readDecisionRequest } from '../src/events/decision-request.ts';
import { decide } from '../src/flows/decide.ts';
import { inOrder } from '../src/flows/in-order.ts';
import { decidingConfig } from '../src/runtime/config.ts';
import { connectDeciding } from '../src/runtime/connect-deciding.ts';
import { sqsHandler } from '../src/runtime/lambda.ts';

const config = decidingConfig();
const ports = connectDeciding(config);

/** Wakes when somebody has decided about a finding, and does it. */
export const handler = sqsHandler({
  parse: readDecisionRequest,
  keyOf: ({ about, findingId }) => `${about} ${findingId}`,
  handle: (requests) => inOrder(requests, (request) => decide(request, ports)),
  deadLetters: ports.deadLetters,
  maxReceives: config.maxReceives,
});
