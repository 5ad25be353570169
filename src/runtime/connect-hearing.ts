import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { dynamoPresses } from '../aws/dynamo-presses.ts';
import { documentClient } from '../aws/dynamo-table.ts';
import { slackDeciders, slackUserGroups } from '../aws/slack-deciders.ts';
import { slackSignatures } from '../aws/slack-signatures.ts';
import { sqsDecisions } from '../aws/sqs-decisions.ts';
import { ssmSecrets } from '../aws/ssm-secrets.ts';
import type { Deciders as Named } from '../core/guardrail.ts';
import type { Clock, Deciders, Decisions, Presses, Signatures } from '../ports.ts';
import type { HearingConfig } from './config.ts';
import { HEARING_CALLS, type Surroundings, systemClock } from './surroundings.ts';

/** The ports of the function that hears buttons, for whom the guardrail file lets decide. */
export function connectHearing(
  config: HearingConfig,
  named: Named,
  { client, documents, clock = systemClock, fetch = globalThis.fetch }: Surroundings = {},
): {
  readonly signatures: Signatures;
  readonly presses: Presses;
  readonly deciders: Deciders;
  readonly decisions: Decisions;
  readonly clock: Clock;
} {
  const options = { ...HEARING_CALLS, ...client };
  const table = documents ?? documentClient(new DynamoDBClient(options));
  const secretIn = ssmSecrets(new SSMClient(options));
  const { slackApi: address, slackTokenParameter, slackSigningSecretParameter } = config;
  const token = () => secretIn(slackTokenParameter);
  return {
    signatures: slackSignatures((isFresh) => secretIn(slackSigningSecretParameter, isFresh), clock),
    presses: dynamoPresses(table, config.tableName),
    deciders: slackDeciders(named, slackUserGroups({ address, token, fetch }), clock),
    decisions: sqsDecisions(new SQSClient(options), config.decisionQueueUrl),
    clock,
  };
}
