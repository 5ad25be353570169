import { type Consumer, consumerOf } from './consumer.ts';
import { type SmsResource, smsResource } from './resource.ts';
import type { Association, ShareSnapshot } from './share.ts';
import { consumerOfSource } from './source.ts';

/** One edge *SMS resource → consumer*, with its path. */
export interface Grant {
  readonly resource: SmsResource;
  readonly consumer: Consumer;
  readonly via: Via;
  readonly state: GrantState;
  /** Whom the consumer must be part of besides, each of these: a condition says so. Absent: nothing narrows it. */
  readonly bounds?: readonly Bound[] | undefined;
  /** What may narrow it further, or not, in words: nobody can say. Never a ground to remove the consumer, or to trust it. */
  readonly doubt?: string | undefined;
  /** Of a service: whether it acts for known sources only. `open`: for anybody, the confused deputy. */
  readonly source?: 'bound' | 'open' | 'unproven' | undefined;
}
export type GrantState = 'pending' | 'active' | 'ending' | 'unsettled';

/** How a resource is shared. `through`: the service that acts for the consumer, who is its source. */
export type Via =
  | { readonly kind: 'resource-share'; readonly shareArn: string; readonly through?: string | undefined }
  | {
      readonly kind: 'resource-policy';
      /** The statement by its Sid, or by its place, counted from 1: `statement 2`. */
      readonly statement: string;
      readonly through?: string | undefined;
    };

/** One of these must hold the consumer. OUs and organizations by their ids. */
export type Bound = readonly (
  | { readonly account: string }
  | { readonly organization: string }
  | { readonly organization: string; readonly ou: string }
)[];

/**
 * The grants that a share makes: every principal with every SMS resource that it holds, and every foreign source with
 * them, for which a service acts. Ended and failed associations grant nothing; a grant is no further along than the
 * slower of its two ends.
 */
export function grantsOf(share: ShareSnapshot): readonly Grant[] {
  const resources = share.resources.flatMap((association) => {
    const resource = smsResource(association.entity);
    return resource && isLive(association) ? [{ resource, state: association.state }] : [];
  });
  return consumersOf(share).flatMap(({ association, through, ...consumer }) =>
    resources.map(({ resource, state }) => ({
      ...consumer,
      resource,
      via: {
        kind: 'resource-share' as const,
        shareArn: share.arn,
        ...(through !== undefined && { through }),
      },
      state: slower(association.state, state),
    })),
  );
}

interface OnShare extends Pick<Grant, 'consumer' | 'source'> {
  readonly association: Association;
  readonly through?: string;
}

function consumersOf(share: ShareSnapshot): readonly OnShare[] {
  const sources = share.sources?.filter(isLive);
  return share.principals.filter(isLive).flatMap((association): readonly OnShare[] => {
    const consumer = consumerOf(association.entity);
    if (consumer.kind !== 'service' || !sources) return [{ consumer, association }];
    const foreign = sources
      .map((source) => ({ consumer: consumerOfSource(source.entity), association: source }))
      .filter((each) => each.consumer.id !== share.owner)
      .map((each) => ({ ...each, through: consumer.principal }));
    return [{ consumer, association, source: sources.length > 0 ? 'bound' : 'open' }, ...foreign];
  });
}

const isLive = ({ state }: Association): boolean => state !== 'ended' && state !== 'failed';

function slower(...states: readonly Association['state'][]): GrantState {
  const order = ['unsettled', 'ending', 'pending'] as const;
  return order.find((state) => states.includes(state)) ?? 'active';
}
