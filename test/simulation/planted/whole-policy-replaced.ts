import type { Planted } from '../planted.ts';

/** A policy with a forbidden consumer in it is deleted. */
export const wholePolicyReplaced: Planted = {
  breaks: '6: only what is forbidden goes, the rest of a policy stays',
  ports: (ports) => ({
    ...ports,
    enforcer: { ...ports.enforcer, putPolicy: (arn) => ports.enforcer.putPolicy(arn, undefined) },
  }),
};
