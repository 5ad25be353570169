import { untilThere } from './campaign-chapter.ts';
import type { Stock, Telling } from './chapter.ts';
import { CAMPAIGNS } from './example.ts';
import type { Named } from './owner.ts';

/** A pool shared without all that is in it, and then with it. */
export async function poolChapter(telling: Telling, stock: Stock): Promise<Named> {
  const { me, tell, slack } = telling;
  const { pool, secondNumber, optOutList } = stock;
  tell.title('3  A pool, but not all that is in it');
  tell.say(
    `The owner shares the pool with ${CAMPAIGNS}. In AWS that does not share its members: the account sees the pool, ` +
      'but may send only from the numbers that are shared with it too. Nothing forbidden, so nothing is removed; but ' +
      'somebody should know.',
  );
  const share = await me.share('spring-pool', [pool], [CAMPAIGNS], { outsiders: false });
  await untilThere(telling, share, CAMPAIGNS);
  await slack.quoteNext(pool.name, CAMPAIGNS);

  tell.say('The owner adds the second number and the opt-out list to the share.');
  await me.addTo(share, { resources: [secondNumber, optOutList] });
  await slack.quoteNext(pool.name);
  tell.good(`${CAMPAIGNS} can use the whole pool`);
  return share;
}
