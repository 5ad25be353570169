import type { Planted } from '../planted.ts';

/** Events of our own calls are taken for those of others. */
export const ownEchoesHeard: Planted = {
  breaks: '9: an own action never wakes an action of its own',
  own: { ownRoleArns: [] },
};
