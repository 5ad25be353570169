import { setImmediate as nextTurn } from 'node:timers/promises';
import { EnableSharingWithAwsOrganizationCommand, RAMClient } from '@aws-sdk/client-ram';
import type { Context } from 'aws-lambda';
import { createCloud } from '../../local/cloud.ts';
import { webhookUrl } from '../../local/control/slack.ts';
import { concurrency } from '../../local/lambda/concurrency.ts';
import { startEventSource } from '../../local/lambda/event-source.ts';
import { failure } from '../../local/lambda/function.ts';
import { routeOf } from '../../src/alerts/route.ts';
import { slackMessage } from '../../src/alerts/slack-message.ts';
import { snsMessage, titleOf } from '../../src/alerts/sns-message.ts';
import { dynamoFindings } from '../../src/aws/dynamo-findings.ts';
import { dynamoLedger } from '../../src/aws/dynamo-ledger.ts';
import { wakingKey } from '../../src/core/digest.ts';
import type { Guardrails } from '../../src/core/guardrail.ts';
import { severityOf } from '../../src/core/severity.ts';
import { subjectKey } from '../../src/core/subject.ts';
import { findingMessage } from '../../src/events/finding-message.ts';
import { readResourceEvent } from '../../src/events/resource-event.ts';
import { readShareEvent } from '../../src/events/share-event.ts';
import { readTellingMessage } from '../../src/events/telling-message.ts';
import { lookAtResources, lookAtShares } from '../../src/flows/look.ts';
import { tell as tellNews } from '../../src/flows/tell.ts';
import { connectChecking } from '../../src/runtime/connect-checking.ts';
import { connectTelling } from '../../src/runtime/connect-telling.ts';
import { documentClientOf, memoryTable } from '../simulation/memory-table.ts';
import { MANAGEMENT, OWNER, REGION, SCOPE } from '../support/builders.ts';
import { type Calls, fated, type Process } from '../support/fate.ts';
import { sdkHands } from '../support/hands.ts';
import { acceptInvitation, addSource, type Entry, type Stage } from './stage.ts';

// Before it is loaded: lines of log for thousands of invocations help nobody.
Object.assign(process.env, { POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_METRICS_DISABLED: 'true' });
const { sqsHandler } = await import('../../src/runtime/lambda.ts');

const DAY_SECONDS = 86_400;
function noAnswer(): never {
  throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
}

/** Any object is one. */
const entries = (list: readonly object[]) => list as readonly Entry[];

/**
 * The functions in this process behind queues as in infra/queues.yml and serverless.yml, before a local cloud whose time
 * moves by hand.
 */
