import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import { eventBridgeService } from '../../../local/events/index.ts';
import { manualWorld } from '../../support/manual-world.ts';
import { sdkSettings } from '../../support/sdk-settings.ts';

function aClient() {
  const world = manualWorld();
  const bodies: string[] = [];
  const bridge = eventBridgeService(world, (_, body) => void bodies.push(body));
  const settings = sdkSettings(world, [bridge.service]);
  return { world, bodies, bridge, client: new EventBridgeClient(settings), settings };
}

const QUEUE = 'arn:aws:sqs:us-east-1:111122223333:work';
const entry = { Source: 'app', DetailType: 'Thing', Detail: '{"n":1}' };

describe('PutEvents', () => {
  it('puts events on the bus, and answers for each entry', async () => {
    const { client, bridge, world, bodies } = aClient();
    await client.send(new CreateEventBusCommand({ Name: 'findings' }));
    await client.send(
      new PutRuleCommand({ Name: 'all', EventBusName: 'findings', EventPattern: '{"source":["app"]}' }),
    );
    await client.send(
      new PutTargetsCommand({ Rule: 'all', EventBusName: 'findings', Targets: [{ Id: '1', Arn: QUEUE }] }),
    );
    const { FailedEntryCount, Entries } = await client.send(
      new PutEventsCommand({
        Entries: [
          {
            ...entry,
            EventBusName: 'findings',
            Time: new Date('2026-01-01T00:00:00Z'),
            Resources: ['arn:x'],
          },
          { ...entry, EventBusName: 'arn:aws:events:us-east-1:111122223333:event-bus/findings' },
          { ...entry, Source: 'aws.ram' },
          { ...entry, Detail: '[1]' },
          { ...entry, Detail: 'no json' },
          { Source: 'app', Detail: '{}' },
        ],
      }),
    );
    expect(FailedEntryCount).toBe(4);
    expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      undefined,
      undefined,
      'NotAuthorizedForSourceException',
      'MalformedDetail',
      'MalformedDetail',
      'InvalidArgument',
    ]);
    expect(Entries?.[0]?.EventId).toBe(bridge.events()[0]?.id);
    await world.work.idle(1000);
    expect(JSON.parse(bodies[0] ?? '')).toMatchObject({
      account: '111122223333',
      region: 'us-east-1',
      time: '2026-01-01T00:00:00Z',
      resources: ['arn:x'],
      'detail-type': 'Thing',
      detail: { n: 1 },
    });
    expect(bodies).toHaveLength(2);
  });

  it('accepts and loses an event for a bus that is not there', async () => {
    const { client, bridge } = aClient();
    const answer = await client.send(
      new PutEventsCommand({ Entries: [{ ...entry, EventBusName: 'nowhere' }] }),
    );
    expect(answer.FailedEntryCount).toBe(0);
    expect(answer.Entries?.[0]?.EventId).toMatch(/^[0-9a-f-]{36}$/);
    expect(bridge.events()).toEqual([]);
  });

  it('refuses more than ten entries, and more than 1 MB', async () => {
    const { client } = aClient();
    const put = (Entries: (typeof entry)[]) => client.send(new PutEventsCommand({ Entries }));
    await expect(put(Array.from({ length: 11 }, () => entry))).rejects.toMatchObject({
      name: 'ValidationException',
    });
    const large = { ...entry, Detail: JSON.stringify({ text: 'x'.repeat(600_000) }) };
    await expect(put([large, large])).rejects.toThrow(/Total size of the entries/);
  });
});

