import { describe, expect, it } from 'vitest';
import type { Alert, AlertRoute } from '../../src/core/alert.ts';
import { connectTelling } from '../../src/runtime/connect-telling.ts';
import { scripted } from '../aws/scripted.ts';

const CONFIG = {
  tableName: 'table',
  deadLetterQueueUrl: 'https://dead-letters',
  maxReceives: 20,
  findingQueueUrl: 'https://findings',
  digestSeconds: 60,
  alertTopicArn: 'arn:aws:sns:us-east-1:111122223333:alerts',
  hasButtons: false,
  slackChannel: undefined,
  findingTopicArn: 'arn:aws:sns:us-east-1:111122223333:findings',
  findingsBus: 'findings',
  slackWebhookParameter: '/sharewarden/slack-webhook',
  slackTokenParameter: '',
  slackApi: 'https://slack.com/api',
};
const telling = (route: AlertRoute = { slack: '/sharewarden/slack-webhook', sns: true }) => ({
  route: () => route,
  slack: () => ({ text: 'slack' }),
  sns: () => ({ subject: 'subject', message: 'sns', short: 'sns' }),
  machines: () => ({ about: 'arn', detail: '{}', attributes: {} }),
});
const alert = {} as Alert; // what is rendered plays no part here

describe('the telling function', () => {
  it('tells Slack at the address in its parameter, which it reads once for several alerts', async () => {
    const aws = scripted(() => ({ body: { Parameter: { Value: 'https://hooks.slack.com/services/T0' } } }));
    const posted: unknown[] = [];
    const fetch = async (address: unknown) => {
      posted.push(address);
      return new Response('ok');
    };
    const { channels } = connectTelling(CONFIG, telling(), {
      client: aws.client,
      fetch: fetch as typeof globalThis.fetch, // only called the way it is used here
    });
    expect(channels.map(({ name }) => name)).toEqual(['slack', 'sns', 'events']);
    const place = channels[0]?.placeOf(alert) ?? '';
    await channels[0]?.tell(place, [alert]);
    await channels[0]?.tell(place, [alert]);
    expect(posted).toEqual(['https://hooks.slack.com/services/T0', 'https://hooks.slack.com/services/T0']);
    expect(aws.requests).toEqual([
      { operation: 'getparameter', input: { Name: '/sharewarden/slack-webhook', WithDecryption: true } },
    ]);
  });

  it('does not count Slack as told when its parameter can’t be read', async () => {
    const aws = scripted(() => ({ error: 'ParameterNotFound' }));
    const { channels } = connectTelling(CONFIG, telling(), { client: aws.client });
    await expect(channels[0]?.tell('/sharewarden/slack-webhook', [alert])).rejects.toThrow(
      'ParameterNotFound',
    );
  });

  it('reads each parameter that an alert is meant for, once', async () => {
    const aws = scripted(({ input }) => ({ body: { Parameter: { Value: `https://slack${input.Name}` } } }));
    const posted: unknown[] = [];
    const fetch = async (address: unknown) => {
      posted.push(address);
      return new Response('ok');
    };
    const parameters = ['/sharewarden/a', '/sharewarden/b', '/sharewarden/a'];
    const routes = parameters.map((slack) => ({ slack, sns: false }));
    const { channels } = connectTelling(
      CONFIG,
      { ...telling(), route: () => routes[posted.length] ?? { slack: undefined, sns: false } },
      { client: aws.client, fetch: fetch as typeof globalThis.fetch }, // only called the way it is used here
    );
    for (const _ of parameters) await channels[0]?.tell(channels[0].placeOf(alert) ?? '', [alert]);
    expect(posted).toEqual(parameters.map((name) => `https://slack${name}`));
    expect(aws.requests.map(({ input }) => input)).toEqual([
      { Name: '/sharewarden/a', WithDecryption: true },
      { Name: '/sharewarden/b', WithDecryption: true },
    ]);
  });

  it.each([
    [{ slack: undefined, sns: true }, ['sns']],
    [{ slack: '/sharewarden/a', sns: false }, ['slack']],
    [{ slack: undefined, sns: false }, []],
  ])('with the route %o tells %j, and machines in any case', (route, wanted) => {
    const { client } = scripted(() => ({}));
    const { channels } = connectTelling(CONFIG, telling(route), { client });
    expect(
      channels.filter((channel) => channel.placeOf(alert) !== undefined).map(({ name }) => name),
    ).toEqual([...wanted, 'events']);
  });
});
