import { SQSClient } from '@aws-sdk/client-sqs';
import { type DeadLetters, sqsDeadLetters } from '../aws/sqs-dead-letters.ts';
import { sqsSweeps } from '../aws/sqs-sweeps.ts';
import type { Sweeps } from '../ports.ts';
import type { SchedulingConfig } from './config.ts';
import { type Surroundings, TELLING_CALLS } from './surroundings.ts';

/** What the functions need that only ask for sweeps. */
export function connectScheduling(
  config: SchedulingConfig,
  { client }: Surroundings = {},
): { readonly sweeps: Sweeps; readonly deadLetters: DeadLetters } {
  const sqs = new SQSClient({ ...TELLING_CALLS, ...client });
  return {
    sweeps: sqsSweeps(sqs, config.scopeQueueUrl),
    deadLetters: sqsDeadLetters(sqs, config.deadLetterQueueUrl),
  };
}
