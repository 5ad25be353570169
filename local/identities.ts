import { hash } from 'node:crypto';
import { AwsError } from './aws-error.ts';
import type { Caller } from './service.ts';
import type { World } from './world.ts';

/** Tells callers by their access keys, and issues the keys of role sessions. */
export interface Identities {
  /**
   * Twelve digits are an account id, and its user `operator` calls. A key that `assume` issued is the role's session.
   * Any other key is that user in the default account.
   *
   * @throws AwsError `ExpiredTokenException` for a session that is over, `UnrecognizedClientException` for an issued
   *   key with a token that isn't its own
   */
  callerOf(accessKeyId: string, sessionToken: string | undefined, region: string, userAgent: string): Caller;
  /**
   * Opens a session of a role. Roles need not exist and trust everybody.
   *
   * @param durationSeconds of virtual time, default one hour
   * @throws AwsError `ValidationError` when the ARN names no role
   */
  assume(roleArn: string, sessionName: string, durationSeconds?: number): RoleSession;
}

/** Temporary keys, with what STS says about them. */
export interface RoleSession {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
  /** `arn:aws:sts::111122223333:assumed-role/Enforcer/sharewarden` */
  readonly assumedRoleArn: string;
  /** `AROA…:sharewarden` */
  readonly assumedRoleId: string;
}

export interface IdentityOptions {
  readonly world: Pick<World, 'clock' | 'random'>;
  readonly defaultAccount: string;
}

export function createIdentities({ world, defaultAccount }: IdentityOptions): Identities {
  const sessions = new Map<string, RoleSession & { readonly account: string; readonly roleArn: string }>();
  const letters = (count: number, alphabet: string) =>
    Array.from({ length: count }, () => alphabet[Math.floor(world.random() * alphabet.length)]).join('');

  return {
    callerOf(accessKeyId, sessionToken, region, userAgent) {
      const session = sessions.get(accessKeyId);
      const common = { region, accessKeyId, userAgent };
      if (!session) {
        const account = /^\d{12}$/.test(accessKeyId) ? accessKeyId : defaultAccount;
        return { account, arn: `arn:aws:iam::${account}:user/operator`, ...common };
      }
      if (sessionToken !== session.sessionToken) {
        throw new AwsError(
          'UnrecognizedClientException',
          'The security token included in the request is invalid.',
        );
      }
      if (world.clock.now() >= session.expiration.getTime()) {
        throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired');
      }
      return { account: session.account, arn: session.assumedRoleArn, roleArn: session.roleArn, ...common };
    },

    assume(roleArn, sessionName, durationSeconds = 3600) {
      const { account, roleName } = partsOf(roleArn);
      const session: RoleSession = {
        accessKeyId: `ASIA${letters(16, BASE32)}`,
        secretAccessKey: letters(40, BASE64),
        sessionToken: letters(120, BASE64),
        expiration: new Date(world.clock.now() + durationSeconds * 1000),
        assumedRoleArn: `arn:aws:sts::${account}:assumed-role/${roleName}/${sessionName}`,
        assumedRoleId: `${principalId('AROA', roleArn)}:${sessionName}`,
      };
      sessions.set(session.accessKeyId, { ...session, account, roleArn });
      return session;
    },
  };
}

/** Unique id of a role (`AROA…`) or user (`AIDA…`). The same ARN always has the same. */
export function principalId(prefix: 'AROA' | 'AIDA', arn: string): string {
  return prefix + (knownIds.get(arn) ?? idOf(arn));
}

/** Every event names its caller, and callers are few. */
const knownIds = new Map<string, string>();

function idOf(arn: string): string {
  const digest = hash('sha256', arn, 'buffer');
  const id = Array.from(digest.subarray(0, 17), (byte) => BASE32[byte % BASE32.length]).join('');
  knownIds.set(arn, id);
  return id;
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BASE64 = `${BASE32.slice(0, 26)}abcdefghijklmnopqrstuvwxyz0123456789+/`;

function partsOf(roleArn: string): { account: string; roleName: string } {
  const [, account, roleName] = /^arn:aws:iam::(\d{12}):role\/(?:.+\/)?([\w+=,.@-]+)$/.exec(roleArn) ?? [];
  if (!account || !roleName) throw new AwsError('ValidationError', `${roleArn} is invalid`);
  return { account, roleName };
}
