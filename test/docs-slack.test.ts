import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { createCloud } from '../local/cloud.ts';
import { parseGuardrails } from '../src/policy/parse-guardrails.ts';
import { OWNER, REGION, SCOPE } from './support/builders.ts';

const root = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const blocks = (language: string) =>
  [...read('docs/slack.md').matchAll(new RegExp(`( *)\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(
    ([, indent = '', code = '']) => code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
const [manifest = '', guardrails = '', stack = ''] = blocks('yaml');

describe('docs/slack.md', () => {
  it('shows a manifest with what the bot calls, and where buttons are heard', () => {
    const { oauth_config, settings } = parse(manifest);
    expect(oauth_config.scopes.bot).toEqual(['chat:write', 'usergroups:read']);
    expect(settings.interactivity).toMatchObject({ is_enabled: true, request_url: expect.any(String) });
  });

  it('shows deciders as the guardrail file takes them', () => {
    const file = `organization: o-exampleorgid\nmode: observe\nguardrails: []\n${guardrails}`;
    expect(parseGuardrails(file, 'guardrails.yml')).toMatchObject({
      ok: true,
      guardrails: { alerts: { deciders: { users: ['U0123456789'], userGroups: ['S0123456789'] } } },
    });
  });

  it('names parameters that the stack has, with values that they take', () => {
    const named: { ParameterKey: string; ParameterValue: string }[] = parse(stack).stackParameters;
    const { Parameters } = parse(read('infra/parameters.yml'), { logLevel: 'silent' });
    for (const { ParameterKey, ParameterValue } of named) {
      expect(ParameterValue).toMatch(new RegExp(Parameters[ParameterKey].AllowedPattern));
    }
  });

  const hasCli = spawnSync('aws', ['--version']).status === 0;
  it.skipIf(!hasCli)(
    'shows commands that store secrets (needs the AWS CLI)',
    async () => {
      const cloud = await createCloud();
      onTestFinished(() => cloud.stop());
      const env = {
        PATH: process.env.PATH,
        AWS_ENDPOINT_URL: await cloud.listen(0),
        AWS_DEFAULT_REGION: REGION,
        AWS_ACCESS_KEY_ID: OWNER,
        AWS_SECRET_ACCESS_KEY: 'local',
        SLACK_TOKEN: 'xoxb-1',
        SLACK_SIGNING_SECRET: 'secret',
      };
      await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', blocks('sh').join('\n')], { env });
      expect(cloud.ssm.get(SCOPE, '/sharewarden/slack-token')).toBe('xoxb-1');
      expect(cloud.ssm.get(SCOPE, '/sharewarden/slack-signing-secret')).toBe('secret');
    },
    60_000,
  );
});
