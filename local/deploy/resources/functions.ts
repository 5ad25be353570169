import * as z from 'zod';
import { functionArn, functionName } from '../../lambda/function.ts';
import { number, text, truth } from './forms.ts';
import { type Making, resourceType } from './resource.ts';

export const lambdaFunction = resourceType(
  z.looseObject({
    FunctionName: z.string().optional(),
    Code: z.record(z.string(), z.unknown()),
    Handler: z.string(),
    Runtime: z.string().regex(/^nodejs/, 'only the runtimes of Node.js run locally'),
    Role: z.string(),
    MemorySize: number.default(128),
    Timeout: number.default(3),
    ReservedConcurrentExecutions: number.optional(),
    Environment: z.object({ Variables: z.record(z.string(), text).default({}) }).optional(),
  }),
  async (properties, { logicalId, scope, targets, inventedName, artifact, made }) => {
    const name = properties.FunctionName ?? inventedName();
    const arn = await targets.functions.create({
      name,
      scope,
      artifact: artifact({ logicalId, functionName: name, code: properties.Code }),
      handler: properties.Handler,
      roleArn: properties.Role,
      memoryMb: properties.MemorySize,
      timeoutSeconds: properties.Timeout,
      environment: properties.Environment?.Variables,
      reservedConcurrency: properties.ReservedConcurrentExecutions,
    });
    made.functions.set(arn, { roleArn: properties.Role, timeoutSeconds: properties.Timeout });
    return { ref: name, attributes: { Arn: arn } };
  },
);

/** A version is there, and answers as $LATEST does: code does not change while the local cloud stands. */
export const lambdaVersion = resourceType(
  z.looseObject({ FunctionName: z.string() }),
  (properties, { scope }) => {
    const arn = functionArn(scope, functionName(properties.FunctionName));
    return { ref: `${arn}:1`, attributes: { Version: '1', FunctionArn: `${arn}:1` } };
  },
);

export const lambdaPermission = resourceType(
  z.looseObject({
    FunctionName: z.string(),
    Action: z.string(),
    Principal: z.string(),
    SourceArn: z.string().optional(),
    SourceAccount: text.optional(),
    FunctionUrlAuthType: z.enum(['AWS_IAM', 'NONE']).optional(),
    InvokedViaFunctionUrl: truth.optional(),
  }),
  (properties, { scope, targets, inventedName }) => {
    const { FunctionName, Action, Principal, SourceArn, SourceAccount } = properties;
    const { FunctionUrlAuthType, InvokedViaFunctionUrl } = properties;
    const arn = functionArn(scope, functionName(FunctionName));
    const isService = Principal.includes('.');
    targets.permissions.putResourcePolicy(arn, {
      Statement: {
        Effect: 'Allow',
        Principal: isService ? { Service: Principal } : { AWS: Principal },
        Action,
        Resource: arn,
        Condition: {
          ...(SourceArn && { ArnLike: { 'aws:SourceArn': SourceArn } }),
          ...((SourceAccount || FunctionUrlAuthType) && {
            StringEquals: {
              ...(SourceAccount && { 'aws:SourceAccount': SourceAccount }),
              ...(FunctionUrlAuthType && { 'lambda:FunctionUrlAuthType': FunctionUrlAuthType }),
            },
          }),
          ...(InvokedViaFunctionUrl && { Bool: { 'lambda:InvokedViaFunctionUrl': true } }),
        },
      },
    });
    return { ref: inventedName() };
  },
);

export const lambdaUrl = resourceType(
  z.looseObject({
    TargetFunctionArn: z.string(),
    AuthType: z.literal('NONE', 'only URLs that are open to all are served locally'),
    InvokeMode: z.literal('BUFFERED', 'answers are not streamed locally').optional(),
    Cors: z.undefined('CORS is not simulated').optional(),
  }),
  async ({ TargetFunctionArn }, { scope, targets }) => {
    const arn = functionArn(scope, functionName(TargetFunctionArn));
    return { ref: arn, attributes: { FunctionArn: arn, FunctionUrl: await targets.functions.openUrl(arn) } };
  },
);

/** What Lambda asks of a function's role before it reads a queue for it. */
const POLLER_ACTIONS = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'] as const;

export const eventSourceMapping = resourceType(
  z.looseObject({
    EventSourceArn: z.string().regex(/^arn:[^:]+:sqs:/, 'only queues feed functions locally'),
    FunctionName: z.string(),
    BatchSize: number.optional(),
    MaximumBatchingWindowInSeconds: number.optional(),
    FunctionResponseTypes: z.array(z.enum(['ReportBatchItemFailures'])).default([]),
    ScalingConfig: z.object({ MaximumConcurrency: number.optional() }).optional(),
    Enabled: truth.default(true),
    FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
  }),
  async (properties, making) => {
    const { scope, targets, inventedName } = making;
    const arn = functionArn(scope, functionName(properties.FunctionName));
    const queueArn = properties.EventSourceArn;
    const filters = properties.FilterCriteria?.Filters.map(({ Pattern }) => {
      if (!targets.functions.filter) throw new Error('FilterCriteria are not simulated');
      return targets.functions.filter(Pattern);
    });
    making.finally(() => checkPoller(arn, queueArn, making));
    await targets.functions.mapQueue({
      queueArn,
      functionName: arn,
      batchSize: properties.BatchSize,
      batchingWindowSeconds: properties.MaximumBatchingWindowInSeconds,
      reportsItemFailures: properties.FunctionResponseTypes.length > 0,
      maximumConcurrency: properties.ScalingConfig?.MaximumConcurrency,
      enabled: properties.Enabled,
      filters,
    });
    const ref = inventedName();
    return { ref, attributes: { Id: ref } };
  },
);

/** Lambda refuses a mapping whose function could not read the queue, or would be overtaken by its own messages. */
function checkPoller(arn: string, queueArn: string, { made, targets }: Making): void {
  const { roleArn, timeoutSeconds } = made.functions.get(arn) ?? {};
  const lacking = POLLER_ACTIONS.find(
    (action) => roleArn !== undefined && !targets.permissions.mayDo(roleArn, `sqs:${action}`, queueArn),
  );
  if (lacking)
    throw new Error(`The provided execution role does not have permissions to call ${lacking} on SQS`);
  const visibility = made.visibilityTimeouts.get(queueArn);
  if (visibility !== undefined && timeoutSeconds !== undefined && visibility < timeoutSeconds) {
    throw new Error(
      `Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${timeoutSeconds} seconds`,
    );
  }
}
