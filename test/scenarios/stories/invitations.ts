import { ALLOWED, OUTSIDER } from '../../support/builders.ts';
import type { Story } from '../story.ts';

const WAITS = { pendingInvitationBlocksDisassociate: true, nativeRamEvents: 'none' } as const;

export const INVITATION_STORIES: readonly Story[] = [
  {
    title: 'an invitation that holds up a removal is accepted after a while',
    switches: WAITS,
    isLong: true,
    async *told({ aNumber, operator, accept }) {
      const number = await aNumber();
      const share = await operator.share('accepted', [number], [OUTSIDER, ALLOWED]);
      yield 400;
      await accept(OUTSIDER, share);
      yield;
      return {
        principals: { [share]: [ALLOWED] },
        removals: { [share]: [`${OUTSIDER}: done`] },
        findings: { [share]: ['forbidden-consumer: resolved, removed-late'] },
        changes: ['DisassociateResourceShare'],
        messages: { [share]: 2 },
      };
    },
  },
  {
    title: 'an invitation that holds up a removal, and that is heard of late, expires',
    switches: WAITS,
    isLong: true,
    takesHours: true,
    async *told({ aNumber, operator, events }) {
      const number = await aNumber();
      await events({ delaySeconds: 12 * 3600 - 900 });
      const share = await operator.share('expired', [number], [OUTSIDER]);
      await events({});
      yield 12 * 3600;
      return {
        principals: { [share]: [] },
        removals: { [share]: [`${OUTSIDER}: done`] },
        findings: { [share]: ['forbidden-consumer: resolved, gone'] },
        changes: [],
        messages: { [share]: 2 },
      };
    },
  },
];
