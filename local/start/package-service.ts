import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { bundle, readGuardrails } from '../../infra/bundle.ts';
import type { Guardrails } from '../../src/core/guardrail.ts';
import { type FunctionCode, readTemplate, serverlessArtifacts, type Template } from '../deploy/index.ts';

/** What would be deployed to AWS. */
export interface ServicePackage {
  readonly template: Template;
  readonly artifact: (code: FunctionCode) => string;
  /** Those that are part of the functions. */
  readonly guardrails: Guardrails;
  /** Deletes it from this machine. */
  remove(): Promise<void>;
}

export interface PackageOptions {
  /** Folder of the repository. */
  readonly root: string;
  readonly region: string;
  /** Default: guardrails.yml of the repository. */
  readonly guardrailsFile?: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Bundles the functions and compiles serverless.yml, without credentials and network, in a folder of its own: several
 * local clouds may start at once, and a package that was made for AWS stays as it is.
 *
 * @throws with what the bundler or the packager said.
 */
export async function packageService(options: PackageOptions): Promise<ServicePackage> {
  const { root, guardrailsFile } = options;
  const folder = await mkdtemp(join(tmpdir(), 'sharewarden-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const outFolder = join(folder, '.build', 'functions');
    const file = guardrailsFile && resolve(guardrailsFile);
    await bundle({ outFolder, ...(file && { guardrailsFile: file }) });
    for (const part of ['serverless.yml', 'infra']) {
      await cp(join(root, part), join(folder, part), { recursive: true });
    }
    await compileTemplate(folder, options);
    const compiled = join(folder, '.serverless');
    const template = await readTemplate(join(compiled, 'cloudformation-template-update-stack.json'));
    const artifact = await serverlessArtifacts(compiled);
    return { template, artifact, guardrails: await readGuardrails(file || undefined), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function compileTemplate(folder: string, { root, region, signal }: PackageOptions): Promise<void> {
  const bin = join(root, 'node_modules', '.bin');
  const home = join(folder, 'home');
  await mkdir(home);
  try {
    const env = packagerEnvironment(bin, home);
    await promisify(execFile)(join(bin, 'osls'), ['package', '--region', region], {
      cwd: folder,
      env,
      signal,
    });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }; // execFile adds them
    const said = `${stderr}\n${stdout}`.trim() || String(error);
    throw new Error(`serverless.yml does not compile:\n${said}`, { cause: error });
  }
}

/**
 * Nothing of the user's: no credentials, no profile, no settings at home. The running Node comes first on the path, as
 * the packager is a script of `env node`.
 */
function packagerEnvironment(bin: string, home: string): NodeJS.ProcessEnv {
  return {
    PATH: [dirname(process.execPath), bin, process.env.PATH].filter(Boolean).join(delimiter),
    HOME: home,
    AWS_EC2_METADATA_DISABLED: 'true',
    SLS_TELEMETRY_DISABLED: '1',
    SLS_TRACKING_DISABLED: '1',
    SLS_NOTIFICATIONS_MODE: 'off',
    SLS_INTERACTIVE_SETUP_ENABLE: '0',
    NO_COLOR: '1',
  };
}
