import type { CommandEntry } from '../command.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'plan',
    summary: 'read a whole account, and say what would be removed, told and kept',
    load: () => import('./plan.ts'),
  },
  {
    name: 'report',
    summary: 'write a page that shows who may send from what, and what was done',
    load: () => import('./report.ts'),
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
  {
    name: 'history',
    summary: 'list what was removed, why, and every step of it',
    load: () => import('./history.ts'),
  },
  {
    name: 'undo',
    summary: 'give back exactly what a removal took',
    load: () => import('./undo.ts'),
  },
  {
    name: 'waive',
    summary: 'allow one consumer one resource until a day',
    load: () => import('./waive.ts'),
  },
  {
    name: 'waivers',
    summary: 'list the waivers in force',
    load: () => import('./waivers.ts'),
  },
  {
    name: 'unwaive',
    summary: 'end a waiver now',
    load: () => import('./unwaive.ts'),
  },
  {
    name: 'redrive',
    summary: 'list the messages that could not be handled, and send them back',
    load: () => import('./redrive.ts'),
  },
];
