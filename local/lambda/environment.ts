import type { LambdaFunction } from './function.ts';

/** Credentials of the function's role, as STS gives them. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

export interface EnvironmentOptions {
  readonly credentials: SessionCredentials;
  /** `127.0.0.1:port` */
  readonly runtimeApi: string;
  /** URL of the local cloud. */
  readonly endpoint: string;
  readonly logStreamName: string;
}

/**
 * What a function finds in its environment: the template's variables and the reserved ones, which win, and nothing of
 * this process but PATH.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function environmentOf(
  { name, scope, handler, memoryMb, taskRoot, logGroupName, environment }: LambdaFunction,
  { credentials, runtimeApi, endpoint, logStreamName }: EnvironmentOptions,
): Readonly<Record<string, string>> {
  return {
    LANG: 'en_US.UTF-8',
    PATH: process.env.PATH ?? '',
    TZ: ':UTC',
    ...environment,
    _HANDLER: handler,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: scope.region,
    AWS_DEFAULT_REGION: scope.region,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: logStreamName,
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    LAMBDA_TASK_ROOT: taskRoot,
  };
}

/**
 * What Lambda refuses a function's variables for; `undefined`: nothing. AWS_ENDPOINT_URL is not reserved on AWS, but
 * here it would lead the function out of the local cloud.
 */
export function refusedVariables(variables: Readonly<Record<string, string>>): string | undefined {
  const reserved = Object.keys(variables).filter((name) => RESERVED.has(name));
  if (reserved.length > 0) {
    return (
      'Lambda was unable to configure your environment variables because the environment variables you have ' +
      'provided contains reserved keys that are currently not supported for modification. ' +
      `Reserved keys used in this request: ${reserved.join(', ')}`
    );
  }
  const bytes = Buffer.byteLength(JSON.stringify(variables));
  if (bytes <= VARIABLES_LIMIT_BYTES) return undefined;
  return (
    'Lambda was unable to configure your environment variables because the environment variables you have ' +
    `provided exceeded the 4KB limit. String measured: ${JSON.stringify(variables)}`
  );
}

const VARIABLES_LIMIT_BYTES = 4096;

const RESERVED: ReadonlySet<string> = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_ENDPOINT_URL',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]);
