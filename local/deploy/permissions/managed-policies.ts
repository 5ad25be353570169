/** The document of a policy that AWS keeps. @throws for one that is not known here. */
export function managedPolicy(arn: string): unknown {
  const name = arn.split('/').at(-1) ?? '';
  const actions = arn.startsWith('arn:aws:iam::aws:policy/') ? ACTIONS[name] : undefined;
  if (!actions) throw new Error(`the managed policy ${arn} is not known to the local cloud`);
  return { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: actions, Resource: '*' } };
}

const LOGS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/** https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  AWSLambdaBasicExecutionRole: LOGS,
  AWSLambdaSQSQueueExecutionRole: [
    ...LOGS,
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
  ],
  AWSXRayDaemonWriteAccess: [
    'xray:PutTraceSegments',
    'xray:PutTelemetryRecords',
    'xray:GetSamplingRules',
    'xray:GetSamplingTargets',
    'xray:GetSamplingStatisticSummaries',
  ],
};
