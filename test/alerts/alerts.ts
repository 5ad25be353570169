import type { Alert } from '../../src/core/alert.ts';
import type { Finding, FindingBody, News, Remedy, StateKind } from '../../src/core/finding.ts';
import type { Act, Removal } from '../../src/core/removal.ts';
import {
  aFinding,
  aRemoval,
  aVerdict,
  NUMBER,
  OUTSIDER,
  POOL,
  SANDBOX,
  SHARE,
  stepsTo,
  TAKE_OFF,
} from '../support/builders.ts';

interface AlertParts {
  readonly body?: FindingBody;
  readonly change?: News['change'];
  readonly finding?: Partial<Finding>;
  readonly removal?: Partial<Removal> | undefined;
}

export function anAlert({ body, change = 'opened', finding, removal }: AlertParts = {}): Alert {
  const made = aFinding({ ...(body && { body }), ...finding });
  const { id: findingId, about, occurrence, revision } = made;
  const news = { findingId, about, change, occurrence, revision };
  return { finding: made, news, removal: removal && aRemoval(removal) };
}

/** A removal whose last step says so. */
export const removalThat = (
  status: Removal['status'],
  reason: string,
  act: Act = TAKE_OFF,
): Partial<Removal> => ({
  act,
  status,
  steps: stepsTo(status, reason),
});

const consumer = {
  share: { arn: SHARE, name: 'campaign' },
  principal: OUTSIDER,
  resources: [NUMBER],
  verdicts: [aVerdict({ why: 'our numbers are for us' })],
};
export const forbidden = (
  remedy: Remedy = { action: 'remove' },
  parts: Partial<typeof consumer> = {},
): Named => ({
  kind: 'forbidden-consumer',
  ...consumer,
  ...parts,
  remedy,
});
export const undecided: Named = { kind: 'undecided-consumer', ...consumer };
export const uncovered = (
  missing: Extract<FindingBody, { kind: 'uncovered-pool' }>['gap']['missing'],
): FindingBody => ({
  kind: 'uncovered-pool',
  pool: POOL,
  gap: { missing },
});

export const IN_POLICY = {
  share: undefined,
  policy: { resource: NUMBER, statements: ['Outsiders', 'statement 2'] },
};
export const OU = 'arn:aws:organizations::123456789012:ou/o-exampleorgid/ou-ab12-22222222';
export const SERVICE = 'sns.amazonaws.com';

type Named = Extract<FindingBody, { principal: string }>;
/** What is there of a consumer in a policy. */
export const inPolicy = <Body extends Named>(body: Body): Body => ({ ...body, ...IN_POLICY });

export const reached: Named = {
  kind: 'denied-through-group',
  ...consumer,
  principal: OU,
  verdicts: [aVerdict({ consumer: SANDBOX }), aVerdict({ consumer: SANDBOX, resource: POOL }), aVerdict()],
};
export const unbound = (remedy: Remedy = { action: 'bind' }): Named => ({
  kind: 'unbound-service',
  share: consumer.share,
  principal: SERVICE,
  resources: [NUMBER],
  remedy,
});
export const state = (kind: StateKind, entities: readonly string[] = []): FindingBody => ({
  kind,
  subject: SUBJECTS[kind],
  reason: 'it is not as it should be',
  entities,
});
const share = { arn: SHARE, name: 'campaign' };
const number = { arn: NUMBER, name: 'phone-0123456789abcdef0123456789abcdef' };
const SUBJECTS: Readonly<Record<StateKind, { readonly arn: string; readonly name: string }>> = {
  'open-share': share,
  'retained-share': share,
  'failed-association': share,
  'sharing-not-enabled': share,
  'open-policy': number,
  'unreadable-policy': number,
  'stuck-removal': share,
  'budget-used-up': { arn: 'arn:aws:sms-voice:us-east-1:111122223333:*', name: 'the budget of 20' },
  'ending-waiver': number,
  'unshareable-member': { arn: POOL, name: 'pool-0123456789abcdef0123456789abcdef' },
};
