import type { Planted } from '../planted.ts';

/** No removal is seen through: nobody is asked to look again. */
export const nobodyLooksAgain: Planted = {
  seed: 7,
  breaks: '1: a removal is seen through until the consumer is gone',
  ports: (ports) => ({ ...ports, rechecks: { ask: async () => {} } }),
};
