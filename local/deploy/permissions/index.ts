import type { AwsError } from '../../aws-error.ts';
import type { Caller } from '../../service.ts';
import type { ConditionKeys } from './condition.ts';
import { decide, holdsAccount } from './decide.ts';
import { matchesAny } from './glob.ts';
import { managedPolicy } from './managed-policies.ts';
import { refusal } from './refusal.ts';
import { permissionRequests } from './request.ts';
import { readableStatements, type Statement, statementsOf } from './statement.ts';

/** What roles may do, and who may deliver to what. */
export interface Permissions {
  /** @throws when a managed policy is not known here, or the trust policy can't be read. */
  addRole(role: RoleDefinition): void;
  /** @throws when there is no such role. */
  putRolePolicy(roleArn: string, document: unknown): void;
  /** Adds the statements to the policy of a queue, topic, bus or function. */
  putResourcePolicy(resourceArn: string, document: unknown): void;
  /** Does a role's policy allow this action? For roles that are not known: yes. */
  mayDo(roleArn: string, action: string, resourceArn: string): boolean;
  /**
   * May a service deliver to the target on behalf of the source?
   *
   * @param sourceArn of the rule, topic or bus.
   * @param servicePrincipal such as `events.amazonaws.com`.
   * @param ownPolicy JSON of the policy that is an attribute of the target; it counts beside those that were put.
   */
  mayDeliver(targetArn: string, sourceArn: string, servicePrincipal: string, ownPolicy?: string): boolean;
  /** May everybody invoke the function by its URL? That takes both of Lambda's permissions. */
  mayInvokeByUrl(functionArn: string): boolean;
  /**
   * Why a call is refused, or `undefined`. Holds sessions of the roles that are known to their policies; users and
   * other roles may do everything.
   *
   * @param service signing name.
   */
  authorize(caller: Caller, service: string, operation: string, input: unknown): AwsError | undefined;
}

export interface RoleDefinition {
  readonly arn: string;
  /** Its AssumeRolePolicyDocument. */
  readonly trust: unknown;
  readonly policies: readonly unknown[];
  readonly managedPolicyArns: readonly string[];
}

/** @param organizationOf the id of the organization that an account is in, for `aws:PrincipalOrgID`. */
export function createPermissions(
  organizationOf: (account: string) => string | undefined = () => undefined,
): Permissions {
  const roles = new Map<string, { trust: readonly Statement[]; allowed: readonly Statement[] }>();
  const resourcePolicies = new Map<string, readonly Statement[]>();

  /** A target may trust the service, or, for a bus, the account that the event comes from. */
  function mayDeliver(
    targetArn: string,
    sourceArn: string,
    servicePrincipal: string,
    ownPolicy?: string,
  ): boolean {
    const [, , service = '', , account] = targetArn.split(':');
    const [, , , , sourceAccount = ''] = sourceArn.split(':');
    if (service === 'events' && account === sourceAccount) return true;
    const keys = {
      'aws:sourcearn': sourceArn,
      'aws:sourceaccount': sourceAccount,
      'aws:principalorgid': organizationOf(sourceAccount),
      'aws:sourceorgid': organizationOf(sourceAccount),
      'aws:principalaccount': sourceAccount,
      'aws:securetransport': 'true',
    };
    const resource = service === 'lambda' ? targetArn.split(':').slice(0, 7).join(':') : targetArn;
    const action = DELIVERIES[service] ?? `${service}:*`;
    const statements = [
      ...(resourcePolicies.get(resource) ?? []),
      ...(ownPolicy === undefined ? [] : readableStatements(ownPolicy)),
    ];
    const trusted = statements.filter(({ Principal }) =>
      service === 'events'
        ? holdsAccount(Principal, `arn:aws:iam::${sourceAccount}:root`)
        : Principal && matchesAny(Principal.Service, servicePrincipal),
    );
    return decide(trusted, { action, resource, keys }) === 'allowed';
  }

  function authorize(caller: Caller, service: string, operation: string, input: unknown) {
    const role = caller.roleArn === undefined ? undefined : roles.get(caller.roleArn);
    if (!role) return undefined;
    for (const request of permissionRequests(caller, service, operation, input)) {
      const keys = { ...request.keys, 'aws:principalorgid': organizationOf(caller.account) };
      const decision = decide(role.allowed, { ...request, keys });
      if (decision !== 'allowed') return refusal(caller, service, request, decision);
      const trusted = request.action === 'sts:AssumeRole' ? roles.get(request.resource)?.trust : undefined;
      if (trusted && !trusts(trusted, caller, keys, input)) return refusal(caller, service, request, 'trust');
    }
    return undefined;
  }

  return {
    addRole({ arn, trust, policies, managedPolicyArns }) {
      const allowed = [...policies, ...managedPolicyArns.map(managedPolicy)].flatMap(statementsOf);
      roles.set(arn, { trust: statementsOf(trust), allowed });
    },
    putRolePolicy(roleArn, document) {
      const role = roles.get(roleArn);
      if (!role) throw new Error(`there is no role ${roleArn}`);
      roles.set(roleArn, { ...role, allowed: [...role.allowed, ...statementsOf(document)] });
    },
    putResourcePolicy(resourceArn, document) {
      const before = resourcePolicies.get(resourceArn) ?? [];
      resourcePolicies.set(resourceArn, [...before, ...statementsOf(document)]);
    },
    mayDo(roleArn, action, resource) {
      const role = roles.get(roleArn);
      const keys = { 'aws:principalarn': roleArn };
      return !role || decide(role.allowed, { action, resource, keys }) === 'allowed';
    },
    mayDeliver,
    mayInvokeByUrl(resource) {
      const open = (resourcePolicies.get(resource) ?? []).filter(({ Principal }) =>
        Principal?.AWS.includes('*'),
      );
      const keys = { 'lambda:functionurlauthtype': 'NONE', 'lambda:invokedviafunctionurl': 'true' };
      return ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'].every(
        (action) => decide(open, { action, resource, keys }) === 'allowed',
      );
    },
    authorize,
  };
}

/** Does the trust policy of a role let the caller become it? */
function trusts(trust: readonly Statement[], caller: Caller, keys: ConditionKeys, input: unknown): boolean {
  const externalId =
    typeof input === 'object' && input !== null && 'ExternalId' in input
      ? String(input.ExternalId)
      : undefined;
  const known = trust.filter(({ Principal }) =>
    [caller.roleArn ?? caller.arn, `arn:aws:iam::${caller.account}:root`].some((arn) =>
      holdsAccount(Principal, arn),
    ),
  );
  const request = {
    action: 'sts:AssumeRole',
    resource: '*',
    keys: { ...keys, 'sts:externalid': externalId },
  };
  return decide(known, request) === 'allowed';
}

/** What a service does to deliver to a target. */
const DELIVERIES: Readonly<Record<string, string>> = {
  sqs: 'sqs:SendMessage',
  sns: 'sns:Publish',
  lambda: 'lambda:InvokeFunction',
  events: 'events:PutEvents',
};
