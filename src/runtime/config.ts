import * as z from 'zod/mini';
import type { Scope } from '../core/resource.ts';

/** What the functions that look at shares and pools are told. */
export interface CheckingConfig {
  readonly tableName: string;
  readonly findingsBus: string;
  readonly shareQueueUrl: string;
  readonly resourceQueueUrl: string;
  readonly deadLetterQueueUrl: string;
  /** How often the function's queue hands out a message before it gives it up. */
  readonly maxReceives: number;
  /** ARNs of the roles by which Sharewarden itself changes shares: their events are echoes. */
  readonly ownRoleArns: readonly string[];
}

/** What the function that sweeps is told besides. */
export interface SweepingConfig extends CheckingConfig {
  readonly scopeQueueUrl: string;
  /** How many times the rates that AWS publishes it may call. */
  readonly speed: number;
}

/** What the functions that ask for sweeps are told. */
export interface SchedulingConfig {
  /** The own account in each Region that is governed. */
  readonly scopes: readonly Scope[];
  readonly scopeQueueUrl: string;
  readonly deadLetterQueueUrl: string;
  /** As of {@link CheckingConfig}. */
  readonly maxReceives: number;
}

/** What the function that tells people is told. */
export interface TellingConfig {
  readonly tableName: string;
  readonly deadLetterQueueUrl: string;
  /** As of {@link CheckingConfig}. */
  readonly maxReceives: number;
  /** Its own queue, where it asks for places to be told later. */
  readonly findingQueueUrl: string;
  /** How long findings are gathered before they are told together. */
  readonly digestSeconds: number;
  readonly alertTopicArn: string;
  /** Name of the SSM parameter with the bot's token. Empty: there is no bot. */
  readonly slackTokenParameter: string;
  readonly slackApi: string;
  /** Whether buttons can be pressed: somebody hears them, by the secret with which Slack signs. */
  readonly hasButtons: boolean;
  /** The bot's channel for alerts of which the guardrail file names none, by its id or as `#name`. `undefined`: none. */
  readonly slackChannel: string | undefined;
  /** Where findings are for machines, beside the bus of that name. */
  readonly findingTopicArn: string;
  readonly findingsBus: string;
  /**
   * Name of the SSM parameter with the address of Slack's webhook, for alerts of which the guardrail file names no other.
   * `undefined`: Slack is not told of those.
   */
  readonly slackWebhookParameter: string | undefined;
}

/** What the function that hears buttons in Slack is told. */
export interface HearingConfig {
  readonly tableName: string;
  readonly decisionQueueUrl: string;
  /** Names of SSM parameters: with the secret by which Slack signs, and with the bot's token. */
  readonly slackSigningSecretParameter: string;
  readonly slackTokenParameter: string;
  /** `https://slack.com/api`. */
  readonly slackApi: string;
}

