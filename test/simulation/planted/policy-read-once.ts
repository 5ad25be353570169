import type { PolicySnapshot } from '../../../src/core/policy.ts';
import type { Planted } from '../planted.ts';

/** A policy is overwritten on the ground of what was read when the look began. */
export const policyReadOnce: Planted = {
  seed: 4,
  breaks: '6: whatever somebody writes into a policy meanwhile stays there',
  ports(ports) {
    const known = new Map<string, Promise<PolicySnapshot | undefined>>();
    return {
      ...ports,
      policies: {
        read(arn) {
          const read = known.get(arn) ?? ports.policies.read(arn);
          known.set(arn, read);
          return read;
        },
      },
    };
  },
};
