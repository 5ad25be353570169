import type { Planted } from '../planted.ts';

/** An account of which the directory says nothing is taken for one that is outside. */
export const unknownIsOutside: Planted = {
  seed: 2,
  breaks: '2: a consumer of whom nobody can say where it is, is never removed',
  ports: (ports) => ({
    ...ports,
    directory: {
      ...ports.directory,
      async places(ids, options) {
        const places = await ports.directory.places(ids, options);
        return new Map(
          [...places].map(([id, place]) => [id, place.status === 'unknown' ? { status: 'outside' } : place]),
        );
      },
    },
  }),
};
