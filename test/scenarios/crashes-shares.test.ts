import { describe, expect, it } from 'vitest';
import { dieAtEveryCall } from './crash.ts';
import { SHARE_STORIES } from './stories/shares.ts';

describe.each(SHARE_STORIES.map((story) => [story.title, story] as const))('%s', (_, story) => {
  it('ends the same wherever a function dies', async () => {
    expect(await dieAtEveryCall(story)).toBeGreaterThan(20);
  }, 300_000);
});
