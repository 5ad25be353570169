import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');

/** Runs `npm start` to its end. */
async function started(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, ['local/start.ts', ...args], {
    cwd: root,
    env: { ...process.env, ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part) => {
      output += part;
    });
  }
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { code, output };
}

describe('npm start', () => {
  it('explains itself', async () => {
    const { code, output } = await started(['--help']);
    expect(code).toBe(0);
    expect(output).toContain('--no-story');
  });

  it('refuses what it does not know with exit code 2, and starts nothing', async () => {
    const { code, output } = await started(['--prot', '1']);
    expect(code).toBe(2);
    expect(output).toMatch(/^unknown flag --prot/);
    expect(output).toContain('allowed: --port N');
  });

  it('says what to do when its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await new Promise((resolve) => other.once('listening', resolve));
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { code, output } = await started(['--no-story', '--port', String(port)]);
    expect(code).toBe(1);
    expect(output).toContain(
      `port ${port} is in use: stop what listens there, or choose another with --port N`,
    );
    expect(output).not.toMatch(/ {4}at /);
  });

  it('ends with 1 under guardrails that the story does not fit, and says what differs', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'guardrails-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const GUARDRAILS_FILE = join(folder, 'guardrails.yml');
    await writeFile(GUARDRAILS_FILE, ALL_ALLOWED);
    const { code, output } = await started(['--once', '--port', '0'], { GUARDRAILS_FILE });
    expect(output).toMatch(/!! .*999988887777/);
    expect(code).toBe(1);
  }, 90_000);
});

/** Nobody is forbidden anything. */
const ALL_ALLOWED = 'organization: o-exampleorgid\nmode: enforce\nguardrails: []\n';
