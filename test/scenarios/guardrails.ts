import { parseGuardrails } from '../../src/policy/parse-guardrails.ts';

/** Under which stories are told: the repository's guardrails, as far as they play a part, and one that is not the default. */
export const guardrailsFile = (mode: 'enforce' | 'observe'): string => `
organization: o-exampleorgid
mode: ${mode}
guardrails:
  - { id: inside-only, allow: [{ organization: true }, { service: sns.amazonaws.com }] }
  - { id: no-sandbox, deny: [{ ou: ou-ab12-22222222 }] }
shares: { mixedWithOtherServices: remove-sms }
limits: { removalsPerHour: 500, readdsBeforeStop: 3 }
`;

export function guardrailsIn(mode: 'enforce' | 'observe') {
  const read = parseGuardrails(guardrailsFile(mode), 'guardrails.yml');
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.guardrails;
}
