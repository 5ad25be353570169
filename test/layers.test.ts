import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Which folder may import which, and which npm packages. The import rule of the architecture, as a test. */
const LAYERS: Readonly<Record<string, { readonly local: readonly string[]; readonly npm: RegExp }>> = {
  'src/core': { local: ['src/core'], npm: /^$/ },
  'src/guardrails': { local: ['src/guardrails', 'src/core'], npm: /^$/ },
  'src/policy': { local: ['src/policy', 'src/core'], npm: /^(zod|yaml)$/ },
  'src/events': { local: ['src/events', 'src/core'], npm: /^zod(\/mini)?$/ },
  'src/alerts': { local: ['src/alerts', 'src/core'], npm: /^@slack\/types$/ },
  'src/ports.ts': { local: ['src/core'], npm: /^$/ },
  'src/flows': {
    local: ['src/flows', 'src/core', 'src/guardrails', 'src/alerts', 'src/ports.ts'],
    npm: /^$/,
  },
  'src/aws': { local: ['src/aws', 'src/core', 'src/ports.ts'], npm: /./ },
  'src/runtime': { local: ['src/runtime', 'src/core', 'src/ports.ts', 'src/aws'], npm: /./ },
  'src/page': {
    local: [
      'src/page',
      'src/core',
      'src/flows/survey',
      'src/alerts/one-line.ts',
      'src/alerts/resource-words.ts',
    ],
    npm: /^(preact(\/hooks)?|@tanstack\/virtual-core|esbuild|node:(crypto|url))$/,
  },
  'src/cli': { local: ['src'], npm: /^(commander|node:.+)$/ },
  functions: { local: ['src'], npm: /^$/ },
  // The local cloud knows nothing of what runs on it. Its console does: it shows the very page of `sharewarden report`,
  // so it draws it by the same parts, and gathers it by the same flow.
  local: { local: ['local', 'src/core', 'infra'], npm: /./ },
  'local/console': {
    local: [
      'local',
      'src/core',
      'src/page',
      'src/cli/report/gathered.ts',
      'src/cli/operating/operating.ts',
      'src/runtime/connect-reporting.ts',
    ],
    npm: /^(preact(\/hooks)?|node:.+)$/,
  },
};

const root = join(import.meta.dirname, '..');
const imports =
  /(?:^|\n)\s*(?:import|export)\s[^'";]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

describe.each(Object.entries(LAYERS).filter(([layer]) => existsSync(join(root, layer))))(
  '%s',
  (layer, rule) => {
    // A folder with a rule of its own is judged by that alone.
    const own = Object.keys(LAYERS).filter((other) => other.startsWith(`${layer}/`));
    const files = filesOf(layer).filter((file) => !own.some((folder) => file.startsWith(`${folder}/`)));

    it('holds files', () => {
      expect(files).not.toEqual([]);
    });

    it('imports only what its layer may', () => {
      expect(files.flatMap((file) => importsOf(file).filter((each) => !isAllowed(each, rule)))).toEqual([]);
    });
  },
);

describe('the rule itself', () => {
  it('sees an import that breaks it', () => {
    const core = LAYERS['src/core'];
    expect(core && isAllowed({ file: 'src/core/x.ts', target: 'src/aws/ram-shares.ts' }, core)).toBe(false);
    expect(core && isAllowed({ file: 'src/core/x.ts', target: 'yaml' }, core)).toBe(false);
  });
});

interface Import {
  readonly file: string;
  readonly target: string;
}

function isAllowed({ target }: Import, { local, npm }: { local: readonly string[]; npm: RegExp }): boolean {
  if (/^(src|local|functions|infra|test)\b/.test(target)) {
    return local.some((folder) => target === folder || target.startsWith(`${folder}/`));
  }
  return npm.test(target) || (target.startsWith('node:') && npm.test('node'));
}

function importsOf(file: string): readonly Import[] {
  return [...readFileSync(join(root, file), 'utf8').matchAll(imports)].map((match) => {
    const target = match[1] ?? match[2] ?? '';
    const isRelative = target.startsWith('.');
    return { file, target: isRelative ? relative(root, join(root, dirname(file), target)) : target };
  });
}

function filesOf(layer: string): readonly string[] {
  if (layer.endsWith('.ts')) return [layer];
  return readdirSync(join(root, layer), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(layer, name));
}
