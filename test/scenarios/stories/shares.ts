import { EXAMPLE_UNITS } from '../../../local/organizations/index.ts';
import { ALLOWED, MANAGEMENT, OUTSIDER, OWNER, SANDBOX, SNS, SUBNET } from '../../support/builders.ts';
import type { Ending, Story } from '../story.ts';

const SANDBOX_OU = `arn:aws:organizations::${MANAGEMENT}:ou/o-exampleorgid/${EXAMPLE_UNITS.sandbox}`;

/** One consumer was taken off the share, and people were told of it once. */
const removed = (share: string, consumer: string, left: readonly string[]): Ending => ({
  principals: { [share]: left },
  removals: { [share]: [`${consumer}: done`] },
  findings: { [share]: ['forbidden-consumer: resolved, removed'] },
  changes: ['DisassociateResourceShare'],
  messages: { [share]: 1 },
});

export const SHARE_STORIES: readonly Story[] = [
  {
    title: 'an outsider is put on a share beside an allowed account',
    async *told({ aNumber, operator }) {
      const number = await aNumber();
      const share = await operator.share('summer', [number], [OUTSIDER, ALLOWED]);
      yield;
      return removed(share, OUTSIDER, [ALLOWED]);
    },
  },
  {
    title: 'an account of the denied OU is put on a share',
    async *told({ aNumber, operator }) {
      const number = await aNumber();
      const share = await operator.share('sandbox', [number], [SANDBOX]);
      yield;
      return removed(share, SANDBOX, []);
    },
  },
  {
    title: 'a share is made for the denied OU',
    async *told({ aNumber, operator }) {
      const number = await aNumber();
      const share = await operator.share('sandbox OU', [number], [SANDBOX_OU, ALLOWED]);
      yield;
      return removed(share, SANDBOX_OU, [ALLOWED]);
    },
  },
  {
    title: 'every event comes twice, and in another order',
    async *told({ aNumber, operator, events }) {
      await events({ duplicate: true, reorder: true });
      const number = await aNumber();
      const share = await operator.share('repeated', [number], [OUTSIDER]);
      yield;
      return removed(share, OUTSIDER, []);
    },
  },
  {
    title: 'only allowed accounts are put on a share',
    async *told({ aNumber, operator }) {
      const number = await aNumber();
      const share = await operator.share('allowed', [number], [ALLOWED]);
      yield;
      return {
        principals: { [share]: [ALLOWED] },
        removals: { [share]: [] },
        findings: { [share]: [] },
        changes: [],
        messages: { [share]: 0 },
      };
    },
  },
  {
    title: 'a share gives a denied account a number and resources of other services',
    async *told({ aNumber, operator }) {
      const number = await aNumber();
      const share = await operator.share('mixed', [number, SUBNET], [SANDBOX]);
      yield;
      return {
        ...removed(share, SANDBOX, [SANDBOX]),
        resources: { [share]: [SUBNET] },
      };
    },
  },
  {
    title: 'a service on a share comes to act for an outsider',
    async *told({ aNumber, operator, addSource }) {
      const number = await aNumber();
      const share = await operator.share('alarms', [number], [SNS]);
      await addSource(share, OUTSIDER);
      yield;
      return { ...removed(share, OUTSIDER, [SNS]), sources: { [share]: [OWNER] } };
    },
  },
  {
    title: 'a message makes no sense, beside an outsider on a share',
    async *told({ aNumber, operator, send }) {
      const number = await aNumber();
      const share = await operator.share('beside nonsense', [number], [OUTSIDER]);
      await send('{"half": ');
      yield;
      return { ...removed(share, OUTSIDER, []), deadLetters: ['{"half": '] };
    },
  },
  {
    title: 'a share is deleted while the removal of its outsider waits',
    switches: { pendingInvitationBlocksDisassociate: true },
    isLong: true,
    async *told({ aNumber, operator, switches }) {
      const number = await aNumber();
      const share = await operator.share('soon gone', [number], [OUTSIDER]);
      yield 400;
      await switches({ pendingInvitationBlocksDisassociate: false });
      await operator.deleteShare(share);
      yield;
      return {
        removals: { [share]: [`${OUTSIDER}: done`] },
        findings: { [share]: ['forbidden-consumer: resolved, gone'] },
        changes: [],
        messages: { [share]: 2 },
      };
    },
  },
];
