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
  'src/cli': { local: ['src'], npm: /^(commander|node:.+)$/ },
  functions: { local: ['src'], npm: /^$/ },
  local: { local: ['local', 'src/core', 'infra'], npm: /./ },
};

const root = join(import.meta.dirname, '..');
const imports =
  /(?:^|\n)\s*(?:import|export)\s[^'";]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

describe.each(Object.entries(LAYERS).filter(([layer]) => existsSync(join(root, layer))))(
  '%s',
  (layer, rule) => {
    const files = filesOf(layer);

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
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(layer, name));
}
