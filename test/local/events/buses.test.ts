import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../local/aws-error.ts';
import type { DeliverySource } from '../../../local/events/index.ts';
import { eventBridgeService, type RuleWithTargets } from '../../../local/events/index.ts';
import { aCall, manualWorld, OWNER, START } from '../../support/manual-world.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:111122223333:work';
const DEAD = 'arn:aws:sqs:us-east-1:111122223333:dead';
const HUB = { account: '123456789012', region: 'us-east-1' };

interface Delivered {
  readonly to: string;
  readonly body: string;
  readonly source: DeliverySource;
}

/** Buses whose targets note what they get; `refuse` may throw. */
function aBridge({ seed = 1, refuse = (_to: string) => {} } = {}) {
  const world = manualWorld({ seed });
  const delivered: Delivered[] = [];
  const attempts: number[] = [];
  const bridge = eventBridgeService(world, async (to, body, source) => {
    attempts.push(world.clock.now());
    refuse(to);
    delivered.push({ to, body, source });
  });
  return { ...bridge, world, delivered, attempts, operations: bridge.service.operations };
}

const aRule = (rule: Partial<RuleWithTargets> = {}): RuleWithTargets => ({
  scope: OWNER,
  name: 'all-ram',
  ...(!rule.schedule && { pattern: { source: ['aws.ram'] } }),
  targets: [{ Id: 'work', Arn: QUEUE }],
  ...rule,
});

const anEvent = (detail: Record<string, unknown> = {}) => ({
  ...OWNER,
  source: 'aws.ram',
  'detail-type': 'Resource Sharing State Change',
  resources: ['arn:aws:ram:us-east-1:111122223333:resource-share/1'],
  detail,
});

const settled = (bridge: ReturnType<typeof aBridge>) => bridge.world.work.idle(1000);

