import { EnableSharingWithAwsOrganizationCommand, RAMClient } from '@aws-sdk/client-ram';
import { type Cloud, createCloud } from '../cloud.ts';
import { slackApiUrl, webhookUrl } from '../control/slack.ts';
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
  /** Tell Slack as a bot, with buttons. Default: by a webhook. */
  readonly slackBot?: boolean | undefined;
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

const SIGNING_SECRET = 'local-signing-secret';
/** What the local Slack takes for the bot's token, and signs with. */
const BOT_SECRETS = {
  '/sharewarden/slack-token': 'xoxb-local',
  '/sharewarden/slack-signing-secret': SIGNING_SECRET,
};
/** Where the template finds them, and the bot's channel. */
const BOT = {
  SlackTokenParameter: '/sharewarden/slack-token',
  SlackSigningSecretParameter: '/sharewarden/slack-signing-secret',
  SlackChannel: '#sms-sharing',
};

async function deployService(cloud: Cloud, options: RunningServiceOptions): Promise<void> {
  const { progress, signal } = options;
  progress('bundling the functions and compiling serverless.yml');
  const service = await packageService(options);
  try {
    signal.throwIfAborted();
    progress('creating tables, queues, rules, topics and functions');
    const scope = { account: cloud.account, region: cloud.region };
    cloud.ssm.put(scope, SLACK_PARAMETER, webhookUrl(cloud.endpoint(), 'sms-sharing'), 'SecureString');
    cloud.setGuardrails(service.guardrails);
    for (const [name, secret] of Object.entries(BOT_SECRETS))
      cloud.ssm.put(scope, name, secret, 'SecureString');
    const { outputs } = await deployTemplate(cloud, service.template, {
      artifact: service.artifact,
      // Functions wait on the machine's time, also while the clock is moved by hours.
      parameters: {
        SlackWebhookParameter: SLACK_PARAMETER,
        SweepSpeed: '100',
        DigestSeconds: '1',
        ...(options.slackBot && { ...BOT, SlackApiUrl: slackApiUrl(cloud.endpoint()) }),
      },
    });
    const { SlackActionUrl: url } = outputs;
    if (url) cloud.installSlackApp({ url: String(url), signingSecret: SIGNING_SECRET });
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
