import type { Phrase } from './phrase.ts';

/** Lines under a label of our own. */
export interface Fact {
  readonly label: string;
  readonly lines: readonly Phrase[];
}
