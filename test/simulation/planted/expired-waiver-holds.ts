import type { Planted } from '../planted.ts';

/** A waiver holds for good. */
export const expiredWaiverHolds: Planted = {
  breaks: '1: what a waiver has lifted is forbidden again once its day is over',
  file: (file) => ({ ...file, waivers: file.waivers.map((waiver) => ({ ...waiver, until: '2099-12-31' })) }),
};
