import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, bundle } from '../../infra/bundle.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
const GUARDRAILS = `organization: o-exampleorgid
mode: observe
guardrails:
  - id: inside-only-for-this-test
    allow: [{ organization: true }]
`;
const ENVIRONMENT = {
  AWS_REGION: 'us-east-1',
  TABLE_NAME: 'table',
  FINDINGS_BUS: 'findings',
  SHARE_QUEUE_URL: 'https://queue',
  RESOURCE_QUEUE_URL: 'https://resources',
  SCOPE_QUEUE_URL: 'https://scopes',
  SWEEP_SPEED: '1',
  OWN_ACCOUNT: '111122223333',
  GOVERNED_REGIONS: 'us-east-1',
  DEAD_LETTER_QUEUE_URL: 'https://dead-letters',
  MAX_RECEIVES: '5',
  OWN_ROLE_ARNS: 'arn:aws:iam::111122223333:role/own',
  ALERT_TOPIC_ARN: 'arn:aws:sns:us-east-1:111122223333:alerts',
  FINDING_QUEUE_URL: 'https://findings',
  DIGEST_SECONDS: '60',
  DECISION_QUEUE_URL: 'https://decisions',
  SLACK_SIGNING_SECRET_PARAMETER: '',
  SLACK_TOKEN_PARAMETER: '',
  SLACK_API_URL: 'https://slack.com/api',
  FINDING_TOPIC_ARN: 'arn:aws:sns:us-east-1:111122223333:findings',
};

describe('the bundles of the functions', () => {
  let folder: string;
  let guardrailsFile: string;
  let bundles: readonly Bundle[];
  const bundled = (name: string) => bundle({ outFolder: join(folder, name), guardrailsFile });
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sharewarden-'));
    guardrailsFile = join(folder, 'guardrails.yml');
    await writeFile(guardrailsFile, GUARDRAILS);
    bundles = await bundled('first');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('are one for each file in functions/', () => {
    expect(bundles.map(({ name }) => name)).toEqual([
      'on-decision',
      'on-finding',
      'on-organization-change',
      'on-resource-change',
      'on-schedule',
      'on-scope-due',
      'on-share-change',
      'on-slack-action',
    ]);
  });

  it('take at most 500 KB each', () => {
    for (const { bytes } of bundles) expect(bytes).toBeLessThanOrEqual(512_000);
  });

  it('hold the guardrails, and nothing of the SDK that looks for credentials elsewhere', async () => {
    const text = await readFile(bundles.find(({ name }) => name === 'on-share-change')?.file ?? '', 'utf8');
    expect(text).toContain('inside-only-for-this-test');
    for (const { metafile } of bundles) {
      expect(
        Object.keys(metafile.inputs).filter((file) => /credential-provider-(ini|sso|imds)/.test(file)),
      ).toEqual([]);
    }
  });

  it('load in Node as Lambda loads them, and export a handler', async () => {
    for (const { file } of bundles) {
      const script = `process.stdout.write(typeof require(${JSON.stringify(file)}).handler)`;
      const { stdout } = await run(process.execPath, ['-e', script], { env: ENVIRONMENT });
      expect(stdout).toBe('function');
    }
  });

  it('are the same bytes from the same input', async () => {
    const again = await bundled('second');
    for (const [index, { zip }] of bundles.entries()) {
      expect(basename(again[index]?.zip ?? '')).toBe(basename(zip));
      expect(Buffer.compare(await readFile(zip), await readFile(again[index]?.zip ?? ''))).toBe(0);
    }
  });

  it('are not made of a guardrail file with problems: each is named with its place', async () => {
    const file = join(folder, 'broken.yml');
    await writeFile(file, GUARDRAILS.replace('observe', 'obseve').replace('allow', 'alow'));
    const failed = run(process.execPath, ['infra/bundle.ts'], { cwd: root, env: { GUARDRAILS_FILE: file } });
    await expect(failed).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/broken\.yml:2:7.*\n(.*\n)*.*broken\.yml:5:5/),
    });
  });
});
