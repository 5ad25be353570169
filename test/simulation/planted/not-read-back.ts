import type { Planted } from '../planted.ts';

/** What RAM has accepted is taken for done. */
export const notReadBack: Planted = {
  breaks: '1: a finding is resolved when a later read shows the consumer gone',
  ports: (ports) => ({
    ...ports,
    ledger: {
      ...ports.ledger,
      async moveRemoval(removal, step, anew) {
        const isMoved = await ports.ledger.moveRemoval(removal, step, anew);
        if (step.status !== 'requested' || !isMoved) return isMoved;
        const findings = await ports.findings.about(removal.about);
        const finding = findings.find(({ id }) => id === removal.findingId);
        if (finding) await ports.findings.resolve(finding, 'removed', step.at);
        return isMoved;
      },
    },
  }),
};
