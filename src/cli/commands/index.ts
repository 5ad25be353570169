import type { CommandEntry } from '../command.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'plan',
    summary: 'read a whole account, and say what would be removed, told and kept',
    load: () => import('./plan.ts'),
  },
  {
    name: 'explain',
    summary: 'say whether a consumer may use a resource, why, and how it has it',
    load: () => import('./explain.ts'),
  },
  {
    name: 'test',
    summary: 'run the cases of what the guardrails shall say',
    load: () => import('./test.ts'),
  },
  {
    name: 'check-policy',
    summary: 'judge a resource policy before it is put',
    load: () => import('./check-policy.ts'),
  },
  {
    name: 'grant-policy',
    summary: 'print a resource policy for SNS, Pinpoint or an account',
    load: () => import('./grant-policy.ts'),
  },
  {
    name: 'scp',
    summary: 'print a service control policy of what the guardrails forbid',
    load: () => import('./scp.ts'),
  },
];
