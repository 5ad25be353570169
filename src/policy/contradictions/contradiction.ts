import type { Path } from '../place.ts';

/** Two entries of a file that can't both be meant, told at the second of them; or an entry that means nothing. */
export interface Contradiction {
  readonly path: Path;
  readonly message: string;
}
