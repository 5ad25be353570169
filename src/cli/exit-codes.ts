/**
 * What `sharewarden` ends with.
 * `fine`: nothing to stop for. `forbidden`: what a pipeline wants to stop on: something is forbidden, a case fails, a
 * policy is refused. `badInput`: the command line or a file can't be meant like that. `unknown`: it could not find out.
 */
export const EXIT = { fine: 0, forbidden: 1, badInput: 2, unknown: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
