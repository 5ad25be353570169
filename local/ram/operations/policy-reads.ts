import type { GetResourcePoliciesRequest } from '@aws-sdk/client-ram';
import { AwsError } from '../../aws-error.ts';
import type { Call, Operation } from '../../service.ts';
import type { Input } from '../../wire/input.ts';
import { malformedArn } from '../errors.ts';
import { pageFor } from '../pages.ts';
import type { Parts } from '../parts.ts';
import { isSms } from '../policy-sync.ts';
import { isNamed } from '../principals.ts';
import { ramStatements } from '../ram-statements.ts';
import { isArn } from '../resources.ts';

/**
 * GetResourcePolicies: the policies that RAM has written for the shares of the caller's resources, one document for
 * each resource that has one (facts 5.8). What others have put on them is not RAM's to tell.
 */
export function policyReads({ world, stores }: Parts): Readonly<Record<string, Operation>> {
  return {
    GetResourcePolicies: (input: Input<GetResourcePoliciesRequest>, call) => {
      const store = stores.of(call.caller);
      const policies = [...new Set(input.resourceArns)].flatMap((arn) => {
        checkOwn(call, arn);
        const statements = ramStatements(store, world.peers.organizations, arn).filter(
          ({ principal }) => input.principal === undefined || isNamed(principal, input.principal),
        );
        if (statements.length === 0) return [];
        const Statement = statements.map(({ statement }) => statement);
        return [{ arn, document: JSON.stringify({ Version: '2012-10-17', Statement }) }];
      });
      const { items, more } = pageFor(world, call, input, policies, ({ arn }) => arn);
      return { policies: items.map(({ document }) => document), ...more };
    },
  };

  function checkOwn({ caller }: Call, arn: string): void {
    if (!isArn(arn)) throw malformedArn(arn);
    const [, , , region, account] = arn.split(':');
    const isOwn = account === caller.account && region === caller.region;
    if (isOwn && (!isSms(arn) || world.peers.smsVoice.exists(arn))) return;
    throw new AwsError('ResourceArnNotFoundException', `Resource ${arn} could not be found.`);
  }
}
