import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile, type Plugin } from 'esbuild';
import type { Guardrails } from '../src/core/guardrail.ts';
import { parseGuardrails } from '../src/policy/parse-guardrails.ts';
import { problemText } from '../src/policy/problem.ts';
import { zip } from './zip.ts';

/** Where bundles come from and go to. Paths are absolute. */
export interface BundleOptions {
  /** One entry point a file. */
  readonly functionsFolder: string;
  readonly outFolder: string;
  readonly guardrailsFile: string;
}

/** A function as it is deployed. */
export interface Bundle {
  readonly name: string;
  /** Its one file of JavaScript. */
  readonly file: string;
  readonly bytes: number;
  readonly zip: string;
  /** What it is made of, as esbuild tells it. */
  readonly metafile: Metafile;
}

/** Thrown for a guardrail file that makes no sense: each problem as file:line:column and what is wrong there. */
export class GuardrailProblems extends Error {}

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Bundles every function with its guardrails: `<out>/<name>/<name>.js`, a source map beside it, and
 * `<out>/<name>.zip`, which osls deploys. The same input gives the same bytes.
 */
export async function bundle(options: Partial<BundleOptions> = {}): Promise<readonly Bundle[]> {
  const {
    functionsFolder = join(root, 'functions'),
    outFolder = join(root, '.build/functions'),
    guardrailsFile,
  } = options;
  const guardrails = await readGuardrails(guardrailsFile);
  const entries = (await readdir(functionsFolder)).filter((file) => file.endsWith('.ts')).sort();
  await rm(outFolder, { recursive: true, force: true });
  await mkdir(outFolder, { recursive: true });
  // The repository's own package.json would make ES modules of what Lambda takes for CommonJS.
  await writeFile(join(outFolder, 'package.json'), '{ "type": "commonjs" }\n');
  return Promise.all(entries.map((entry) => bundleOne(join(functionsFolder, entry), outFolder, guardrails)));
}

/** The guardrails of a file, as the functions get them. @throws GuardrailProblems. */
export async function readGuardrails(file = join(root, 'guardrails.yml')): Promise<Guardrails> {
  const parsed = parseGuardrails(await readFile(file, 'utf8'), relative(process.cwd(), file));
  if (parsed.ok) return parsed.guardrails;
  throw new GuardrailProblems(parsed.problems.map(problemText).join('\n'));
}

async function bundleOne(entry: string, outFolder: string, guardrails: Guardrails): Promise<Bundle> {
  const name = basename(entry, '.ts');
  const file = join(outFolder, name, `${name}.js`);
  const { metafile } = await build({
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    // CommonJS loads a fifth faster than ES modules; the packages' own ES modules are what shakes well.
    format: 'cjs',
    mainFields: ['module', 'main'],
    sourcemap: 'external',
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    absWorkingDir: root,
    plugins: [versionOnly],
    alias: {
      '@aws-sdk/credential-provider-node': join(root, 'infra/lambda-credentials.ts'),
      '@smithy/core/event-streams': join(root, 'infra/no-event-streams.ts'),
    },
    define: { SHAREWARDEN_GUARDRAILS: JSON.stringify(guardrails) },
  });
  const content = await readFile(file);
  const archive = join(outFolder, `${name}.zip`);
  await writeFile(archive, zip([{ name: `${name}.js`, content }]));
  return { name, file, bytes: content.length, zip: archive, metafile };
}

/** SDK clients name their version in the user agent, and import all of their package.json for it: 2 KB each. */
const versionOnly: Plugin = {
  name: 'version only',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]@aws-sdk[/\\][^/\\]+[/\\]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

async function main(): Promise<void> {
  const { GUARDRAILS_FILE } = process.env;
  try {
    const bundles = await bundle(GUARDRAILS_FILE ? { guardrailsFile: GUARDRAILS_FILE } : {});
    for (const { name, bytes } of bundles) console.log(`${name}: ${Math.ceil(bytes / 1024)} KB`);
  } catch (error) {
    if (!(error instanceof GuardrailProblems)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

if (import.meta.main) await main();
