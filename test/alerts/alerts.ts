import type { Alert } from '../../src/core/alert.ts';
import type { Finding, FindingBody, News, Remedy } from '../../src/core/finding.ts';
import type { Removal } from '../../src/core/removal.ts';
import { aFinding, aRemoval, aVerdict, NUMBER, OUTSIDER, POOL, SHARE } from '../support/builders.ts';

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
export const removalThat = (status: Removal['status'], reason: string): Partial<Removal> => ({
  status,
  steps: [{ status, at: '2026-11-02T10:00:00.000Z', reason }],
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
): FindingBody => ({
  kind: 'forbidden-consumer',
  ...consumer,
  ...parts,
  remedy,
});
export const undecided: FindingBody = { kind: 'undecided-consumer', ...consumer };
export const uncovered = (
  missing: Extract<FindingBody, { kind: 'uncovered-pool' }>['gap']['missing'],
): FindingBody => ({
  kind: 'uncovered-pool',
  pool: POOL,
  gap: { missing },
});
