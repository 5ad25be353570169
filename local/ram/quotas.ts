import type { Association } from './association.ts';
import { isPresent } from './association.ts';
import { limitExceeded } from './errors.ts';
import type { View } from './store.ts';

/** Facts 5.13 and 5.10. */
const QUOTAS = {
  sharesPerRegion: 25_000,
  perCall: 100,
  perShare: 5_000,
  perRegion: 25_000,
} as const;

/**
 * The figure is published for resources; that it holds for principals and sources too is our guess.
 *
 * @throws AwsError ResourceShareLimitExceededException
 */
export function checkPerCall(items: {
  readonly resourceArns?: readonly string[] | undefined;
  readonly principals?: readonly string[] | undefined;
  readonly sources?: readonly string[] | undefined;
}): void {
  for (const list of [items.resourceArns, items.principals, items.sources]) {
    if ((list?.length ?? 0) > QUOTAS.perCall) {
      throw limitExceeded(`You can specify up to ${QUOTAS.perCall} items in one request.`);
    }
  }
}

export function checkShareCount(view: View): void {
  if (view.shares().length >= QUOTAS.sharesPerRegion) {
    throw limitExceeded('You have reached the limit on the number of resource shares.');
  }
}

/** Is there room for these on the share, and in the Region? */
export function checkAssociationCount(
  view: View,
  shareArn: string,
  added: readonly Pick<Association, 'kind'>[],
): void {
  for (const kind of ['RESOURCE', 'PRINCIPAL'] as const) {
    const more = added.filter((each) => each.kind === kind).length;
    if (more === 0) continue;
    const count = (arn: string) =>
      view.associationsOf(arn).filter((each) => each.kind === kind && isPresent(each)).length;
    const inRegion = () => view.shares().reduce((sum, { arn }) => sum + count(arn), 0);
    if (count(shareArn) + more > QUOTAS.perShare || inRegion() + more > QUOTAS.perRegion) {
      throw kind === 'RESOURCE'
        ? limitExceeded()
        : limitExceeded('You have reached the limit on the number of principals you can share with');
    }
  }
}
