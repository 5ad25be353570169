import type { FindingBody, Remedy } from '../core/finding.ts';
import { waiversIn } from '../core/waivers.ts';
import { isOfShare, namedIn, type PolicyCase, type Rule, type ShareCase } from './rule.ts';

/**
 * A service that may use a resource acts for known sources only: else it does for anybody who asks it, the confused
 * deputy. A service that is not allowed anyway is taken out by another rule.
 */
export const serviceHasSource: Rule<ShareCase | PolicyCase> = {
  opens: ['unbound-service'],
  check(found) {
    const { serviceWithoutSource } = found.file.policies;
    if (serviceWithoutSource === 'ignore') return [];
    const forbidden = new Set(
      found.judgements
        .filter(({ decision }) => decision === 'forbidden')
        .map(({ consumer }) => consumer.principal),
    );
    const unbound = found.grants
      .filter(
        ({ consumer, source, state }) =>
          (source === 'open' || source === 'unproven') &&
          state !== 'ending' &&
          !forbidden.has(consumer.principal),
      )
      .filter(({ resource, consumer }) => !isLeftOpen(resource.arn, consumer.id, found));
    return [...Map.groupBy(unbound, ({ consumer }) => consumer.principal).values()].flatMap((grants) => {
      const [first] = grants;
      if (!first) return [];
      const resources = [...new Set(grants.map(({ resource }) => resource.arn))];
      const isProvable = grants.every(({ source }) => source === 'open');
      const remedy = remedyFor(found, isProvable);
      return [
        { kind: 'unbound-service', ...namedIn(found, { consumer: first.consumer }), resources, remedy },
      ];
    });
  },
};

/** Has somebody undone its being bound, and is the waiver of that in force? No other waiver lifts this rule. */
function isLeftOpen(resource: string, consumer: string, { file, now }: ShareCase | PolicyCase): boolean {
  const undoings = file.waivers.filter(({ removal = '' }) => removal.startsWith(UNBOUND));
  return waiversIn({ waivers: undoings })(resource, consumer, now) !== undefined;
}
const UNBOUND = 'unbound-service|' satisfies `${FindingBody['kind']}|`;

function remedyFor(found: ShareCase | PolicyCase, isProvable: boolean): Remedy {
  const { mode, policies } = found.file;
  if (mode === 'observe' || policies.serviceWithoutSource === 'tell') return { action: 'observe' };
  if (!isProvable) {
    const reason = 'it has a condition on its source of which nobody can say what it lets through';
    return { action: 'refuse', reason };
  }
  const isFromPolicy = isOfShare(found) && found.share.featureSet !== 'STANDARD';
  const reason = 'the share was made from a resource policy, which RAM does not change';
  return isFromPolicy ? { action: 'refuse', reason } : { action: 'bind' };
}
