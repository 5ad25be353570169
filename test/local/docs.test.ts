import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCloud } from '../../local/cloud.ts';
import { DYNAMODB_OPERATIONS } from '../../local/dynamodb/index.ts';
import { flagsFrom } from '../../local/start/flags.ts';
import { DEFAULT_SWITCHES } from '../../local/switches.ts';
import { runCloud } from '../support/running-cloud.ts';

const file = join(import.meta.dirname, '..', '..', 'docs', 'local-cloud.md');
const text = await readFile(file, 'utf8');

/** The cells of the table with this heading, a list each row. */
function table(heading: string): readonly (readonly string[])[] {
  const [, rows = ''] = text.split(`\n| ${heading} |`);
  const [body = ''] = rows.split('\n\n');
  return body
    .split('\n')
    .slice(2)
    .map((row) =>
      row
        .slice(2, -2)
        .split(' | ')
        .map((cell) => cell.replaceAll('`', '')),
    );
}

async function given() {
  const cloud = await createCloud({ clock: 'manual' });
  onTestFinished(() => cloud.stop());
  return cloud;
}

describe('docs/local-cloud.md', () => {
  it('names every route, and no other', async () => {
    const url = await (await given()).listen(0);
    const { routes } = (await (await fetch(`${url}/_local`)).json()) as { routes: { route: string }[] };
    const shown = routes.map(({ route }) => route);
    const named = table('route').map(([route]) => route);
    expect(named.toSorted()).toEqual(shown.toSorted());
  });

  it('names every flag with what it takes, and no other', () => {
    const { help } = flagsFrom(['--help']) as { help: string }; // asking for help gives it
    const flags = [...help.matchAll(/^ {2}(--\S+(?: [A-Z]+)?)/gm)].map(([, flag]) => flag);
    const named = table('flag').map(([flag]) => flag);
    expect(named.toSorted()).toEqual(flags.toSorted());
  });

  it('names every switch with its default, and no other', () => {
    const defaults = Object.entries(DEFAULT_SWITCHES).map(([name, value]) => [name, String(value)]);
    expect(table('switch | default').map((cells) => cells.slice(0, 2))).toEqual(defaults);
  });

  it('names every operation that is simulated, and no other', async () => {
    const { simulated } = await given();
    const operations = simulated.map(({ name, operations }) => [name, Object.keys(operations)] as const);
    const all = [...operations, ['dynamodb', DYNAMODB_OPERATIONS] as const];
    expect(table('service | operations')).toEqual(
      all.map(([name, names]) => [name, names.toSorted().join(', ')]),
    );
  });

  const missing = ['aws', 'curl'].find((command) => spawnSync(command, ['--version']).status !== 0);
  const label = missing ? ` (needs ${missing})` : '';
  it.skipIf(missing)(`shows commands that work${label}`, { timeout: 90_000 }, async () => {
    const scripts = [...text.matchAll(/```sh\n(.*?)```/gs)].map(([, script = '']) => script);
    expect(scripts).toHaveLength(3);
    const cwd = await mkdtemp(join(tmpdir(), 'docs-'));
    onTestFinished(() => rm(cwd, { recursive: true }));
    const cloud = await runCloud('--no-story');
    onTestFinished(() => cloud.stop());
    for (const script of scripts) {
      const here = script.replaceAll('http://127.0.0.1:4566', cloud.endpoint);
      await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', here], {
        cwd,
        env: { PATH: process.env.PATH, HOME: process.env.HOME },
      });
    }
    expect(await cloud.get('faults')).toEqual([]);
    expect(await cloud.get('slack?last=1')).toMatchObject([{ target: 'my-channel' }]);
  });
});
