import type { Planted } from '../planted.ts';

/** What people are told is not noted: nobody knows afterwards whether they were. */
export const tellingNotNoted: Planted = {
  breaks: '5: one finding is told once when it opens, and once when it resolves',
  ports: (ports) => ({
    ...ports,
    findings: { ...ports.findings, markTold: async () => {}, confirm: async () => {} },
  }),
};
