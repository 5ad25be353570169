import type { FindingBody } from './finding.ts';

/** How soon somebody should look: `critical` now, `warning` today, `notice` when there is time. */
export const SEVERITIES = ['critical', 'warning', 'notice'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The severity of a finding, whatever was done about it: what was removed today is put back tomorrow. */
export const severityOf = ({ kind }: FindingBody): Severity => BY_KIND[kind];

const BY_KIND: Readonly<Record<FindingBody['kind'], Severity>> = {
  'forbidden-consumer': 'critical',
  'open-policy': 'critical',
  'undecided-consumer': 'warning',
  'denied-through-group': 'warning',
  'unbound-service': 'warning',
  'uncovered-pool': 'warning',
  'failed-association': 'warning',
  'unreadable-policy': 'warning',
  'stuck-removal': 'critical',
  'budget-used-up': 'critical',
  'ending-waiver': 'notice',
  'open-share': 'notice',
  'retained-share': 'notice',
  'sharing-not-enabled': 'notice',
  'unshareable-member': 'notice',
};
