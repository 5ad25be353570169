import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { aFolder } from './support/local-lambda.ts';

const PARENT = fileURLToPath(new URL('./support/parent.ts', import.meta.url));

describe('a function whose parent is gone', () => {
  it.each(['busy', 'idle'])('leaves as well, %s as it is', async (state) => {
    const folder = await aFolder({
      'index.mjs': `export const handler = async ({ wait }) => {
        console.log(process.pid);
        if (wait) await new Promise(() => setInterval(() => {}, 1e6));
      }`,
    });
    const parent = spawn(process.execPath, [PARENT, folder, state], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(parent.stdout, 'data');
    const pid = Number(String(line));
    expect(pid).toBeGreaterThan(0);
    process.kill(pid, 0);
    parent.kill('SIGKILL');
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), {
      timeout: 10_000,
      interval: 10,
    });
  });
});
