import type { Scope } from '../core/resource.ts';
import type { Sweeps } from '../ports.ts';

/** Asks for a sweep of each scope. @param isAnew the organization has changed. */
export async function askForSweeps(
  scopes: readonly Scope[],
  isAnew: boolean,
  sweeps: Sweeps,
): Promise<{ readonly asked: readonly string[] }> {
  for (const scope of scopes) await sweeps.ask({ scope, ...(isAnew && { isAnew }) });
  return { asked: scopes.map(({ account, region }) => `${account} ${region}`) };
}
