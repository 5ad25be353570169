import type { Stock, Telling } from './chapter.ts';
import { CAMPAIGNS, OUTSIDER } from './example.ts';
import type { Named } from './owner.ts';
import { until } from './witness.ts';

/** A share with somebody who may and somebody who may not: the outsider goes, the other stays. */
export async function campaignChapter(telling: Telling, { firstNumber }: Stock): Promise<Named> {
  const { me, tell, slack } = telling;
  tell.title('2  Shared with an agency outside the organization');
  tell.say(
    `The owner shares ${firstNumber.name} with ${CAMPAIGNS} (OU Campaigns, allowed) and, by the same stroke, with ` +
      `${OUTSIDER}, an account that is not in the organization. Whoever can use the number can text customers in its name.`,
  );
  const share = await me.share('spring-campaign', [firstNumber], [CAMPAIGNS, OUTSIDER], { outsiders: true });
  await untilGone(telling, share, OUTSIDER);
  tell.good(`${OUTSIDER} is off the share "${share.name}", before it could accept the invitation`);
  await untilThere(telling, share, CAMPAIGNS);
  tell.good(`${CAMPAIGNS} keeps its access: only what is forbidden goes`);
  await slack.quoteNext(OUTSIDER);
  return share;
}

export async function untilGone({ me }: Telling, share: Named, principal: string): Promise<void> {
  await until(`${principal} to be off the share "${share.name}"`, async () => {
    const status = (await me.principals(share)).get(principal);
    return status === undefined || status === 'DISASSOCIATED' ? true : undefined;
  });
}

export async function untilThere({ me }: Telling, share: Named, principal: string): Promise<void> {
  await until(`${principal} to be on the share "${share.name}"`, async () =>
    (await me.principals(share)).get(principal) === 'ASSOCIATED' ? true : undefined,
  );
}
