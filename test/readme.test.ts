import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { GUARDRAIL_DEFAULTS } from '../src/core/guardrail.ts';
import { parseGuardrails } from '../src/policy/parse-guardrails.ts';
import { ALLOWED, OUTSIDER } from './support/builders.ts';
import { runCloud } from './support/running-cloud.ts';

const root = join(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const scripts = Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts);

/** The code blocks of a language, in order. */
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, code = '']) => code);

const missing = ['aws', 'curl'].find((command) => spawnSync(command, ['--version']).status !== 0);

describe('the README', () => {
  it('names only scripts that exist', () => {
    const named = [...readme.matchAll(/npm run ([a-z]+)|npm (start|test)/g)].map(
      ([, run, own]) => run ?? own,
    );
    expect(named.filter((script) => script && !scripts.includes(script))).toEqual([]);
  });

  it('shows the guardrail file of the repository, which is one', () => {
    const [file = ''] = blocks('yaml');
    expect(parseGuardrails(file, 'README.md')).toMatchObject({ ok: true });
    expect(file).toBe(readFileSync(join(root, 'guardrails.yml'), 'utf8'));
  });

  it('says something of every section of the guardrail file', () => {
    const [, section = ''] = /\n## Guardrails\n(.*?)\n## /s.exec(readme) ?? [];
    const rows = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    expect(rows).toEqual(Object.keys(GUARDRAIL_DEFAULTS));
  });

  const label = missing ? ` (needs ${missing})` : '';
  it.skipIf(missing)(
    `shows commands of the AWS CLI that do what it says${label}`,
    { timeout: 120_000 },
    async () => {
      const cloud = await runCloud('--no-story');
      const folder = await mkdtemp(join(tmpdir(), 'readme-'));
      try {
        const [, shares = '', plans = ''] = blocks('sh');
        const script = `${shares}\n${plans}`
          .replace('http://127.0.0.1:4566', cloud.endpoint)
          .replace(/\b(mine\.yml|report\.html)\b/g, (name) => join(folder, name));
        const { stdout } = await promisify(execFile)('bash', ['-eo', 'pipefail', '-c', script], {
          env: { PATH: process.env.PATH, HOME: process.env.HOME },
        });
        const [, associations = '', slack = ''] =
          /(\{[^[]*"resourceShareAssociations".*?\n\})\s*(\[.*?\])\s*(?=[0-9a-f]{8} {2})/s.exec(stdout) ?? [];
        expect(associations).toContain(ALLOWED);
        expect(associations).not.toContain(OUTSIDER);
        expect(slack).toContain(OUTSIDER);
        expect(stdout).toMatch(new RegExp(`done {2}take ${OUTSIDER} off share summer`));
        expect(stdout).toMatch(new RegExp(`remove .* ${ALLOWED} +share summer`));
        expect(await readFile(join(folder, 'report.html'), 'utf8')).toContain('sharewarden report');
      } finally {
        await cloud.stop();
        await rm(folder, { recursive: true });
      }
    },
  );
});