describe('an event on a bus', () => {
  it('reaches the targets of the rules that it matches, whole', async () => {
    const bridge = aBridge();
    const ruleArn = bridge.putRule(aRule());
    bridge.putRule(aRule({ name: 'other', pattern: { source: ['aws.ec2'] } }));
    bridge.emit(anEvent({ event: 'x' }));
    expect(await settled(bridge)).toEqual([]);

    expect(ruleArn).toBe('arn:aws:events:us-east-1:111122223333:rule/all-ram');
    expect(bridge.delivered).toHaveLength(1);
    expect(bridge.delivered[0]).toMatchObject({ to: QUEUE, source: { ruleArn } });
    const [event] = bridge.events();
    expect(JSON.parse(bridge.delivered[0]?.body ?? '')).toEqual(event);
    expect(event).toMatchObject({ version: '0', time: '2026-10-02T22:39:10Z', detail: { event: 'x' } });
  });

  it('stays in its account and Region', async () => {
    const bridge = aBridge();
    bridge.putRule(aRule({ scope: HUB }));
    bridge.putRule(aRule({ scope: { ...OWNER, region: 'eu-west-1' } }));
    bridge.emit(anEvent());
    await settled(bridge);
    expect(bridge.delivered).toEqual([]);
  });

  it('counts as work until its targets have it', async () => {
    const world = manualWorld();
    const { promise, resolve } = Promise.withResolvers<void>();
    const bridge = eventBridgeService(world, () => promise);
    bridge.putRule(aRule());
    bridge.emit(anEvent());
    expect(world.work.current()).toHaveLength(1);
    resolve();
    expect(await world.work.idle(1000)).toEqual([]);
  });

  it('passes a disabled rule by', async () => {
    const bridge = aBridge();
    bridge.putRule(aRule({ state: 'DISABLED' }));
    bridge.emit(anEvent());
    await settled(bridge);
    expect(bridge.delivered).toEqual([]);
  });

  it('of a read in CloudTrail reaches only a rule for all management events', async () => {
    const bridge = aBridge();
    const pattern = { 'detail-type': ['AWS API Call via CloudTrail'] };
    bridge.putRule(aRule({ name: 'writes', pattern }));
    const all = bridge.putRule(
      aRule({ name: 'all', pattern, state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' }),
    );
    const call = { ...anEvent({ readOnly: true }), 'detail-type': 'AWS API Call via CloudTrail' };
    bridge.emit(call);
    await settled(bridge);
    expect(bridge.delivered.map(({ source }) => source.ruleArn)).toEqual([all]);
    bridge.emit({ ...call, detail: { readOnly: false } });
    await settled(bridge);
    expect(bridge.delivered).toHaveLength(3);
  });

  it("is forwarded to a bus of another account once, and stays the sender's", async () => {
    const bridge = aBridge();
    const hub = bridge.createBus(HUB, 'hub');
    const beyond = bridge.createBus(HUB, 'beyond');
    bridge.putRule(aRule({ targets: [{ Id: 'hub', Arn: hub }] }));
    bridge.putRule(
      aRule({
        scope: HUB,
        bus: 'hub',
        targets: [
          { Id: 'q', Arn: QUEUE },
          { Id: 'far', Arn: beyond, DeadLetterConfig: { Arn: DEAD } },
        ],
      }),
    );
    bridge.putRule(
      aRule({
        scope: HUB,
        bus: 'beyond',
        targets: [{ Id: 'never', Arn: 'arn:aws:sqs:us-east-1:123456789012:never' }],
      }),
    );
    bridge.emit(anEvent());
    await settled(bridge);
    expect(bridge.delivered.map(({ to }) => to)).toEqual([QUEUE, DEAD]);
    expect(JSON.parse(bridge.delivered[0]?.body ?? '')).toMatchObject({ account: OWNER.account });
    expect(bridge.delivered[1]?.source.attributes).toMatchObject({
      ERROR_CODE: 'THIRD_ACCOUNT_HOP_DETECTED',
    });
    expect(bridge.events()).toHaveLength(1);
  });
});

describe('what a target gets', () => {
  it.each([
    [{ Input: '{"constant":true}' }, '{"constant":true}'],
    [{ InputPath: '$.detail' }, '{"name":"a \\"b\\"","list":[1]}'],
    [{ InputPath: '$.resources[0]' }, '"arn:aws:ram:us-east-1:111122223333:resource-share/1"'],
    [{ InputPath: "$['detail-type']" }, '"Resource Sharing State Change"'],
    [
      {
        InputTransformer: {
          InputPathsMap: { name: '$.detail.name', list: '$.detail.list', none: '$.detail.none' },
          InputTemplate: '{"n": <name>, "t": "is <name><none>", "l": <list>, "x": <none>}',
        },
      },
      '{"n": "a \\"b\\"", "t": "is a \\"b\\"", "l": [1], "x": ""}',
    ],
    [
      {
        InputTransformer: { InputTemplate: '"<aws.events.rule-name> at <aws.events.event.ingestion-time>"' },
      },
      '"all-ram at 2026-10-02T22:39:10Z"',
    ],
  ])('by %j', async (input, body) => {
    const bridge = aBridge();
    bridge.putRule(aRule({ targets: [{ Id: 'work', Arn: QUEUE, ...input }] }));
    bridge.emit(anEvent({ name: 'a "b"', list: [1] }));
    await settled(bridge);
    expect(bridge.delivered.map((each) => each.body)).toEqual([body]);
  });

  it('is refused when asked for in two ways, or by a path that is none', () => {
    const { putRule } = aBridge();
    const put = (input: object) => () => putRule(aRule({ targets: [{ Id: 'work', Arn: QUEUE, ...input }] }));
    expect(put({ Input: '{}', InputPath: '$.detail' })).toThrow(/Only one of Input/);
    expect(put({ Input: '{' })).toThrow(/JSON syntax error/);
    expect(put({ InputPath: 'detail' })).toThrow(/Invalid JSONPath/);
  });
});

describe('a target that refuses', () => {
  const failing = (times: number) => {
    let left = times;
    return (to: string) => {
      if (to === QUEUE && left-- > 0) throw new Error('busy');
    };
  };

  it('is tried again, later and later, until it takes the event', async () => {
    const bridge = aBridge({ refuse: failing(3) });
    bridge.putRule(aRule());
    bridge.emit(anEvent());
    expect(await settled(bridge)).toEqual([]);
    expect(bridge.delivered).toEqual([]);
    await bridge.world.clock.advance(60_000);
    expect(bridge.delivered).toHaveLength(1);
    const pauses = bridge.attempts.slice(1).map((at, index) => at - (bridge.attempts[index] ?? 0));
    expect(pauses).toHaveLength(3);
    pauses.forEach((pause, index) => {
      expect(pause).toBeGreaterThanOrEqual(500 * 2 ** index);
      expect(pause).toBeLessThanOrEqual(1000 * 2 ** index);
    });
  });

  it('is tried as often as its RetryPolicy says; then the event goes to its dead-letter queue', async () => {
    const bridge = aBridge({ refuse: failing(99) });
    const RetryPolicy = { MaximumRetryAttempts: 2 };
    const ruleArn = bridge.putRule(
      aRule({ targets: [{ Id: 'work', Arn: QUEUE, RetryPolicy, DeadLetterConfig: { Arn: DEAD } }] }),
    );
    bridge.emit(anEvent());
    await bridge.world.clock.advance(3_600_000);
    expect(bridge.attempts).toHaveLength(4);
    expect(bridge.delivered).toEqual([
      {
        to: DEAD,
        body: JSON.stringify(bridge.events()[0]),
        source: {
          ruleArn,
          attributes: {
            RULE_ARN: ruleArn,
            TARGET_ARN: QUEUE,
            ERROR_CODE: 'ERROR_FROM_TARGET',
            ERROR_MESSAGE: 'busy',
            RETRY_ATTEMPTS: '2',
            EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
          },
        },
      },
    ]);
  });

  it('is not tried beyond the age of the event', async () => {
    const bridge = aBridge({ refuse: failing(999) });
    bridge.putRule(
      aRule({
        targets: [
          {
            Id: 'work',
            Arn: QUEUE,
            RetryPolicy: { MaximumEventAgeInSeconds: 60 },
            DeadLetterConfig: { Arn: DEAD },
          },
        ],
      }),
    );
    bridge.emit(anEvent());
    await bridge.world.clock.advance(86_400_000);
    expect(Math.max(...bridge.attempts)).toBeLessThanOrEqual(Date.parse(START) + 60_000);
    expect(bridge.delivered[0]?.source.attributes?.EXHAUSTED_RETRY_CONDITION).toBe(
      'MaximumEventAgeInSeconds',
    );
  });

  it('is not tried again when it does not exist', async () => {
    const bridge = aBridge({
      refuse(to) {
        if (to === QUEUE) throw new AwsError('QueueDoesNotExist', 'no such queue');
      },
    });
    bridge.putRule(aRule({ targets: [{ Id: 'work', Arn: QUEUE, DeadLetterConfig: { Arn: DEAD } }] }));
    bridge.emit(anEvent());
    await settled(bridge);
    expect(bridge.delivered[0]).toMatchObject({
      to: DEAD,
      source: { attributes: { ERROR_CODE: 'NO_RESOURCE', RETRY_ATTEMPTS: '0' } },
    });
  });

  it('without a dead-letter queue loses the event after a day', async () => {
    const bridge = aBridge({ refuse: failing(999) });
    bridge.putRule(aRule());
    bridge.emit(anEvent());
    await bridge.world.clock.advance(2 * 86_400_000);
    expect(bridge.delivered).toEqual([]);
    expect(bridge.attempts.length).toBeLessThanOrEqual(186);
    expect(bridge.attempts.length).toBeGreaterThan(100);
  });
});

describe('faults of events', () => {
  const order = (bridge: ReturnType<typeof aBridge>) =>
    bridge.delivered.map(({ body }) => JSON.parse(body).detail.n);

  it('drop them', async () => {
    const bridge = aBridge();
    bridge.putRule(aRule());
    bridge.faults.set({ drop: true });
    bridge.emit(anEvent({ n: 1 }));
    bridge.faults.clear();
    bridge.emit(anEvent({ n: 2 }));
    await settled(bridge);
    expect(order(bridge)).toEqual([2]);
    expect(bridge.events()).toHaveLength(2);
  });

  it('drop about as many as asked', async () => {
    const bridge = aBridge({ seed: 5 });
    bridge.putRule(aRule());
    bridge.faults.set({ drop: 0.3 });
    for (let n = 0; n < 1000; n += 1) bridge.emit(anEvent({ n }));
    await settled(bridge);
    expect(bridge.delivered.length).toBeGreaterThan(650);
    expect(bridge.delivered.length).toBeLessThan(750);
  });

  it('deliver them twice', async () => {
    const bridge = aBridge();
    bridge.putRule(aRule());
    bridge.faults.set({ duplicate: true });
    bridge.emit(anEvent({ n: 1 }));
    await settled(bridge);
    expect(order(bridge)).toEqual([1, 1]);
  });

  it('swap two that follow each other', async () => {
    const bridge = aBridge();
    bridge.putRule(aRule());
    bridge.faults.set({ reorder: true });
    for (const n of [1, 2, 3, 4]) bridge.emit(anEvent({ n }));
    await settled(bridge);
    expect(order(bridge)).toEqual([2, 1, 4, 3]);
  });

  it('hold one back that none follows, as work, for a second', async () => {
    const bridge = aBridge();
    bridge.putRule(aRule());
    bridge.faults.set({ reorder: true });
    bridge.emit(anEvent({ n: 1 }));
    expect(bridge.world.work.current()).toHaveLength(1);
    await bridge.world.clock.advance(1000);
    expect(order(bridge)).toEqual([1]);
    expect(bridge.world.work.current()).toEqual([]);
  });

  it('delay them, which is no work', async () => {
    const bridge = aBridge();
    bridge.putRule(aRule());
    bridge.faults.set({ delaySeconds: 30 });
    bridge.emit(anEvent({ n: 1 }));
    expect(await settled(bridge)).toEqual([]);
    await bridge.world.clock.advance(29_999);
    expect(order(bridge)).toEqual([]);
    await bridge.world.clock.advance(1);
    expect(order(bridge)).toEqual([1]);
  });
});

describe('a scheduled rule', () => {
  it('fires by the virtual clock, until it is disabled', async () => {
    const bridge = aBridge();
    const rule = bridge.putRule(aRule({ name: 'sweep', schedule: 'rate(5 minutes)' }));
    await bridge.world.clock.advance(11 * 60_000);
    expect(bridge.delivered).toHaveLength(2);
    expect(JSON.parse(bridge.delivered[1]?.body ?? '')).toMatchObject({
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: OWNER.account,
      time: '2026-10-02T22:49:10Z',
      resources: [rule],
      detail: {},
    });
    bridge.operations.DisableRule?.({ Name: 'sweep' }, aCall());
    await bridge.world.clock.advance(11 * 60_000);
    expect(bridge.delivered).toHaveLength(2);
    bridge.operations.EnableRule?.({ Name: 'sweep' }, aCall());
    await bridge.world.clock.advance(5 * 60_000);
    expect(bridge.delivered).toHaveLength(3);
  });

  it('is on the default bus only', () => {
    const bridge = aBridge();
    bridge.createBus(OWNER, 'findings');
    expect(() => bridge.putRule(aRule({ bus: 'findings', schedule: 'rate(1 hour)' }))).toThrow(
      /only on the default event bus/,
    );
  });
});
