import type { Planted } from '../planted.ts';

/** The file's mode is not looked at. */
export const observeIgnored: Planted = {
  breaks: '4: observe makes no mutating call',
  file: (file) => ({ ...file, mode: 'enforce' }),
};
