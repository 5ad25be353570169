import type { CommandEntry } from '../command.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandEntry[] = [
  { name: 'scp', summary: 'print a service control policy', load: () => import('./scp.ts') },
];
