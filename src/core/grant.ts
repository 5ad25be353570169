import { type Consumer, consumerOf } from './consumer.ts';
import { type SmsResource, smsResource } from './resource.ts';
import type { Association, ShareSnapshot } from './share.ts';

/** One edge *SMS resource → consumer*. Today every grant's path is a resource share. */
export interface Grant {
  readonly resource: SmsResource;
  readonly consumer: Consumer;
  readonly via: { readonly kind: 'resource-share'; readonly shareArn: string };
  readonly state: GrantState;
}
export type GrantState = 'pending' | 'active' | 'ending' | 'unsettled';

/**
 * The grants that a share makes: every principal with every SMS resource that it holds.
 * Ended and failed associations grant nothing; a grant is no further along than the slower of its two ends.
 */
export function grantsOf(share: ShareSnapshot): readonly Grant[] {
  const resources = share.resources.flatMap((association) => {
    const resource = smsResource(association.entity);
    return resource && isLive(association) ? [{ resource, state: association.state }] : [];
  });
  return share.principals.filter(isLive).flatMap((principal) =>
    resources.map(({ resource, state }) => ({
      resource,
      consumer: consumerOf(principal.entity),
      via: { kind: 'resource-share' as const, shareArn: share.arn },
      state: slower(principal.state, state),
    })),
  );
}

const isLive = ({ state }: Association): boolean => state !== 'ended' && state !== 'failed';

function slower(...states: readonly Association['state'][]): GrantState {
  const order = ['unsettled', 'ending', 'pending'] as const;
  return order.find((state) => states.includes(state)) ?? 'active';
}
