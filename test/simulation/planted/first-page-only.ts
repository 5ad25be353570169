import type { Planted } from '../planted.ts';

/** Of every list only the first page is read. */
export const firstPageOnly: Planted = {
  breaks: '3: every page is read, also after an empty one',
  answer: (_, answer) => ({ ...answer, nextToken: undefined, NextToken: undefined }),
};
