import type { Stock, Telling } from './chapter.ts';
import { OWNER } from './example.ts';

/** The owner sets up what it sends with. Nothing is shared: Sharewarden has nothing to say. */
export async function setUpChapter({ me, tell }: Telling): Promise<Stock> {
  tell.title('1  Two numbers, a pool and an opt-out list');
  tell.say(
    `Account ${OWNER} owns the SMS resources of the organization. It sets up what the spring campaign will send with. ` +
      'None of it is shared yet, so Sharewarden keeps still.',
  );
  const optOutList = await me.optOutList('spring-stops');
  const firstNumber = await me.number(optOutList.name);
  const secondNumber = await me.number(optOutList.name);
  const pool = await me.pool(firstNumber, secondNumber);
  tell.facts([
    ['opt-out list', optOutList.name],
    ['numbers', `${firstNumber.name}, ${secondNumber.name}`],
    ['pool', `${pool.name}, with both numbers`],
  ]);
  return { optOutList, firstNumber, secondNumber, pool };
}
