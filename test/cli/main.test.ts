import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { main } from '../../src/cli/main.ts';
import { sharewarden } from './running.ts';

describe('sharewarden', () => {
  it('lists every command in its help', async () => {
    const { code, out } = await sharewarden(['--help']);
    expect(code).toBe(EXIT.fine);
    for (const { name, summary } of COMMANDS) expect(out).toMatch(new RegExp(`  ${name} +${summary}`));
  });

  it.each(COMMANDS.map(({ name }) => name))('tells what %s takes, and --json', async (name) => {
    const { code, out } = await sharewarden([name, '--help']);
    expect(await sharewarden(['help', name])).toMatchObject({ code, out });
    expect(code).toBe(EXIT.fine);
    expect(out).toContain(`Usage: sharewarden ${name}`);
    expect(out).toContain('--json');
  });

  it.each([
    ['no command at all', [], 'Usage: sharewarden'],
    ['a command that there is not', ['plam'], "unknown command 'plam'"],
    ['an option that there is not', ['scp', '--jsno'], "unknown option '--jsno'"],
  ])('refuses %s', async (_, args, told) => {
    const { code, out, err } = await sharewarden(args);
    expect(code).toBe(EXIT.badInput);
    expect(err).toContain(told);
    expect(out).toBe('');
  });

  it('prints colours on a terminal only, and none with NO_COLOR', async () => {
    const files = { 'guardrails.yml': 'organization: 7' };
    const plain = await sharewarden(['scp'], { files });
    expect(plain.err).not.toContain('\u001b[');
    const terminal = await sharewarden(['scp'], { files, columns: 80, env: { NO_COLOR: '1' } });
    expect(terminal.err).not.toContain('\u001b[');
  });
});

describe('the guardrail file', () => {
  it('is looked for where --guardrails says', async () => {
    const { code, err } = await sharewarden(['scp', '--guardrails', 'elsewhere.yml']);
    expect(code).toBe(EXIT.badInput);
    expect(err).toBe('elsewhere.yml is not there: --guardrails FILE names another');
  });

  it('is told to be wrong by file, line and column', async () => {
    const files = { 'guardrails.yml': 'organization: o-exampleorgid\nmode: watch\nguardrails: []\n' };
    const { code, err } = await sharewarden(['scp'], { files });
    expect(code).toBe(EXIT.badInput);
    expect(err).toBe('guardrails.yml:2:7: mode takes observe or enforce; there is "watch"');
  });
});

describe('a surprise', () => {
  it('is told, and is nothing that a pipeline takes for an answer', async () => {
    const told: string[] = [];
    const io = { out: () => {}, isTerminal: false, columns: undefined, env: {}, wait: async () => {} };
    const code = await main(['scp'], {
      ...io,
      err: (text) => told.push(text),
      now: () => '',
      readFile: () => Promise.reject(new Error('the disk is on fire')),
      writeFile: async () => {},
    });
    expect(code).toBe(EXIT.unknown);
    expect(told.join()).toContain('the disk is on fire');
  });
});

describe('npx sharewarden', () => {
  it('runs the command line of the project', { timeout: 60_000 }, async () => {
    const root = join(import.meta.dirname, '../..');
    const { stdout } = await promisify(execFile)('npx', ['--offline', 'sharewarden', '--help'], {
      cwd: root,
    });
    expect(stdout).toContain('Usage: sharewarden');
  });
});
