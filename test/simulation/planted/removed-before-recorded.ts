import type { Planted } from '../planted.ts';

/** The removal is put on record once it is made. */
export const removedBeforeRecorded: Planted = {
  breaks: '7: every removal is on record before it is made',
  ports(ports) {
    let write = async (): Promise<unknown> => undefined;
    const first =
      <Input extends readonly unknown[], Answer>(make: (...input: Input) => Promise<Answer>) =>
      async (...input: Input): Promise<Answer> => {
        const answer = await make(...input);
        await write();
        return answer;
      };
    return {
      ...ports,
      enforcer: {
        disassociate: first(ports.enforcer.disassociate),
        associate: first(ports.enforcer.associate),
        putPolicy: first(ports.enforcer.putPolicy),
      },
      ledger: {
        ...ports.ledger,
        async planRemoval(removal) {
          write = () => ports.ledger.planRemoval(removal);
          return true;
        },
      },
    };
  },
};
