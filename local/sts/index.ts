import type { AssumeRoleRequest } from '@aws-sdk/client-sts';
import * as model from '@aws-sdk/client-sts';
import { AwsError } from '../aws-error.ts';
import { type Identities, principalId } from '../identities.ts';
import type { Call, Caller, Service } from '../service.ts';

/** AssumeRole and GetCallerIdentity. Roles are not looked up: every role of every account exists and trusts everyone. */
export function stsService(identities: Pick<Identities, 'assume'>): Service {
  return {
    name: 'sts',
    model,
    operations: {
      AssumeRole({ RoleArn = '', RoleSessionName = '', DurationSeconds }: AssumeRoleRequest) {
        checkRequest(RoleArn, RoleSessionName, DurationSeconds);
        const session = identities.assume(RoleArn, RoleSessionName, DurationSeconds);
        return {
          Credentials: {
            AccessKeyId: session.accessKeyId,
            SecretAccessKey: session.secretAccessKey,
            SessionToken: session.sessionToken,
            Expiration: session.expiration,
          },
          AssumedRoleUser: { AssumedRoleId: session.assumedRoleId, Arn: session.assumedRoleArn },
        };
      },
      GetCallerIdentity: (_input: unknown, { caller }: Call) => ({
        UserId: userIdOf(caller),
        Account: caller.account,
        Arn: caller.arn,
      }),
    },
  };
}

/** `AIDA…` for a user; for a role's session `AROA…:` and the session's name. */
function userIdOf({ arn, roleArn }: Caller): string {
  return roleArn === undefined
    ? principalId('AIDA', arn)
    : `${principalId('AROA', roleArn)}:${arn.split('/').at(-1)}`;
}

function checkRequest(roleArn: string, sessionName: string, seconds: number | undefined): void {
  if (!/^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@\-/]+$/.test(roleArn)) throw invalid(`${roleArn} is invalid`);
  if (!/^[\w+=,.@-]{2,64}$/.test(sessionName)) {
    throw invalid(
      `1 validation error detected: Value '${sessionName}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
    );
  }
  if (seconds !== undefined && (seconds < 900 || seconds > 43_200)) {
    throw invalid(
      `1 validation error detected: Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value between 900 and 43200`,
    );
  }
}

const invalid = (message: string) => new AwsError('ValidationError', message);
