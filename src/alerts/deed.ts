import type { Alert } from '../core/alert.ts';
import { remedyOf } from '../core/finding.ts';
import type { Progress } from './progress.ts';

/**
 * What is done about a finding, as people are told of it: a consumer is removed from a share, or taken out of a policy;
 * resources are taken off its share; a service is bound to the owner account as its source.
 */
export type Deed = 'remove' | 'take-out' | 'take-resources' | 'bind';

/** What was done, or else would be. Of findings that are only told it says nothing. */
export function deedOf({ finding: { body }, removal }: Alert): Deed {
  if (body.kind === 'unbound-service') return 'bind';
  const takesResources = removal
    ? removal.act.kind === 'share-resources'
    : remedyOf(body)?.action === 'remove-resources';
  if (takesResources) return 'take-resources';
  return 'policy' in body && body.policy ? 'take-out' : 'remove';
}

interface DeedWords {
  readonly headline: Readonly<Record<Progress, string>>;
  /** `refused`, `waiting` and `done` are followed by the reason. */
  readonly outcome: Readonly<Record<Progress, string>>;
}

export const DEED_WORDS: Readonly<Record<Deed, DeedWords>> = {
  remove: {
    headline: {
      observed: 'forbidden consumer would be removed',
      refused: 'forbidden consumer not removed, a person is needed',
      planned: 'forbidden consumer, removal waits',
      waiting: 'forbidden consumer, removal waits',
      done: 'forbidden consumer removed',
      over: 'forbidden consumer removed',
    },
    outcome: {
      observed: 'would be removed (observe mode)',
      refused: 'not removed',
      planned: 'not removed yet: the removal is on record and will be made',
      waiting: 'removal waits',
      done: 'removed',
      over: 'removed: it is no longer on the share',
    },
  },
  'take-out': {
    headline: {
      observed: 'forbidden principal would be taken out of a policy',
      refused: 'forbidden principal not taken out of a policy, a person is needed',
      planned: 'forbidden principal in a policy, removal waits',
      waiting: 'forbidden principal in a policy, removal waits',
      done: 'forbidden principal taken out of a policy',
      over: 'forbidden principal taken out of a policy',
    },
    outcome: {
      observed: 'would be taken out of the policy (observe mode)',
      refused: 'not taken out of the policy',
      planned: 'not taken out of the policy yet: the removal is on record and will be made',
      waiting: 'removal waits',
      done: 'taken out of the policy',
      over: 'taken out: it is no longer in the policy',
    },
  },
  'take-resources': {
    headline: {
      observed: 'resources of a forbidden consumer would be taken off its share',
      refused: 'resources of a forbidden consumer not taken off its share, a person is needed',
      planned: 'forbidden consumer, removal of its resources waits',
      waiting: 'forbidden consumer, removal of its resources waits',
      done: 'resources of a forbidden consumer taken off its share',
      over: 'resources of a forbidden consumer taken off its share',
    },
    outcome: {
      observed: 'its resources would be taken off the share (observe mode)',
      refused: 'its resources were not taken off the share',
      planned: 'its resources were not taken off the share yet: the removal is on record and will be made',
      waiting: 'removal of its resources waits',
      done: 'its resources were taken off the share, where it has things of other services too',
      over: 'its resources were taken off: they are no longer on the share',
    },
  },
  bind: {
    headline: {
      observed: 'service acts for anybody',
      refused: 'service acts for anybody, a person is needed',
      planned: 'service acts for anybody, binding it waits',
      waiting: 'service acts for anybody, binding it waits',
      done: 'service bound to the owner account',
      over: 'service bound to the owner account',
    },
    outcome: {
      // By its mode, or by policies.serviceWithoutSource.
      observed: 'left as it is: the guardrail file wants it only told',
      refused: 'not bound to the owner account',
      planned: 'not bound to the owner account yet: that is on record and will be done',
      waiting: 'binding it to the owner account waits',
      done: 'bound to the owner account',
      over: 'bound to the owner account: it acts for no other any more',
    },
  },
};
