import { describe, expect, it } from 'vitest';
import { sdkHands } from '../support/hands.ts';
import { runCloudUnder } from '../support/running-cloud.ts';
import { deployedIn } from './deployed.ts';
import { guardrailsFile, guardrailsIn } from './guardrails.ts';
import { inProcess } from './in-process.ts';
import { changesTried, type Stage, tell } from './stage.ts';
import { STORIES } from './stories/index.ts';
import type { Ending } from './story.ts';

/** Whatever would have been changed is told and left as it is. */
async function expectOnlyWords({ changes, removals }: Ending, stage: Stage): Promise<void> {
  for (const about of Object.keys(removals)) {
    expect(await stage.removals(about)).toEqual([]);
    const told = (await stage.findings(about)).filter(({ toldRevision }) => Number(toldRevision) > 0);
    if (changes.length > 0) expect(told.length).toBeGreaterThan(0);
  }
}

describe('observe', () => {
  it.each(STORIES.map((story) => [story.title, story] as const))('changes nothing: %s', async (_, story) => {
    await using stage = await inProcess(guardrailsIn('observe'));
    for (const ending of await tell([story], stage)) await expectOnlyWords(ending, stage);
    expect(await changesTried(stage)).toEqual([]);
  });

  it('changes nothing where it is deployed, whatever happens', async () => {
    const cloud = await runCloudUnder(guardrailsFile('observe'));
    try {
      const stage = await deployedIn(cloud, sdkHands(cloud.endpoint));
      const stories = STORIES.filter(({ isLong }) => !isLong);
      for (const ending of await tell(stories, stage)) await expectOnlyWords(ending, stage);
      expect((await stage.calls()).filter(({ role }) => role)).not.toEqual([]);
      expect(await changesTried(stage)).toEqual([]);
    } finally {
      await cloud.stop();
    }
  }, 180_000);
});
