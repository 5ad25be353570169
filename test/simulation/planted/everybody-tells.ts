import type { Planted } from '../planted.ts';

/** Whoever has news in hand may tell it. */
export const everybodyTells: Planted = {
  breaks: '5: one finding is told once',
  ports: (ports) => ({ ...ports, findings: { ...ports.findings, claim: async () => 'claimed' } }),
};
