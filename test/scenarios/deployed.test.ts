import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OUTSIDER, OWNER } from '../support/builders.ts';
import { CLIENTS } from '../support/clients.ts';
import { sdkHands } from '../support/hands.ts';
import { type RunningCloud, runCloudUnder } from '../support/running-cloud.ts';
import { deployedIn } from './deployed.ts';
import { guardrailsFile } from './guardrails.ts';
import { type Stage, tell, worldOf } from './stage.ts';
import { STORIES } from './stories/index.ts';
import type { Ending } from './story.ts';

let cloud: RunningCloud;
beforeAll(async () => {
  cloud = await runCloudUnder(guardrailsFile('enforce'));
}, 120_000);
afterAll(() => cloud?.stop());

const together = STORIES.filter(({ isLong }) => !isLong);

describe.each(CLIENTS)('by $name', ({ hands, missing }) => {
  describe.skipIf(missing)(missing ? `(needs ${missing})` : 'side by side', () => {
    let stage: Stage;
    let endings: readonly Ending[];
    beforeAll(async () => {
      stage = await deployedIn(cloud, hands(cloud.endpoint));
      endings = await tell(together, stage);
      await stage.people.events({});
    }, 180_000);

    it.each(together.map(({ title }, index) => [title, index] as const))('%s', async (_, index) => {
      const ending = endings[index];
      expect(ending && (await worldOf(ending, stage))).toEqual(ending);
    });
  });
});

describe('while time passes', () => {
  const long = STORIES.filter(({ isLong, takesHours }) => isLong && !takesHours);
  it.each(long.map((story) => [story.title, story] as const))(
    '%s',
    async (_, story) => {
      const stage = await deployedIn(cloud, sdkHands(cloud.endpoint));
      const [ending] = await tell([story], stage);
      expect(ending && (await worldOf(ending, stage))).toEqual(ending);
    },
    180_000,
  );
});

describe('an outsider that was taken off', () => {
  it('is told, perhaps beside others, and kept on record with all that one wants to know', async () => {
    const stage = await deployedIn(cloud, sdkHands(cloud.endpoint));
    const told = (await stage.slack()).map(({ body }) => JSON.stringify(body));
    const message = told.find((body) => body.includes('summer') && body.includes(OUTSIDER));
    expect(message).toContain('removed');
    const removals = await cloud.get<readonly { readonly share?: { readonly name: string } }[]>('removals');
    expect(removals.find(({ share }) => share?.name === 'summer')).toMatchObject({
      principal: OUTSIDER,
      owner: OWNER,
      resources: [expect.stringContaining('phone-number/')],
    });
  });
});
