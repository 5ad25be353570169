import { execFile, spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zip } from '../../infra/zip.ts';
import { mayAttempt } from '../../src/core/removal-pace.ts';
import { LEASE_MS } from '../../src/flows/deliver.ts';
import { SWEEP_LEASE_MS } from '../../src/flows/sweep/sweep.ts';
import { CHECKING_CALLS, HEARING_CALLS, TELLING_CALLS } from '../../src/runtime/surroundings.ts';
import { deployed } from '../local/deploy/support/deployed.ts';
import { SCOPE } from '../local/deploy/support/recorded-targets.ts';
import { aRemoval, NOW } from '../support/builders.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
const NAMES = [
  'on-share-change',
  'on-resource-change',
  'on-scope-due',
  'on-schedule',
  'on-organization-change',
  'on-finding',
  'on-slack-action',
  'on-decision',
];
const WITH_BUTTONS = {
  SlackTokenParameter: '/sharewarden/slack-token',
  SlackSigningSecretParameter: '/sharewarden/slack-signing-secret',
};
const hasCfnLint = spawnSync('cfn-lint', ['--version']).status === 0;

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** serverless.yml compiled away from the repository, with artifacts that hold nothing: only the template matters. */
describe('the template that serverless.yml compiles to', () => {
  let folder: string;
  let file: string;
  let resources: Readonly<Record<string, Resource>>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sharewarden-'));
    file = join(folder, '.serverless/cloudformation-template-update-stack.json');
    for (const each of ['serverless.yml', 'infra']) {
      await cp(join(root, each), join(folder, each), { recursive: true });
    }
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    await mkdir(join(folder, '.build/functions'), { recursive: true });
    for (const name of NAMES) {
      const artifact = zip([{ name: `${name}.js`, content: Buffer.from('') }]);
      await writeFile(join(folder, `.build/functions/${name}.zip`), artifact);
    }
    const osls = join(root, 'node_modules/osls/bin/serverless.js');
    // Without credentials: a home of its own, and nothing of this process's environment.
    await run(process.execPath, [osls, 'package'], {
      cwd: folder,
      env: { HOME: folder, SLS_TELEMETRY_DISABLED: '1' },
    });
    resources = JSON.parse(await readFile(file, 'utf8')).Resources;
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const ofType = (type: string): readonly (readonly [string, Resource['Properties']])[] =>
    Object.entries(resources)
      .filter(([, { Type }]) => Type === type)
      .map(([id, { Properties }]) => [id, Properties]);

  /** How long a function may run. */
  const secondsOf = (name: string): number => {
    const functions = ofType('AWS::Lambda::Function');
    return Number(functions.find(([, { FunctionName }]) => String(FunctionName).endsWith(name))?.[1].Timeout);
  };

  it.skipIf(!hasCfnLint)('passes cfn-lint without a warning (needs cfn-lint)', async () => {
    const { stdout } = await run('cfn-lint', [file]);
    expect(stdout).toBe('');
  });

  it('lets every queue hide a message for six times as long as its function may run', () => {
    const queues = new Map(ofType('AWS::SQS::Queue'));
    const functions = new Map(ofType('AWS::Lambda::Function'));
    const mappings = ofType('AWS::Lambda::EventSourceMapping');
    expect(mappings).toHaveLength(NAMES.length - 1);
    for (const [, mapping] of mappings) {
      expect(mapping).toMatchObject({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
      const queue = queues.get(attributeOf(mapping.EventSourceArn));
      const { Timeout, Environment } = functions.get(attributeOf(mapping.FunctionName)) ?? {};
      expect(queue?.VisibilityTimeout).toBe(6 * Number(Timeout));
      const { Variables } = Environment as { Variables: Readonly<Record<string, unknown>> };
      expect(queue?.RedrivePolicy).toMatchObject({ maxReceiveCount: Number(Variables.MAX_RECEIVES) });
    }
  });

  it('leaves each claim to its run as long as that may live, and frees it before the message comes back', () => {
    const [checking, telling] = [secondsOf('on-share-change'), secondsOf('on-finding')];
    const later = (seconds: number) => new Date(Date.parse(NOW) + seconds * 1000).toISOString();
    expect(mayAttempt(aRemoval(), true, later(checking))).toBe(false);
    expect(mayAttempt(aRemoval(), true, later(6 * checking))).toBe(true);
    expect(LEASE_MS).toBeGreaterThan(telling * 1000);
    expect(LEASE_MS).toBeLessThan(6 * telling * 1000);
    expect(SWEEP_LEASE_MS).toBeGreaterThan(secondsOf('on-scope-due') * 1000);
    expect(SWEEP_LEASE_MS, 'two ticks at most').toBeLessThan(1_800_000);
  });

  it.each([
    ['on-share-change', CHECKING_CALLS],
    ['on-resource-change', CHECKING_CALLS],
    ['on-scope-due', CHECKING_CALLS],
    ['on-schedule', TELLING_CALLS],
    ['on-organization-change', TELLING_CALLS],
    ['on-finding', TELLING_CALLS],
    ['on-decision', CHECKING_CALLS],
    ['on-slack-action', HEARING_CALLS],
  ])('lets the SDK give a call up before %s ends', (name, { maxAttempts, requestHandler }) => {
    // What the SDK waits at most between attempts that are throttled: 0.5 s, doubled each time.
    const pauses = 0.5 * (2 ** (maxAttempts - 1) - 1);
    const longest = (maxAttempts * requestHandler.requestTimeout) / 1000 + pauses;
    expect(secondsOf(name)).toBeGreaterThan(longest);
  });

  it('sets aside what a rule could not deliver, and lets exactly its rules write to each queue', () => {
    const allowed = new Map(
      ofType('AWS::SQS::QueuePolicy').flatMap(([, policy]) => {
        const { Statement } = policy.PolicyDocument as { Statement: Readonly<Record<string, unknown>>[] };
        return Statement.map((statement) => [attributeOf(statement.Resource), JSON.stringify(statement)]);
      }),
    );
    const rules = ofType('AWS::Events::Rule');
    expect(rules.length).toBeGreaterThan(3);
    for (const [rule, { Targets }] of rules) {
      for (const target of Targets as { Arn: unknown; DeadLetterConfig: { Arn: unknown } }[]) {
        for (const arn of [target.Arn, target.DeadLetterConfig.Arn]) {
          expect(allowed.get(attributeOf(arn))).toContain(`"Fn::GetAtt":["${rule}","Arn"]`);
        }
      }
    }
  });

  it('alarms for every dead-letter queue', () => {
    const alarms = ofType('AWS::CloudWatch::Alarm').filter(
      ([, { MetricName }]) => MetricName === 'ApproximateNumberOfMessagesVisible',
    );
    const watched = alarms.map(([, { Dimensions }]) =>
      attributeOf((Dimensions as { Value: unknown }[])[0]?.Value),
    );
    const deadLetters = ofType('AWS::SQS::Queue')
      .map(([id]) => id)
      .filter((id) => id.endsWith('DeadLetters'));
    expect(watched.toSorted()).toEqual(deadLetters.toSorted());
  });

  it.each([
    ['/sharewarden/slack-webhook', '/sharewarden/slack-webhook', true],
    ['/sharewarden/slack-webhook', '/sharewarden/teams/on-call', true],
    ['/elsewhere/webhook', '/elsewhere/webhook', true],
    ['/elsewhere/webhook', '/sharewarden/on-call', true],
    ['/elsewhere/webhook', '/elsewhere/password', false],
    ['', '/sharewarden/on-call', true],
    ['', '/elsewhere/webhook', false],
  ])('with the parameter %j lets on-finding read %s: %s', async (SlackWebhookParameter, name, may) => {
    const template = JSON.parse(await readFile(file, 'utf8'));
    const { permissions, deployment } = await deployed(template, { parameters: { SlackWebhookParameter } });
    const role = deployment.resources.find(({ logicalId }) => logicalId === 'OnFindingRole');
    const arn = `arn:aws:ssm:${SCOPE.region}:${SCOPE.account}:parameter${name}`;
    expect(permissions.mayDo(String(role?.attributes?.Arn), 'ssm:GetParameter', arn)).toBe(may);
  });

  it.each([
    ['/sharewarden/slack-signing-secret', 'OnSlackActionRole', true],
    ['/sharewarden/slack-token', 'OnSlackActionRole', true],
    ['/sharewarden/slack-token', 'OnFindingRole', true],
    ['/sharewarden/slack-token', 'OnDecisionRole', false],
    ['/sharewarden/slack-signing-secret', 'OnDecisionRole', false],
    ['/sharewarden/slack-webhook', 'OnSlackActionRole', false],
  ])('with a bot lets %s be read by %s: %s', async (name, logicalId, may) => {
    const template = JSON.parse(await readFile(file, 'utf8'));
    const { permissions, deployment } = await deployed(template, { parameters: WITH_BUTTONS });
    const role = deployment.resources.find((each) => each.logicalId === logicalId);
    const arn = `arn:aws:ssm:${SCOPE.region}:${SCOPE.account}:parameter${name}`;
    expect(permissions.mayDo(String(role?.attributes?.Arn), 'ssm:GetParameter', arn)).toBe(may);
  });

  it('opens a URL to Slack only where there is a secret by which Slack signs', async () => {
    const template = JSON.parse(await readFile(file, 'utf8'));
    const without = await deployed(template, {
      parameters: { SlackTokenParameter: '/sharewarden/slack-token' },
    });
    expect(without.deployment.outputs).not.toHaveProperty('SlackActionUrl');
    expect(without.deployment.resources.map(({ type }) => type)).not.toContain('AWS::Lambda::Url');
    const { deployment } = await deployed(template, { parameters: WITH_BUTTONS });
    expect(deployment.outputs).toHaveProperty('SlackActionUrl');
  });

  it('gives no role but those that remove a right to change anything of RAM or sms-voice', () => {
    const changing = /"(ram|sms-voice|organizations):(?!Get|List|Describe)[A-Za-z*]+"/;
    const may = ofType('AWS::IAM::Role').filter(([, role]) => changing.test(JSON.stringify(role)));
    expect(may.map(([id]) => id)).toEqual([
      'OnShareChangeRole',
      'OnResourceChangeRole',
      'OnScopeDueRole',
      'OnDecisionRole',
    ]);
    expect(JSON.stringify(ofType('AWS::IAM::Role'))).not.toMatch(/"[a-z-]+:\*"/);
  });
});

/** The logical id in `{ "Fn::GetAtt": [id, attribute] }`. */
function attributeOf(reference: unknown): string {
  return (reference as { 'Fn::GetAtt'?: readonly string[] })['Fn::GetAtt']?.[0] ?? '';
}
