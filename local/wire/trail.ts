import type { AwsError } from '../aws-error.ts';
import { principalId } from '../identities.ts';
import type { Call, Caller, TrailOptions } from '../service.ts';
import type { World } from '../world.ts';
import type { OperationModel } from './model.ts';
import { type Spelling, toTrail } from './trail-values.ts';

/** A write call that is over, with its answer or its error. */
export interface Outcome {
  readonly operation: OperationModel;
  readonly call: Call;
  /** `undefined` when the request was refused before it could be read. */
  readonly input?: object | undefined;
  readonly output?: object;
  readonly error?: AwsError;
}

/**
 * Puts the event of a write call, also of one that failed, on the caller's default bus, as CloudTrail does
 * (facts 1.2 and 2): absent members are absent, and a failed call has `errorCode` and no response.
 */
export function emitTrail(trail: TrailOptions, outcome: Outcome, world: World): void {
  const { caller } = outcome.call;
  const region = trail.region ?? caller.region;
  world.emit({
    'detail-type': 'AWS API Call via CloudTrail',
    source: trail.source,
    account: caller.account,
    region,
    resources: [],
    detail: detailOf(trail, outcome, region, world),
  });
}

function detailOf(
  trail: TrailOptions,
  { operation, call, input, output, error }: Outcome,
  region: string,
  world: World,
): Readonly<Record<string, unknown>> {
  const spelling = trail.keyCase?.() ?? 'wire';
  const response = world.switches.cloudTrailResponses ? output : undefined;
  const time = world.clock.now();
  return {
    eventVersion: '1.10',
    userIdentity: identityOf(call.caller, time),
    eventTime: seconds(time),
    eventSource: trail.eventSource,
    eventName: operation.name,
    awsRegion: region,
    sourceIPAddress: '127.0.0.1',
    userAgent: call.caller.userAgent,
    ...(error && { errorCode: errorCodeOf(error), errorMessage: error.message }),
    ...limited('requestParameters', toElement(operation.input, input, spelling)),
    ...limited('responseElements', toElement(operation.output, response, spelling)),
    requestID: call.requestId,
    eventID: world.uuid(),
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: call.caller.account,
    eventCategory: 'Management',
  };
}

/** Who called. The session of a role names the role as its issuer, which is how own actions are recognised. */
function identityOf(caller: Caller, now: number): Readonly<Record<string, unknown>> {
  const { account: accountId, arn, roleArn, accessKeyId } = caller;
  const last = arn.slice(arn.lastIndexOf('/') + 1);
  if (roleArn === undefined) {
    return {
      type: 'IAMUser',
      principalId: principalId('AIDA', arn),
      arn,
      accountId,
      accessKeyId,
      userName: last,
    };
  }
  const roleId = principalId('AROA', roleArn);
  const userName = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  return {
    type: 'AssumedRole',
    principalId: `${roleId}:${last}`,
    arn,
    accountId,
    accessKeyId,
    sessionContext: {
      sessionIssuer: { type: 'Role', principalId: roleId, arn: roleArn, accountId, userName },
      attributes: { creationDate: seconds(now), mfaAuthenticated: 'false' },
    },
  };
}

/** `null` where the operation has no members, or none were given. */
function toElement(shape: OperationModel['input'], value: object | undefined, spelling: Spelling): unknown {
  const element = value && toTrail(shape, value, spelling);
  return element && Object.keys(Object(element)).length > 0 ? element : null;
}

/** CloudTrail leaves out what is larger than 100 KB (facts 1.2). */
function limited(name: string, element: unknown): Readonly<Record<string, unknown>> {
  return element !== null && JSON.stringify(element).length > 100 * 1024 ? {} : { [name]: element };
}

function errorCodeOf({ code }: AwsError): string {
  return code === 'AccessDeniedException' ? 'AccessDenied' : code;
}

function seconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
