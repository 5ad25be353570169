import { fill, LARGE } from '../test/support/large-account.ts';
import { ownerAccount } from '../test/support/owner-account.ts';
import type { Row } from './row.ts';

const GUARDRAILS = `
organization: o-exampleorgid
mode: enforce
guardrails: [{ id: inside-only, allow: [{ organization: true }] }]
`;

/** What a plan of a full account costs, while AWS holds it to its published rates: the slowest is one call a second. */
export async function planCost(): Promise<readonly Row[]> {
  const account = await ownerAccount();
  try {
    await fill(account);
    account.cloud.world.switches.requestRates = 'published';
    const { calls, seconds, err } = await account.run(['plan'], GUARDRAILS);
    if (!err.includes('takes about')) throw new Error(`no plan was made: ${err}`);
    const { pools, numbers, senderIds, optOutLists, grants } = LARGE;
    const resources = pools + numbers + senderIds + optOutLists;
    const what = `plan of ${resources} resources, ${grants} grants`;
    return [
      { what: `calls of a ${what}`, value: calls.length, unit: 'calls', bound: resources + pools + 25 },
      { what: `time of a ${what}`, value: Math.ceil(seconds), unit: 's', bound: Math.floor(resources * 1.1) },
    ];
  } finally {
    await account.cloud.stop();
  }
}
