import { describe, expect, it } from 'vitest';
import { faultRoutes } from '../../../local/control/faults.ts';
import { slackInbox } from '../../../local/control/slack-inbox.ts';
import type { EventFaultOptions } from '../../../local/events/event-faults.ts';
import { createAssociationFaults } from '../../../local/ram/association-faults.ts';
import { createFaults } from '../../../local/wire/faults.ts';
import { asking } from './api.ts';

function given() {
  const calls = createFaults({ random: () => 0.5 });
  const slack = slackInbox({ now: () => 0 });
  let onEvents: EventFaultOptions = {};
  const events = {
    set: (faults: EventFaultOptions) => {
      onEvents = faults;
    },
    clear: () => {
      onEvents = {};
    },
    current: () => onEvents,
  };
  const associations = createAssociationFaults({ random: () => 0.5 });
  const services = new Map([
    ['ram', ['GetResourceShares', 'DisassociateResourceShare']],
    ['dynamodb', ['PutItem']],
  ]);
  const targets = { calls, events, associations, slack, services };
  return { ...targets, ask: asking(faultRoutes(targets)) };
}

const throttled = { service: 'ram', operation: 'GetResourceShares', error: 'ThrottlingException', times: 2 };

describe('the faults', () => {
  it.each([
    [throttled],
    [{ service: 'ram', error: 'ServerInternalException', probability: 0.1 }],
    [{ service: 'dynamodb', operation: 'PutItem', error: 'ProvisionedThroughputExceededException' }],
    [{ latencyMs: 250 }],
    [{ events: { drop: true, duplicate: 0.5, reorder: false, delaySeconds: 90 } }],
    [{ associations: { fail: 1 } }],
    [{ associations: { fail: true, message: 'no luck' } }],
    [{ slack: { status: 429, retryAfter: 30 } }],
    [{ slack: { status: 'timeout', times: 1 } }],
    [{ slack: { error: 'is_archived', times: 2 } }],
    [{ slack: [{ status: 500, times: 1 }, { status: 'timeout' }] }],
  ])('%j is put, listed as it was posted, and cleared', async (fault) => {
    const { ask } = given();
    expect(await ask('POST /_local/faults', fault)).toEqual({ status: 200, body: [fault] });
    expect(await ask('GET /_local/faults')).toEqual({ status: 200, body: [fault] });
    expect(await ask('DELETE /_local/faults')).toEqual({ status: 200, body: [] });
    expect(await ask('GET /_local/faults')).toEqual({ status: 200, body: [] });
  });

  it('reach what they are meant for', async () => {
    const { ask, calls, events, associations, slack } = given();
    await ask('POST /_local/faults', throttled);
    await ask('POST /_local/faults', { events: { drop: true } });
    await ask('POST /_local/faults', { associations: { fail: true, message: 'no luck' } });
    await ask('POST /_local/faults', { slack: { status: 500 } });
    expect(calls.strike('ram', 'GetResourceShares')).toBe('ThrottlingException');
    expect(calls.strike('ram', 'DisassociateResourceShare')).toBeUndefined();
    expect(events.current()).toEqual({ drop: true });
    expect(associations.strike()).toBe('no luck');
    expect(await slack.receive('x', '{"text":"hello"}')).toMatchObject({ status: 500 });
  });

  it.each([
    ['nothing', {}, /a fault needs one of slack, events, associations, latencyMs, service/],
    ['a list', [throttled], /a fault needs one of/],
    ['a service without error', { service: 'ram' }, /error: .*expected string/],
    ['an unknown service', { service: 's3', error: 'SlowDown' }, /no service "s3"; allowed: ram, dynamodb/],
    [
      'an unknown operation',
      { service: 'ram', operation: 'ListBuckets', error: 'SlowDown' },
      /ram has no operation "ListBuckets"/,
    ],
    [
      'a mistyped key',
      { ...throttled, time: 2 },
      /unknown "time"; allowed: service, operation, error, times/,
    ],
    ['no times', { ...throttled, times: 0 }, /times: .*>=1/],
    ['more than certainty', { ...throttled, probability: 2 }, /probability: .*<=1/],
    ['more failures than associations', { associations: { fail: 2 } }, /associations.fail: /],
    ['a latency that is none', { latencyMs: '1s' }, /latencyMs: .*expected number/],
    ['two kinds at once', { latencyMs: 5, slack: { status: 500 } }, /unknown "latencyMs"; allowed: slack/],
    [
      'a mistyped event fault',
      { events: { lose: true } },
      /events: unknown "lose"; allowed: drop, duplicate/,
    ],
    ['an event fault of no chance', { events: { drop: 'yes' } }, /events.drop: true, false, or a number/],
    [
      'a Slack that answers and refuses',
      { slack: { status: 500, error: 'x' } },
      /slack: either a status or an error/,
    ],
    ['a refusal without a reason', { slack: { error: '' } }, /slack.error: .*>=1/],
    ['a Slack that is well', { slack: { status: 200 } }, /slack.status: .*>=400/],
  ])('are refused for %s', async (_, body, message) => {
    const { ask } = given();
    expect(await ask('POST /_local/faults', body)).toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(message) },
    });
    expect(await ask('GET /_local/faults')).toMatchObject({ body: [] });
  });
});
