import type { FindingBody } from '../core/finding.ts';
import { associationSucceeds } from './association-succeeds.ts';
import { consumerIsAllowed } from './consumer-is-allowed.ts';
import { deniedAccountIsNotReached } from './denied-account-is-not-reached.ts';
import { memberCanBeShared } from './member-can-be-shared.ts';
import { policyIsNotOpen } from './policy-is-not-open.ts';
import { policyIsReadable } from './policy-is-readable.ts';
import { poolIsCovered } from './pool-is-covered.ts';
import type { PolicyCase, PoolCase, Rule, ShareCase } from './rule.ts';
import { serviceHasSource } from './service-has-source.ts';
import { shareEndsOnLeave } from './share-ends-on-leave.ts';
import { shareIsClosed } from './share-is-closed.ts';
import { sharingIsEnabled } from './sharing-is-enabled.ts';

/** What must hold of every resource share. */
export const SHARE_RULES: readonly Rule<ShareCase>[] = [
  consumerIsAllowed,
  deniedAccountIsNotReached,
  serviceHasSource,
  shareIsClosed,
  shareEndsOnLeave,
  associationSucceeds,
  sharingIsEnabled,
];

/** What must hold of every resource policy. */
export const POLICY_RULES: readonly Rule<PolicyCase>[] = [
  policyIsReadable,
  consumerIsAllowed,
  deniedAccountIsNotReached,
  policyIsNotOpen,
  serviceHasSource,
];

/** What must hold of every shared pool. */
export const POOL_RULES: readonly Rule<PoolCase>[] = [poolIsCovered, memberCanBeShared];

/** All that the rules find of a case, in their order. */
export const foundBy = <Case>(rules: readonly Rule<Case>[], found: Case): readonly FindingBody[] =>
  rules.flatMap((rule) => rule.check(found));
