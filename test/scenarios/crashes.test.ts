import { describe, expect, it } from 'vitest';
import { dieAtEveryCall } from './crash.ts';
import { INVITATION_STORIES } from './stories/invitations.ts';
import { POLICY_STORIES } from './stories/policies.ts';
import { POOL_STORIES } from './stories/pools.ts';

const stories = [...POOL_STORIES, ...POLICY_STORIES, ...INVITATION_STORIES];

describe.each(stories.map((story) => [story.title, story] as const))('%s', (_, story) => {
  it('ends the same wherever a function dies', async () => {
    expect(await dieAtEveryCall(story)).toBeGreaterThan(20);
  }, 300_000);
});
