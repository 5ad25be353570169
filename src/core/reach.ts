import { type Consumer, consumerOf } from './consumer.ts';
import { evaluate } from './evaluate.ts';
import type { Grant } from './grant.ts';
import type { Guardrails } from './guardrail.ts';
import type { Places } from './organization.ts';
import type { Reach } from './pool-coverage.ts';

/** The accounts inside each OU and organization, by its id. `undefined`: Organizations may not be asked. */
export type Memberships = ReadonlyMap<string, Places | undefined>;

/**
 * Who is reached by the grants of a pool and of what is in it, with OUs and the organization expanded. Among the pool's
 * own consumers, the owner and those whom a guardrail forbids don't count: nobody waits for them to be covered.
 *
 * An OU whose accounts nobody can name stands for itself: it is covered by a grant to the very same OU, or to the
 * organization that it is in. What a condition may narrow is not counted on.
 *
 * @param places of the accounts that are named one by one; those of groups come with `memberships`.
 */
export function reachOfPool(
  pool: { readonly arn: string; readonly owner: string },
  grants: readonly Grant[],
  memberships: Memberships,
  places: Places,
  guardrails: Guardrails,
  now: string,
): Reach {
  const everywhere: Places = new Map([
    ...[...memberships.values()].flatMap((each) => [...(each ?? [])]),
    ...places,
  ]);
  const isWanted = (grant: Grant, consumer: Consumer): boolean =>
    grant.resource.arn !== pool.arn ||
    (consumer.id !== pool.owner &&
      evaluate({ ...grant, consumer }, guardrails, everywhere, now).decision !== 'forbidden');
  const reach = new Map<string, Set<string>>();
  for (const grant of grants.filter(isCertain)) {
    const reached = reach.get(grant.resource.arn) ?? new Set();
    const whole = grant.resource.arn === pool.arn ? [] : ousIn(grant.consumer, grants);
    for (const consumer of [...reachedBy(grant, memberships), ...whole]) {
      if (isWanted(grant, consumer)) reached.add(consumer.id);
    }
    reach.set(grant.resource.arn, reached);
  }
  return reach;
}

/** What a service uses for somebody, or what a condition may keep from them, nobody can count on. */
const isCertain = ({ doubt, bounds = [], via }: Grant): boolean =>
  doubt === undefined && bounds.length === 0 && via.through === undefined;

/** The OUs and organizations whose accounts must be known, and the accounts whose place must be. */
export function questionsAbout(grants: readonly Grant[]): {
  readonly groups: readonly string[];
  readonly accounts: readonly string[];
} {
  const idsOf = (...kinds: readonly Consumer['kind'][]) => [
    ...new Set(
      grants.filter(({ consumer }) => kinds.includes(consumer.kind)).map(({ consumer }) => consumer.id),
    ),
  ];
  return { groups: idsOf('ou', 'organization'), accounts: idsOf('account') };
}

/** The OUs named by any grant that lie in the organization: their ARNs tell. */
function ousIn({ kind, id }: Consumer, grants: readonly Grant[]): readonly Consumer[] {
  if (kind !== 'organization') return [];
  return grants
    .map(({ consumer }) => consumer)
    .filter((each) => each.kind === 'ou' && each.organization === id);
}

function reachedBy({ consumer }: Grant, memberships: Memberships): readonly Consumer[] {
  const accounts = memberships.get(consumer.id);
  return accounts ? [...accounts.keys()].map(consumerOf) : [consumer];
}
