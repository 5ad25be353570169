import type { Story } from '../story.ts';
import { INVITATION_STORIES } from './invitations.ts';
import { POLICY_STORIES } from './policies.ts';
import { POOL_STORIES } from './pools.ts';
import { SHARE_STORIES } from './shares.ts';

/** All that happens with Sharewarden at work. */
export const STORIES: readonly Story[] = [
  ...SHARE_STORIES,
  ...POOL_STORIES,
  ...POLICY_STORIES,
  ...INVITATION_STORIES,
];
