import { describe, expect, it } from 'vitest';
import { slackAlerts } from '../../src/aws/slack-alerts.ts';
import type { Alert } from '../../src/core/alert.ts';

const WEBHOOK = 'https://hooks.slack.com/services/T0/B0/secret';
const alert = {} as Alert; // what is rendered plays no part here

/** Slack with these answers in turn; the last one stays. */
function slack(...answers: (Response | Error)[]) {
  const posted: unknown[] = [];
  const waited: number[] = [];
  const fetch = async (address: unknown, { body }: RequestInit = {}) => {
    posted.push([address, body]);
    const answer = answers[Math.min(posted.length, answers.length) - 1] ?? new Error('no answer');
    if (answer instanceof Error) throw answer;
    return answer.clone();
  };
  const channel = slackAlerts({
    placeOf: () => '/sharewarden/slack-webhook',
    webhook: async () => WEBHOOK,
    render: () => ({ text: 'removed 999988887777' }),
    fetch: fetch as typeof globalThis.fetch, // only called the way it is used here
    wait: async (ms) => {
      waited.push(ms);
    },
  });
  return { posted, waited, tell: () => channel.tell('/sharewarden/slack-webhook', [alert]) };
}
const busy = (retryAfter?: string) =>
  new Response('rate_limited', {
    status: 429,
    ...(retryAfter && { headers: { 'retry-after': retryAfter } }),
  });

describe('an alert by Slack', () => {
  it('is posted to the webhook as JSON', async () => {
    const { posted, tell } = slack(new Response('ok'));
    await tell();
    expect(posted).toEqual([[WEBHOOK, '{"text":"removed 999988887777"}']]);
  });

  it('waits as long as Slack asks, while that is short', async () => {
    const { posted, waited, tell } = slack(busy('1'), busy('5'), new Response('ok'));
    await tell();
    expect(posted).toHaveLength(3);
    expect(waited).toEqual([1000, 5000]);
  });

  it.each([
    ['asked to wait long', [busy('6')], []],
    ['not told how long to wait', [busy()], []],
    ['told so in a date', [busy('Wed, 21 Oct 2026 07:28:00 GMT')], []],
    ['busy for the third time', [busy('1')], [1000, 1000]],
    ['out of order', [new Response('', { status: 503 })], []],
    ['redirected', [new Response('', { status: 302, headers: { location: 'https://slack.com' } })], []],
    ['refused', [new Response('no_service', { status: 404 })], []],
  ])('counts for nothing when %s', async (_, answers, pauses) => {
    const { waited, tell } = slack(...answers);
    await expect(tell()).rejects.toThrow(/^slack answered \d+/);
    expect(waited).toEqual(pauses);
  });

  it('goes to the webhook at the parameter that it is meant for', async () => {
    const posted: unknown[] = [];
    const fetch = async (address: unknown) => {
      posted.push(address);
      return new Response('ok');
    };
    const urgent = { news: { change: 'opened' } } as Alert; // nothing else of it is asked for
    const channel = slackAlerts({
      placeOf: (each) => (each === urgent ? '/sharewarden/urgent' : undefined),
      webhook: async (parameter) => `${WEBHOOK}${parameter}`,
      render: () => ({ text: '' }),
      fetch: fetch as typeof globalThis.fetch, // only called the way it is used here
      wait: async () => {},
    });
    expect([channel.placeOf(urgent), channel.placeOf(alert)]).toEqual(['/sharewarden/urgent', undefined]);
    expect(await channel.tell('/sharewarden/urgent', [urgent])).toBeUndefined();
    expect(posted).toEqual([`${WEBHOOK}/sharewarden/urgent`]);
  });

  it('shows the address in no error', async () => {
    const { tell } = slack(new TypeError(`fetch failed: ${WEBHOOK}`));
    const error = await tell().catch((thrown: unknown) => thrown);
    expect(error).toEqual(new Error('slack did not answer: TypeError'));
    expect(error).not.toHaveProperty('cause');
  });
});
