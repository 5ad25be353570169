import type { ShareSnapshot } from '../../../src/core/share.ts';
import type { Planted } from '../planted.ts';

/** Principals that have not settled, or wait for an invitation, are not looked at. */
export const associatingIgnored: Planted = {
  breaks: '1: a consumer that is on its way to a share is judged like any other',
  ports: (ports) => ({
    ...ports,
    shares: {
      ...ports.shares,
      async read(shareArn) {
        const share = await ports.shares.read(shareArn);
        return share && withoutPending(share);
      },
      readAll: async (scope) => (await ports.shares.readAll(scope)).map(withoutPending),
    },
  }),
};

const withoutPending = (share: ShareSnapshot): ShareSnapshot => ({
  ...share,
  principals: share.principals.filter(({ state }) => state !== 'pending'),
});
