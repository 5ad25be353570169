import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { FunctionCode } from './resources/resource.ts';

/**
 * Where a packaged service has the code of its functions. Its template names only a place in a bucket; the path on
 * this machine is in `serverless-state.json` beside it.
 *
 * @param packageFolder `.serverless`. Paths in it are relative to the folder above.
 * @returns the folder or zip file of a function; throws for one that the service does not have.
 */
export async function serverlessArtifacts(packageFolder: string): Promise<(code: FunctionCode) => string> {
  const file = join(packageFolder, 'serverless-state.json');
  // Written by the packager in this form; every member is checked for being there.
  const state = JSON.parse(await readFile(file, 'utf8')) as State;
  const service = dirname(resolve(packageFolder));
  const paths = new Map<string, string>();
  for (const { name, package: own } of Object.values(state.service?.functions ?? {})) {
    const artifact = own?.artifact ?? state.package?.artifact;
    if (name && artifact) paths.set(name, resolve(service, artifact));
  }
  return ({ functionName }) => {
    const path = paths.get(functionName);
    if (path === undefined) throw new Error(`${file} names no artifact of ${functionName}`);
    return path;
  };
}

interface State {
  readonly service?: {
    readonly functions?: Readonly<
      Record<string, { readonly name?: string; readonly package?: { readonly artifact?: string } }>
    >;
  };
  readonly package?: { readonly artifact?: string };
}
