import type { Planted } from '../planted.ts';

/** Whoever has news in hand may tell it, whatever others are about to tell. */
export const everybodyTells: Planted = {
  breaks: '5: one finding is told once',
  ports: (ports) => ({
    ...ports,
    outbox: {
      ...ports.outbox,
      begin: (target, now) => ports.outbox.begin(target, now, 0),
    },
  }),
};
