import type { World } from '../world.ts';
import { ramStatements } from './ram-statements.ts';
import type { Store } from './store.ts';

/** Writes what shares grant into the policies of the SMS resources on them (facts 5.8). */
export function writePolicies(world: World, store: Store, resourceArns: readonly string[]): void {
  const { organizations, smsVoice } = world.peers;
  for (const arn of new Set(resourceArns)) {
    if (!isSms(arn) || !smsVoice.exists(arn)) continue;
    const statements = ramStatements(store, organizations, arn).map(({ statement }) => statement);
    smsVoice.setRamStatements(arn, statements);
  }
}

/** For all resources that are or were on the shares of an account. */
export function writeAllPolicies(world: World, store: Store): void {
  writePolicies(
    world,
    store,
    store.shares().flatMap(({ arn }) => resourcesOf(store, arn)),
  );
}

/** ARNs of the resources of a share, whatever their state. */
export const resourcesOf = (store: Pick<Store, 'associationsOf'>, shareArn: string): readonly string[] =>
  store
    .associationsOf(shareArn)
    .filter(({ kind }) => kind === 'RESOURCE')
    .map(({ entity }) => entity);

export const isSms = (arn: string): boolean => arn.split(':')[2] === 'sms-voice';
