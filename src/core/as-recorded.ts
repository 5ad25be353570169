import { type FindingBody, findingId, isActedUpon, isNews, isOfPool } from './finding.ts';
import type { History } from './plan.ts';
import { isStanding } from './removal-pace.ts';

/**
 * Does the record say all that was found of a share or policy, and nothing else? Then there is nothing to do about it.
 * What is to be changed is never done with for as long as it is found.
 */
export function isAsRecorded(arn: string, bodies: readonly FindingBody[], history: History): boolean {
  const open = openOf(history).filter(({ body }) => !isOfPool(body));
  const found = bodies.map((body) => {
    const [principal, through] = 'principal' in body ? [body.principal, body.through] : [];
    return { id: findingId(body.kind, arn, principal, through), body };
  });
  return (
    !bodies.some(isActedUpon) &&
    !history.removals.some(isStanding) &&
    open.length === found.length &&
    found.every(({ id, body }) => open.some((each) => each.id === id && !isNews(each.body, body)))
  );
}

/** Is there nothing left to look after? */
export const isAtRest = (history: History): boolean =>
  openOf(history).length === 0 && !history.removals.some(isStanding);

const openOf = ({ findings }: History) => findings.filter(({ status }) => status === 'open');
