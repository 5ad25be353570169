import type { Planted } from '../planted.ts';

/** A share that can't be read is taken for one that is gone. */
export const failedReadIsNothing: Planted = {
  seed: 17,
  breaks: '3: a failed read is never "nothing there"',
  ports: (ports) => ({
    ...ports,
    shares: {
      ...ports.shares,
      read: (shareArn) => ports.shares.read(shareArn).catch(() => undefined),
      readAll: (scope) => ports.shares.readAll(scope).catch(() => []),
    },
  }),
};
