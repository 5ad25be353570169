import type { Planted } from '../planted.ts';

/** A consumer is removed however often the same actor puts it back. */
export const fightGoesOn: Planted = {
  breaks: '9: a consumer that is put back again and again is left to people',
  file: (file) => ({ ...file, limits: { ...file.limits, readdsBeforeStop: Number.POSITIVE_INFINITY } }),
};
