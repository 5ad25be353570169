import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { unzip } from './unzip.ts';

/** Makes deployment artifacts loadable. */
export interface Artifacts {
  /** The folder that holds the artifact's files: itself, or what its zip file holds, unpacked once by content. */
  open(path: string): Promise<string>;
  /** Removes what was unpacked. */
  remove(): Promise<void>;
}

export function artifacts(): Artifacts {
  const unpacked = new Map<string, Promise<string>>();
  let root: Promise<string> | undefined;

  async function unpack(bytes: Uint8Array, name: string): Promise<string> {
    root ??= mkdtemp(join(tmpdir(), 'sharewarden-'));
    const folder = join(await root, name);
    for (const { path, content } of unzip(bytes)) {
      const file = resolve(folder, path);
      if (!file.startsWith(folder + sep)) throw new Error(`${path} lies outside of the archive`);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    }
    return folder;
  }

  return {
    async open(path) {
      const found = await stat(path).catch((cause) => {
        throw new Error(`there is no deployment artifact at ${path}`, { cause });
      });
      if (found.isDirectory()) return resolve(path);
      const bytes = await readFile(path);
      const name = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
      const folder = unpacked.get(name) ?? unpack(bytes, name);
      unpacked.set(name, folder);
      return folder.catch((cause) => {
        throw new Error(`${path} can't be unpacked: ${String(cause.message)}`, { cause });
      });
    },
    async remove() {
      if (root) await rm(await root, { recursive: true, force: true });
      root = undefined;
      unpacked.clear();
    },
  };
}
