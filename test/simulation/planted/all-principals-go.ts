import type { Planted } from '../planted.ts';

/** With a forbidden consumer its whole share goes: every principal that the share holds. */
export const allPrincipalsGo: Planted = {
  breaks: '2: a consumer that no guardrail forbids is never removed',
  ports: (ports) => ({
    ...ports,
    enforcer: {
      ...ports.enforcer,
      async disassociate(shareArn, what) {
        const share = await ports.shares.read(shareArn);
        for (const { entity } of share?.principals ?? [])
          await ports.enforcer.disassociate(shareArn, { principal: entity });
        return ports.enforcer.disassociate(shareArn, what);
      },
    },
  }),
};
