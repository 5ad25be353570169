import { ALLOWED, MANAGEMENT, OUTSIDER, SANDBOX } from './builders.ts';
import type { ownerAccount } from './owner-account.ts';

type OwnerAccount = Awaited<ReturnType<typeof ownerAccount>>;

/** What it holds: as much as an account may have (facts 6.1). */
export const LARGE = { pools: 25, numbers: 25, senderIds: 200, optOutLists: 25, grants: 500 } as const;

/** Fills the account: every number in a pool of its own, and 500 grants of 250 resources to two accounts each. */
export async function fill(account: OwnerAccount): Promise<void> {
  const arns: string[] = [];
  for (let n = 0; n < LARGE.numbers; n++) {
    const number = await account.requestNumber();
    const pool = await account.createPool(number.id);
    arns.push(number.arn, pool.arn);
  }
  for (let n = 0; n < LARGE.senderIds; n++) arns.push(await account.senderId(`S${n}`));
  // Every account has one of its own.
  for (let n = 1; n < LARGE.optOutLists; n++) await account.optOutList(`list-${n}`);
  const consumers = [ALLOWED, SANDBOX, OUTSIDER, MANAGEMENT];
  for (let share = 0; share < 10; share++) {
    const held = arns.slice(share * 25, (share + 1) * 25);
    const first = consumers[share % 4] ?? ALLOWED;
    const second = consumers[(share + 1) % 4] ?? ALLOWED;
    await account.share(`share-${share}`, held, [first, second]);
  }
  await account.advance(5);
}