describe('rules through the SDK', () => {
  it('are put, shown, and deleted once they have no targets', async () => {
    const { client } = aClient();
    const EventPattern = '{"source":["aws.ram"]}';
    const { RuleArn } = await client.send(new PutRuleCommand({ Name: 'r', EventPattern, Description: 'd' }));
    expect(RuleArn).toBe('arn:aws:events:us-east-1:111122223333:rule/r');
    expect(await client.send(new DescribeRuleCommand({ Name: 'r' }))).toMatchObject({
      Arn: RuleArn,
      EventPattern,
      State: 'ENABLED',
      Description: 'd',
      EventBusName: 'default',
    });
    await client.send(new PutTargetsCommand({ Rule: 'r', Targets: [{ Id: '1', Arn: QUEUE, Input: '{}' }] }));
    const { Targets } = await client.send(new ListTargetsByRuleCommand({ Rule: 'r' }));
    expect(Targets).toEqual([{ Id: '1', Arn: QUEUE, Input: '{}' }]);
    await client.send(new PutRuleCommand({ Name: 'r', EventPattern, State: 'DISABLED' }));
    expect((await client.send(new ListTargetsByRuleCommand({ Rule: 'r' }))).Targets).toHaveLength(1);
    await expect(client.send(new DeleteRuleCommand({ Name: 'r' }))).rejects.toThrow(/has targets/);
    await client.send(new RemoveTargetsCommand({ Rule: 'r', Ids: ['1'] }));
    await client.send(new DeleteRuleCommand({ Name: 'r' }));
    await client.send(new DeleteRuleCommand({ Name: 'r' }));
    await expect(client.send(new DescribeRuleCommand({ Name: 'r' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Rule r does not exist on EventBus default.',
    });
  });

  it('are listed page by page, also when some go meanwhile', async () => {
    const { client } = aClient();
    for (const Name of ['c', 'a', 'b', 'x']) {
      await client.send(new PutRuleCommand({ Name, EventPattern: '{"source":["a"]}' }));
    }
    const first = await client.send(new ListRulesCommand({ Limit: 3 }));
    await client.send(new DeleteRuleCommand({ Name: 'a' }));
    const second = await client.send(new ListRulesCommand({ Limit: 3, NextToken: first.NextToken }));
    expect([first, second].map(({ Rules }) => Rules?.map(({ Name }) => Name))).toEqual([
      ['a', 'b', 'c'],
      ['x'],
    ]);
    expect(second.NextToken).toBeUndefined();
    await expect(client.send(new ListRulesCommand({ NextToken: 'nonsense' }))).rejects.toThrow();
  });

  it('take five targets', async () => {
    const { client } = aClient();
    await client.send(new PutRuleCommand({ Name: 'r', EventPattern: '{"source":["a"]}' }));
    const Targets = Array.from({ length: 6 }, (_, index) => ({ Id: String(index), Arn: QUEUE }));
    await expect(client.send(new PutTargetsCommand({ Rule: 'r', Targets }))).rejects.toMatchObject({
      name: 'LimitExceededException',
    });
  });

  it.each([
    [{ EventPattern: '{"source":"a"}' }, 'InvalidEventPatternException'],
    [{ EventPattern: '{' }, 'InvalidEventPatternException'],
    [{}, 'ValidationException'],
    [{ ScheduleExpression: 'rate(5)' }, 'ValidationException'],
    [{ EventPattern: '{"source":["a"]}', EventBusName: 'nowhere' }, 'ResourceNotFoundException'],
  ])('are refused for %j with %s', async (rule, name) => {
    const { client } = aClient();
    await expect(client.send(new PutRuleCommand({ Name: 'r', ...rule }))).rejects.toMatchObject({ name });
  });
});

describe('buses through the SDK', () => {
  it('are made, shown and deleted; the default one is always there', async () => {
    const { client } = aClient();
    const { EventBusArn } = await client.send(
      new CreateEventBusCommand({ Name: 'findings', Description: 'd' }),
    );
    expect(EventBusArn).toBe('arn:aws:events:us-east-1:111122223333:event-bus/findings');
    const { EventBuses } = await client.send(new ListEventBusesCommand({}));
    expect(EventBuses?.map(({ Name }) => Name)).toEqual(['default', 'findings']);
    expect(await client.send(new DescribeEventBusCommand({}))).toMatchObject({ Name: 'default' });
    await expect(client.send(new CreateEventBusCommand({ Name: 'findings' }))).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
    });
    await client.send(new DeleteEventBusCommand({ Name: 'findings' }));
    await expect(client.send(new DescribeEventBusCommand({ Name: 'findings' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(client.send(new DeleteEventBusCommand({ Name: 'default' }))).rejects.toThrow(
      /Cannot delete/,
    );
  });
});

describe('TestEventPattern', () => {
  const Event = JSON.stringify({
    id: '1',
    account: '1',
    source: 'a',
    time: 't',
    region: 'r',
    resources: [],
    'detail-type': 'd',
    detail: {},
  });

  it('says whether the event matches', async () => {
    const { client } = aClient();
    const ask = async (EventPattern: string) =>
      (await client.send(new TestEventPatternCommand({ EventPattern, Event }))).Result;
    expect(await ask('{"source":["a"]}')).toBe(true);
    expect(await ask('{"source":["b"]}')).toBe(false);
  });

  it('refuses an event that is none, and a pattern that is none', async () => {
    const { client } = aClient();
    const ask = (EventPattern: string, event: string) =>
      client.send(new TestEventPatternCommand({ EventPattern, Event: event }));
    await expect(ask('{"source":["a"]}', '{"source":"a"}')).rejects.toThrow('Parameter Event is not valid.');
    await expect(ask('{"source":["a"]}', '{')).rejects.toThrow('Parameter Event is not valid.');
    await expect(ask('{"source":[]}', Event)).rejects.toThrow(/Empty arrays are not allowed/);
  });
});
