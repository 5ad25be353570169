import type { Output } from '../start/output.ts';
import { campaignChapter } from './campaign-chapter.ts';
import { ending } from './ending.ts';
import { OWNER } from './example.ts';
import { owner } from './owner.ts';
import { poolChapter } from './pool-chapter.ts';
import { sandboxChapter } from './sandbox-chapter.ts';
import { setUpChapter } from './set-up-chapter.ts';
import { slackReader } from './slack-reader.ts';
import { witness } from './witness.ts';

export interface StoryOptions {
  /** URL of a local cloud with the example organization, Sharewarden deployed, and nothing shared yet. */
  readonly endpoint: string;
  readonly region: string;
  readonly tell: Output;
}

/**
 * Tells what Sharewarden does by doing it: an owner shares numbers and a pool, and Sharewarden answers. Everything
 * goes through the socket, as a user's calls would. The world is a fresh one: told twice, the ending differs.
 *
 * @returns in what the world at the end differs from what it has to be; empty: in nothing.
 * @throws when a step gets no answer within its time.
 */
export async function tellStory({ endpoint, region, tell }: StoryOptions): Promise<readonly string[]> {
  const me = owner({ endpoint, region, account: OWNER });
  const seen = witness(endpoint);
  const told = { me, seen, tell, slack: slackReader(seen, tell) };
  try {
    const stock = await setUpChapter(told);
    const campaign = await campaignChapter(told, stock);
    const spring = await poolChapter(told, stock);
    await sandboxChapter(told, campaign);
    return await ending(told, { stock, campaign, spring });
  } finally {
    me.close();
  }
}
