import { untilGone } from './campaign-chapter.ts';
import type { Telling } from './chapter.ts';
import { SANDBOX } from './example.ts';
import type { Named } from './owner.ts';

/** Inside the organization, and still not allowed. */
export async function sandboxChapter(telling: Telling, campaign: Named): Promise<void> {
  const { me, tell, slack } = telling;
  tell.title('4  Inside the organization, in the wrong place');
  tell.say(
    `Somebody adds ${SANDBOX} to the share "${campaign.name}". It is in the organization, so it needs no invitation: ` +
      'RAM lets it in at once. But it is in OU Sandbox, which the guardrails deny.',
  );
  await me.addTo(campaign, { principals: [SANDBOX] });
  await slack.quoteNext(SANDBOX);
  await untilGone(telling, campaign, SANDBOX);
  tell.good(`${SANDBOX} is off the share "${campaign.name}"`);
}
