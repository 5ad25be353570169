/** How soon somebody should look: `critical` now, `warning` today, `notice` when there is time. */
export const SEVERITIES = ['critical', 'warning', 'notice'] as const;
export type Severity = (typeof SEVERITIES)[number];
