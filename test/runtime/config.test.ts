import { describe, expect, it } from 'vitest';
import { checkingConfig, schedulingConfig, sweepingConfig, tellingConfig } from '../../src/runtime/config.ts';

const CHECKING = {
  TABLE_NAME: 'table',
  FINDINGS_BUS: 'findings',
  SHARE_QUEUE_URL: 'https://queue',
  RESOURCE_QUEUE_URL: 'https://resources',
  DEAD_LETTER_QUEUE_URL: 'https://dead-letters',
  MAX_RECEIVES: '5',
  OWN_ROLE_ARNS: 'arn:aws:iam::111122223333:role/a, arn:aws:iam::111122223333:role/b',
};

describe('the environment of a checking function', () => {
  it('is read', () => {
    expect(checkingConfig({ ...CHECKING, PATH: '/bin' })).toEqual({
      tableName: 'table',
      findingsBus: 'findings',
      shareQueueUrl: 'https://queue',
      resourceQueueUrl: 'https://resources',
      deadLetterQueueUrl: 'https://dead-letters',
      maxReceives: 5,
      ownRoleArns: ['arn:aws:iam::111122223333:role/a', 'arn:aws:iam::111122223333:role/b'],
    });
  });

  it('is refused with every variable that is missing or empty', () => {
    expect(() => checkingConfig({ ...CHECKING, TABLE_NAME: undefined, OWN_ROLE_ARNS: '' })).toThrow(
      'environment variables missing or empty: TABLE_NAME, OWN_ROLE_ARNS',
    );
  });
});

describe('the environment of the sweeping function', () => {
  it('is that of a checking function with a queue and a speed more', () => {
    const sweeping = { ...CHECKING, SCOPE_QUEUE_URL: 'https://scopes', SWEEP_SPEED: '2' };
    expect(sweepingConfig(sweeping)).toEqual({
      ...checkingConfig(CHECKING),
      scopeQueueUrl: 'https://scopes',
      speed: 2,
    });
  });

  it('is refused with every variable that is missing', () => {
    const missing = { ...CHECKING, TABLE_NAME: '', SWEEP_SPEED: 'fast' };
    expect(() => sweepingConfig(missing)).toThrow('TABLE_NAME, SCOPE_QUEUE_URL, SWEEP_SPEED');
  });
});

describe('the environment of a function that asks for sweeps', () => {
  const scheduling = {
    OWN_ACCOUNT: '111122223333',
    GOVERNED_REGIONS: 'us-east-1, eu-west-1',
    SCOPE_QUEUE_URL: 'https://scopes',
    DEAD_LETTER_QUEUE_URL: 'https://dead-letters',
    MAX_RECEIVES: '5',
  };

  it('names the own account in each governed Region', () => {
    expect(schedulingConfig(scheduling).scopes).toEqual([
      { account: '111122223333', region: 'us-east-1' },
      { account: '111122223333', region: 'eu-west-1' },
    ]);
  });

  it('is refused without Regions', () => {
    expect(() => schedulingConfig({ ...scheduling, GOVERNED_REGIONS: '' })).toThrow('GOVERNED_REGIONS');
  });
});

describe('the environment of the telling function', () => {
  const telling = {
    TABLE_NAME: 'table',
    DEAD_LETTER_QUEUE_URL: 'https://dead-letters',
    MAX_RECEIVES: '20',
    FINDING_QUEUE_URL: 'https://findings',
    DIGEST_SECONDS: '60',
    ALERT_TOPIC_ARN: 'arn',
    SLACK_TOKEN_PARAMETER: '',
    SLACK_API_URL: 'https://slack.com/api',
  };

  it.each([
    [undefined, undefined],
    ['', undefined],
    ['/sharewarden/slack-webhook', '/sharewarden/slack-webhook'],
  ])('with the parameter %o reads the webhook from %o', (SLACK_WEBHOOK_PARAMETER, slackWebhookParameter) => {
    expect(tellingConfig({ ...telling, SLACK_WEBHOOK_PARAMETER })).toMatchObject({ slackWebhookParameter });
  });

  it.each([
    ['', '#alerts', 'hush', { slackChannel: undefined, hasButtons: false }],
    ['/sharewarden/slack-token', '#alerts', '', { slackChannel: '#alerts', hasButtons: false }],
    ['/sharewarden/slack-token', '', '/secret', { slackChannel: undefined, hasButtons: true }],
  ])('with the token at %o, the channel %o and the secret at %o', (token, channel, secret, said) => {
    const bot = {
      SLACK_TOKEN_PARAMETER: token,
      SLACK_CHANNEL: channel,
      SLACK_SIGNING_SECRET_PARAMETER: secret,
    };
    expect(tellingConfig({ ...telling, ...bot })).toMatchObject(said);
  });

  it('is refused with every variable that is missing', () => {
    expect(() => tellingConfig({})).toThrow(
      'TABLE_NAME, DEAD_LETTER_QUEUE_URL, MAX_RECEIVES, FINDING_QUEUE_URL, DIGEST_SECONDS, ALERT_TOPIC_ARN, SLACK_TOKEN_PARAMETER, SLACK_API_URL',
    );
  });
});
