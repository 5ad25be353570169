import type { AssumeRoleRequest } from '@aws-sdk/client-sts';
import * as model from '@aws-sdk/client-sts';
import { AwsError } from '../aws-error.ts';
import type { Call, Service } from '../service.ts';
import type { World } from '../world.ts';

/** Who gives out role sessions. */
export interface RoleSessions {
  assume(roleArn: string, sessionName: string, durationSeconds?: number): RoleSession;
}

export interface RoleSession {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
  readonly assumedRoleArn: string;
  readonly assumedRoleId: string;
}

/** AssumeRole and GetCallerIdentity. Roles are not looked up: every role of every account exists and trusts everyone. */
export function stsService(_world: World, sessions: RoleSessions): Service {
  /** Ids of the sessions given out, by ARN. */
  const assumedRoleIds = new Map<string, string>();
  return {
    name: 'sts',
    model,
    operations: {
      AssumeRole({ RoleArn = '', RoleSessionName = '', DurationSeconds }: AssumeRoleRequest) {
        checkRequest(RoleArn, RoleSessionName, DurationSeconds);
        const session = sessions.assume(RoleArn, RoleSessionName, DurationSeconds);
        assumedRoleIds.set(session.assumedRoleArn, session.assumedRoleId);
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
      GetCallerIdentity(_input: unknown, { caller }: Call) {
        const UserId = assumedRoleIds.get(caller.arn) ?? caller.accessKeyId;
        return { UserId, Account: caller.account, Arn: caller.arn };
      },
    },
  };
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
