import { EnableSharingWithAwsOrganizationCommand, RAMClient } from '@aws-sdk/client-ram';
import { type Cloud, createCloud } from '../cloud.ts';
import { webhookUrl } from '../control/slack.ts';
import { deployTemplate } from '../deploy-to-cloud.ts';
import { packageService } from './package-service.ts';

export interface RunningServiceOptions {
  /** Folder of the repository. */
  readonly root: string;
  readonly port: number;
  readonly region: string;
  readonly organization: 'example' | 'none';
  readonly data?: string | undefined;
  readonly guardrailsFile?: string | undefined;
  /** Told each step as it begins. */
  readonly progress: (step: string) => void;
  readonly log: (line: string) => void;
  /** Ends it, at whatever step it is. */
  readonly signal: AbortSignal;
}

/**
 * A cloud that serves, with the service deployed in its owner account, from the artifacts that would go to AWS.
 *
 * @throws when the port can't be had, or the service can't be packaged or deployed; then nothing is left running.
 */
export async function runService(options: RunningServiceOptions): Promise<Cloud> {
  const { organization, region, data: dataFolder, log, progress } = options;
  const cloud = await createCloud({ organization, region, dataFolder, log });
  try {
    cloud.setReady(false);
    await cloud.listen(options.port);
    await deployService(cloud, options);
    if (organization === 'example') await shareWithOrganization(cloud);
    cloud.setReady(true);
    return cloud;
  } catch (error) {
    progress('stopping');
    await cloud.stop();
    throw error;
  }
}

/** Name and template default of the parameter that holds the address of Slack's webhook. */
const SLACK_PARAMETER = '/sharewarden/slack-webhook';

/** Of the Slack app: with the token of its bot, and with the secret by which Slack signs. */
const TOKEN_PARAMETER = '/sharewarden/slack-token';
const SIGNING_SECRET_PARAMETER = '/sharewarden/slack-signing-secret';
const SIGNING_SECRET = 'the local Slack signs by this';

async function deployService(cloud: Cloud, options: RunningServiceOptions): Promise<void> {
  const { progress, signal } = options;
  progress('bundling the functions and compiling serverless.yml');
  const service = await packageService(options);
  try {
    signal.throwIfAborted();
    progress('creating tables, queues, rules, topics and functions');
    const scope = { account: cloud.account, region: cloud.region };
    cloud.ssm.put(scope, SLACK_PARAMETER, webhookUrl(cloud.endpoint(), 'sms-sharing'), 'SecureString');
    cloud.ssm.put(scope, SIGNING_SECRET_PARAMETER, SIGNING_SECRET, 'SecureString');
    cloud.ssm.put(scope, TOKEN_PARAMETER, 'xoxb-local', 'SecureString');
    const { outputs } = await deployTemplate(cloud, service.template, {
      artifact: service.artifact,
      // Functions wait on the machine's time, also while the clock is moved by hours.
      parameters: {
        SlackWebhookParameter: SLACK_PARAMETER,
        SlackTokenParameter: TOKEN_PARAMETER,
        SlackSigningSecretParameter: SIGNING_SECRET_PARAMETER,
        SlackApiUrl: `${cloud.endpoint()}/_local/slack/api`,
        SweepSpeed: '100',
        DigestSeconds: '1',
      },
    });
    cloud.installSlackApp({ url: String(outputs.SlackActionUrl), signingSecret: SIGNING_SECRET });
  } finally {
    await service.remove();
  }
}

/** As the management account does once; without it, every account is invited like a stranger (facts 7.2). */
async function shareWithOrganization({ requestHandler, region, world }: Cloud): Promise<void> {
  const management = world.peers.organizations.organization()?.managementAccount;
  if (management === undefined) return;
  const credentials = { accessKeyId: management, secretAccessKey: 'local' };
  const ram = new RAMClient({ requestHandler, region, credentials });
  await ram.send(new EnableSharingWithAwsOrganizationCommand({}));
}
