import type {
  DeleteResourcePolicyRequest,
  GetResourcePolicyRequest,
  PutResourcePolicyRequest,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { smsResource } from '../../src/core/resource.ts';
import type { Operation } from '../service.ts';
import type { Input } from '../wire/input.ts';
import { ownByArn } from './access.ts';
import { notFound } from './errors.ts';
import type { Parts } from './parts.ts';
import type { ResourcePolicy } from './policies.ts';

/**
 * PutResourcePolicy, GetResourcePolicy, DeleteResourcePolicy, for the owner of a type that has policies (facts 6.4).
 * A put replaces what was put by hand, and
 * a delete takes that away; what RAM wrote for its shares stays while the shares are there.
 */
export function resourcePolicyOperations(parts: Parts): Readonly<Record<string, Operation>> {
  const { world, access, policies } = parts;
  const answer = (ResourceArn: string, policy: ResourcePolicy) => ({
    ResourceArn,
    Policy: policy.text,
    CreatedTimestamp: policy.createdAt,
  });
  /** What AWS answers for a resource without a policy is not published (facts 6.3): a switch. */
  const missing = (ResourceArn: string) => {
    if (world.switches.missingResourcePolicy === 'empty') return { ResourceArn };
    throw notFound('policy', ResourceArn);
  };

  return {
    PutResourcePolicy: (input: Input<PutResourcePolicyRequest>, call) => {
      const { arn } = ownByArn(access, call, input.ResourceArn, smsResource);
      const now = parts.now();
      policies.put(arn, input.Policy, now);
      world.peers.ram.policyChanged(arn, policies.own(arn)?.text);
      return answer(arn, { text: input.Policy, createdAt: now });
    },
    GetResourcePolicy: (input: Input<GetResourcePolicyRequest>, call) => {
      const { arn } = ownByArn(access, call, input.ResourceArn, smsResource);
      const policy = policies.shown(arn, world.switches.ramStatementsInResourcePolicy);
      return policy ? answer(arn, policy) : missing(arn);
    },
    DeleteResourcePolicy: (input: Input<DeleteResourcePolicyRequest>, call) => {
      const { arn } = ownByArn(access, call, input.ResourceArn, smsResource);
      const policy = policies.own(arn);
      if (!policy) return missing(arn);
      policies.remove(arn);
      world.peers.ram.policyChanged(arn, undefined);
      return answer(arn, policy);
    },
  };
}