export async function inProcess(file: Guardrails, calls: Calls = fated()): Promise<Stage & AsyncDisposable> {
  const cloud = await createCloud({ clock: 'manual', log: () => {} });
  const { requestHandler, queues, world } = cloud;
  const endpoint = cloud.endpoint();
  const as = (accessKeyId: string) => ({
    requestHandler,
    region: REGION,
    endpoint,
    credentials: { accessKeyId, secretAccessKey: 'local' },
  });
  const client = as(OWNER);
  const table = memoryTable();
  await new RAMClient(as(MANAGEMENT)).send(new EnableSharingWithAwsOrganizationCommand({}));
  cloud.eventBridge.createBus(SCOPE, 'findings');
  cloud.ssm.put(SCOPE, '/sharewarden/slack-webhook', webhookUrl(endpoint, 'alerts'), 'SecureString');

  const deadLetterArn = queues.create(SCOPE, 'dead-letters');
  const queue = (name: string, VisibilityTimeout: number, maxReceiveCount: number) =>
    queues.create(SCOPE, name, {
      VisibilityTimeout: String(VisibilityTimeout),
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetterArn, maxReceiveCount }),
    });
  const [shares, resources, findings] = [
    queue('shares', 360, 5),
    queue('resources', 2160, 5),
    queue('findings', 180, 20),
  ];
  function rule(source: string, queueArn: string, bus?: string): void {
    const letIn = { Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage' };
    cloud.permissions.putResourcePolicy(queueArn, {
      Statement: { Effect: 'Allow', ...letIn, Resource: queueArn },
    });
    const targets = [{ Id: 'queue', Arn: queueArn }];
    cloud.eventBridge.putRule({ scope: SCOPE, name: source, bus, pattern: { source: [source] }, targets });
  }
  rule('aws.ram', shares);
  rule('aws.sms-voice', resources);
  rule('sharewarden', findings, 'findings');

  const url = (name: string) => `${endpoint}/${OWNER}/${name}`;
  const roleOf = (name: string) => `arn:aws:iam::${OWNER}:role/${name}`;
  const config = {
    tableName: 'sharewarden',
    findingsBus: 'findings',
    shareQueueUrl: url('shares'),
    resourceQueueUrl: url('resources'),
    findingQueueUrl: url('findings'),
    digestSeconds: 1,
    deadLetterQueueUrl: url('dead-letters'),
    maxReceives: 5,
    ownRoleArns: ['on-share-change', 'on-resource-change'].map(roleOf),
    alertTopicArn: cloud.sns.createTopic(SCOPE, 'alerts'),
    hasButtons: false,
    slackChannel: undefined,
    findingTopicArn: cloud.sns.createTopic(SCOPE, 'findings'),
    slackWebhookParameter: '/sharewarden/slack-webhook',
    slackTokenParameter: '',
    slackApi: 'https://slack.com/api',
  };
  const clock = { now: () => new Date(world.clock.now()).toISOString() };
  const surroundings = (name: string, process: Process) => ({
    client: {
      ...client,
      requestHandler: process.through(requestHandler),
      credentials: cloud.identities.assume(roleOf(name), 'session', 3 * DAY_SECONDS),
    },
    documents: documentClientOf((command) =>
      process.call(command.constructor.name, async () => table.answer(command)),
    ),
    clock,
    // Nobody else could go on meanwhile: time stands still while a function runs.
    wait: async () => {},
    fetch: (async (address: string, { body }: { body: string }) => {
      const {
        status,
        body: text,
        headers,
      } = await process.call('Slack', () =>
        Promise.race([cloud.slack.receive(address, body), nextTurn().then(noAnswer)]),
      );
      return new Response(String(text), { status, ...(headers && { headers }) });
    }) as unknown as typeof fetch, // only called the way it is used here
  });

  type Handler = (event: never, context: Context) => Promise<unknown>;
  function start(
    name: string,
    queueArn: string,
    batchSize: number,
    connect: (process: Process) => Handler,
  ): void {
    const process = calls.process(name);
    const handler = connect(process);
    const run = async (payload: string) => {
      process.begin();
      const end = world.inFlight(`invocation of ${name}`);
      try {
        const answer = await handler(
          JSON.parse(payload) as never,
          { functionName: name, awsRequestId: name, getRemainingTimeInMillis: () => 60_000 } as Context,
        );
        if (process.isDead()) return failure('Runtime.ExitError', 'the process died');
        return { status: 'success', payload: JSON.stringify(answer) } as const;
      } finally {
        end();
      }
    };
    startEventSource(
      {
        queueArn,
        functionName: name,
        batchSize,
        batchingWindowSeconds: 1,
        maximumConcurrency: 1,
        reportsItemFailures: true,
      },
      {
        world,
        queues,
        concurrency: concurrency(undefined),
        run,
        onTrouble: (error) => {
          throw error;
        },
      },
    );
  }

  start('on-share-change', shares, 40, (process) => {
    const { portsIn, deadLetters } = connectChecking(config, surroundings('on-share-change', process));
    return sqsHandler({
      parse: (message, arrivedAt) => readShareEvent(message, config, arrivedAt),
      keyOf: subjectKey,
      handle: (subjects) => lookAtShares(subjects, portsIn(REGION), file),
      deadLetters,
      maxReceives: 5,
    }) as Handler; // the records are the local cloud's
  });
  start('on-resource-change', resources, 10, (process) => {
    const { portsIn, deadLetters } = connectChecking(config, surroundings('on-resource-change', process));
    return sqsHandler({
      parse: (message) => readResourceEvent(message, config),
      keyOf: subjectKey,
      handle: (subjects) => lookAtResources(subjects, portsIn(REGION), file),
      deadLetters,
      maxReceives: 5,
    }) as Handler; // as above
  });
  start('on-finding', findings, 100, (process) => {
    const route = routeOf.bind(undefined, file.alerts);
    const ports = connectTelling(
      config,
      {
        route: ({ finding: { owner, body } }) => route(owner, severityOf(body), config.slackWebhookParameter),
        slack: (digest) => slackMessage(digest),
        sns: snsMessage,
        machines: (alert) => findingMessage(alert, titleOf(alert)),
      },
      surroundings('on-finding', process),
    );
    return sqsHandler({
      parse: readTellingMessage,
      keyOf: wakingKey,
      async handleAll(wakings) {
        const until = new Date(world.clock.now() + 30_000).toISOString();
        const outcomeOf = await tellNews(wakings, until, ports);
        return (waking) => ({ outcome: outcomeOf(waking) });
      },
      deadLetters: ports.deadLetters,
      maxReceives: 20,
    }) as Handler; // as above
  });

  const documents = documentClientOf(async (command) => table.answer(command));
  const [ledger, found] = [
    dynamoLedger(documents, config.tableName),
    dynamoFindings(documents, config.tableName),
  ];
  const operator = sdkHands(endpoint, requestHandler);
  const advance = (seconds: number) => world.clock.advance(seconds * 1000);
  const waiting = () =>
    [shares, resources, findings].reduce((sum, arn) => {
      const { visible, inFlight, delayed } = queues.depth(arn);
      return sum + visible + inFlight + delayed;
    }, 0);
  return {
    client,
    people: {
      operator,
      aNumber: async () => (await operator.requestNumber()).arn,
      accept: (account, share) => acceptInvitation(client, account, share),
      addSource: (share, account) => addSource(client, share, account),
      switches: async (values) => void Object.assign(world.switches, values),
      events: async (faults) => cloud.eventBridge.faults.set(faults),
      send: async (body) => void queues.send(shares, { body }),
    },
    pass: advance,
    async rest() {
      const end = world.clock.now() + 2 * DAY_SECONDS * 1000;
      for (let seconds = 2; seconds === 2 || waiting() > 0; seconds = Math.min(900, seconds * 1.5)) {
        if (world.clock.now() > end) throw new Error(`no rest: ${waiting()} messages after two days`);
        await advance(seconds);
      }
    },
    removals: async (about) => entries(await ledger.removals(about)),
    findings: async (about) => entries(await found.about(about)),
    calls: async () => entries(cloud.calls.entries()),
    slack: async () => entries(cloud.slack.messages()),
    slackFails: async (...faults) => cloud.slack.setFaults(...faults),
    deadLetters: async () => queues.receive(deadLetterArn, 10, 0).map(({ body }) => body),
    [Symbol.asyncDispose]: () => cloud.stop(),
  };
}