/** What the function that carries out decisions is told. */
export interface DecidingConfig
  extends Pick<
    CheckingConfig,
    'tableName' | 'shareQueueUrl' | 'resourceQueueUrl' | 'deadLetterQueueUrl' | 'maxReceives'
  > {
  /** Of the function that tells people, which brings messages up to date. */
  readonly findingQueueUrl: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the environment of a checking function. Throws once, naming every variable that is missing. */
export function checkingConfig(environment: Environment = process.env): CheckingConfig {
  const variables = read(checking, environment);
  return {
    tableName: variables.TABLE_NAME,
    findingsBus: variables.FINDINGS_BUS,
    shareQueueUrl: variables.SHARE_QUEUE_URL,
    resourceQueueUrl: variables.RESOURCE_QUEUE_URL,
    deadLetterQueueUrl: variables.DEAD_LETTER_QUEUE_URL,
    maxReceives: Number(variables.MAX_RECEIVES),
    ownRoleArns: listOf(variables.OWN_ROLE_ARNS),
  };
}

/** Reads the environment of the sweeping function. Throws as {@link checkingConfig} does. */
export function sweepingConfig(environment: Environment = process.env): SweepingConfig {
  const variables = read(sweeping, environment);
  return {
    ...checkingConfig(environment),
    scopeQueueUrl: variables.SCOPE_QUEUE_URL,
    speed: Number(variables.SWEEP_SPEED),
  };
}

/** Reads the environment of a function that asks for sweeps. Throws as {@link checkingConfig} does. */
export function schedulingConfig(environment: Environment = process.env): SchedulingConfig {
  const variables = read(scheduling, environment);
  return {
    scopes: listOf(variables.GOVERNED_REGIONS).map((region) => ({ account: variables.OWN_ACCOUNT, region })),
    scopeQueueUrl: variables.SCOPE_QUEUE_URL,
    deadLetterQueueUrl: variables.DEAD_LETTER_QUEUE_URL,
    maxReceives: Number(variables.MAX_RECEIVES),
  };
}

/** Reads the environment of the telling function. Throws as {@link checkingConfig} does. */
export function tellingConfig(environment: Environment = process.env): TellingConfig {
  const variables = read(telling, environment);
  return {
    tableName: variables.TABLE_NAME,
    deadLetterQueueUrl: variables.DEAD_LETTER_QUEUE_URL,
    maxReceives: Number(variables.MAX_RECEIVES),
    findingQueueUrl: variables.FINDING_QUEUE_URL,
    digestSeconds: Number(variables.DIGEST_SECONDS),
    alertTopicArn: variables.ALERT_TOPIC_ARN,
    slackTokenParameter: variables.SLACK_TOKEN_PARAMETER,
    slackApi: variables.SLACK_API_URL,
    hasButtons: Boolean(variables.SLACK_TOKEN_PARAMETER && variables.SLACK_SIGNING_SECRET_PARAMETER),
    slackChannel: (variables.SLACK_TOKEN_PARAMETER && variables.SLACK_CHANNEL) || undefined,
    findingTopicArn: variables.FINDING_TOPIC_ARN,
    findingsBus: variables.FINDINGS_BUS,
    slackWebhookParameter: variables.SLACK_WEBHOOK_PARAMETER || undefined,
  };
}

/** Reads the environment of the hearing function. Throws as {@link checkingConfig} does. */
export function hearingConfig(environment: Environment = process.env): HearingConfig {
  const variables = read(hearing, environment);
  return {
    tableName: variables.TABLE_NAME,
    decisionQueueUrl: variables.DECISION_QUEUE_URL,
    slackSigningSecretParameter: variables.SLACK_SIGNING_SECRET_PARAMETER,
    slackTokenParameter: variables.SLACK_TOKEN_PARAMETER,
    slackApi: variables.SLACK_API_URL,
  };
}

/** Reads the environment of the deciding function. Throws as {@link checkingConfig} does. */
export function decidingConfig(environment: Environment = process.env): DecidingConfig {
  const variables = read(deciding, environment);
  return {
    tableName: variables.TABLE_NAME,
    shareQueueUrl: variables.SHARE_QUEUE_URL,
    resourceQueueUrl: variables.RESOURCE_QUEUE_URL,
    deadLetterQueueUrl: variables.DEAD_LETTER_QUEUE_URL,
    maxReceives: Number(variables.MAX_RECEIVES),
    findingQueueUrl: variables.FINDING_QUEUE_URL,
  };
}

const listOf = (text: string): readonly string[] => text.split(',').map((each) => each.trim());

const given = z.string().check(z.minLength(1));
const checking = z.object({
  TABLE_NAME: given,
  FINDINGS_BUS: given,
  SHARE_QUEUE_URL: given,
  RESOURCE_QUEUE_URL: given,
  DEAD_LETTER_QUEUE_URL: given,
  MAX_RECEIVES: given,
  OWN_ROLE_ARNS: given,
});
const sweeping = z.object({
  ...checking.shape,
  SCOPE_QUEUE_URL: given,
  SWEEP_SPEED: z.string().check(z.regex(/^[1-9]\d*$/)),
});
const scheduling = z.object({
  OWN_ACCOUNT: given,
  GOVERNED_REGIONS: given,
  SCOPE_QUEUE_URL: given,
  DEAD_LETTER_QUEUE_URL: given,
  MAX_RECEIVES: given,
});
const telling = z.object({
  TABLE_NAME: given,
  DEAD_LETTER_QUEUE_URL: given,
  MAX_RECEIVES: given,
  FINDING_QUEUE_URL: given,
  DIGEST_SECONDS: z.string().check(z.regex(/^\d+$/)),
  ALERT_TOPIC_ARN: given,
  SLACK_TOKEN_PARAMETER: z.string(),
  SLACK_API_URL: given,
  SLACK_SIGNING_SECRET_PARAMETER: z.optional(z.string()),
  SLACK_CHANNEL: z.optional(z.string()),
  FINDING_TOPIC_ARN: given,
  FINDINGS_BUS: given,
  SLACK_WEBHOOK_PARAMETER: z.optional(z.string()),
});

const hearing = z.object({
  TABLE_NAME: given,
  DECISION_QUEUE_URL: given,
  // Without them nobody can press: the function has no URL then.
  SLACK_SIGNING_SECRET_PARAMETER: z.string(),
  SLACK_TOKEN_PARAMETER: z.string(),
  SLACK_API_URL: given,
});
const deciding = z.object({
  TABLE_NAME: given,
  SHARE_QUEUE_URL: given,
  RESOURCE_QUEUE_URL: given,
  DEAD_LETTER_QUEUE_URL: given,
  MAX_RECEIVES: given,
  FINDING_QUEUE_URL: given,
});

function read<Schema extends z.ZodMiniObject>(schema: Schema, environment: Environment): z.infer<Schema> {
  const variables = schema.safeParse(environment);
  if (variables.success) return variables.data;
  const missing = variables.error.issues.map(({ path }) => path.join('.'));
  throw new Error(`environment variables missing or empty: ${missing.join(', ')}`);
}
