import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  EnableSharingWithAwsOrganizationCommand,
  RAMClient,
  type RAMClientConfig,
} from '@aws-sdk/client-ram';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Cloud, createCloud } from '../../local/cloud.ts';
import { sleepOn, withTimePassing } from '../../local/time-passing.ts';
import { dynamoMessages } from '../../src/aws/dynamo-messages.ts';
import { dynamoOutbox } from '../../src/aws/dynamo-outbox.ts';
import { documentClient } from '../../src/aws/dynamo-table.ts';
import type { Alert } from '../../src/core/alert.ts';
import { type Finding, type News, newsKey } from '../../src/core/finding.ts';
import type { Guardrails } from '../../src/core/guardrail.ts';
import type { Removal } from '../../src/core/removal.ts';
import type { Change, Subject } from '../../src/core/subject.ts';
import type { SweepRequest } from '../../src/core/sweep.ts';
import { readResourceEvent } from '../../src/events/resource-event.ts';
import { readShareEvent } from '../../src/events/share-event.ts';
import { readSweepRequest } from '../../src/events/sweep-request.ts';
import { type LookOutcome, lookAtResources, lookAtShares } from '../../src/flows/look.ts';
import { type SweepOutcome, sweep } from '../../src/flows/sweep/sweep.ts';
import { tell } from '../../src/flows/tell.ts';
import type { AlertChannel, Ports, SweepPorts } from '../../src/ports.ts';
import { connectChecking } from '../../src/runtime/connect-checking.ts';
import { connectSweeping } from '../../src/runtime/connect-sweeping.ts';
import { aLook, MANAGEMENT, OWNER, REGION, SCOPE, someGuardrails } from './builders.ts';
import { type Hands, sdkHands } from './hands.ts';
import type { Life } from './life.ts';

/** The flows on their real adapters, before a local cloud in this process whose time moves by hand. */
export interface ServiceInProcess {
  readonly cloud: Cloud;
  readonly ports: Ports;
  readonly operator: Hands;
  /** For SDK clients of the owner. */
  readonly client: Pick<RAMClientConfig, 'requestHandler' | 'region' | 'endpoint' | 'credentials'>;
  /** The same flows in a process that will die. */
  dying(
    life: Life,
  ): Pick<ServiceInProcess, 'ports' | 'lookAtShare' | 'lookAtPools' | 'lookAtPolicy' | 'sweep' | 'sweepWith'>;
  /** Looks at a share as an event about it would make `on-share-change` do. */
  lookAtShare(shareArn: string, subject?: Partial<Subject>): Promise<LookOutcome>;
  lookAtPools(arns: readonly string[] | 'all'): Promise<LookOutcome>;
  /** Looks at a policy as an event about it would make `on-resource-change` do. */
  lookAtPolicy(arn: string, changes?: readonly Change[]): Promise<LookOutcome>;
  /** As `lookAtShare`, with other guardrails, and other ports where given. */
  lookAtShareUnder(
    guardrails: Partial<Guardrails>,
    shareArn: string,
    subject?: Partial<Subject>,
    replaced?: Partial<Ports>,
  ): Promise<LookOutcome>;
  /** As `lookAtShare`, by SDK clients that don't repeat a call. */
  lookAtShareImpatiently(shareArn: string): Promise<LookOutcome>;
  lookAtPoolsWith(replaced: Partial<Ports>, arns: readonly string[] | 'all'): Promise<LookOutcome>;
  lookAtPolicyWith(replaced: Partial<Ports>, arn: string): Promise<LookOutcome>;
  /** As `lookAtPolicy`, with other guardrails. */
  lookAtPolicyUnder(guardrails: Partial<Guardrails>, arn: string): Promise<LookOutcome>;
  /** Sweeps the owner's scope as `on-scope-due` does, in the time that the published rates take. */
  sweep(request?: Partial<SweepRequest>): Promise<SweepOutcome>;
  /** As `sweep`, with other ports. */
  sweepWith(
    replaced: (ports: SweepPorts) => Partial<SweepPorts>,
    request?: Partial<SweepRequest>,
  ): Promise<SweepOutcome>;
  /** Takes the sweeps that have been asked for and not been made. */
  sweepsAskedFor(): readonly SweepRequest[];
  /** Loses every message that asks for another look. */
  loseMessages(): Promise<void>;
  advance(seconds: number): Promise<void>;
  /**
   * Lets time pass until nobody asks for another look and all news is told.
   * @throws when that takes more than a day.
   */
  rest(): Promise<void>;
  /** What was announced, oldest first. */
  readonly news: readonly News[];
  /** What people were told by `rest`, oldest first. */
  readonly told: readonly Alert[];
  /** Messages that ask for another look. */
  rechecks(): number;
  findings(about: string): Promise<readonly Finding[]>;
  removals(shareArn: string): Promise<readonly Removal[]>;
  /** Operations of a service that the flows called since the last time they were asked for. */
  calls(service: string): readonly string[];
  stop(): Promise<void>;
}

export async function serviceInProcess(
  guardrails: Partial<Guardrails> = {},
  replaced: Partial<Ports> = {},
): Promise<ServiceInProcess> {
  const cloud = await createCloud({ clock: 'manual' });
  const { requestHandler } = cloud;
  const client = {
    requestHandler,
    region: REGION,
    endpoint: cloud.endpoint(),
    credentials: { accessKeyId: OWNER, secretAccessKey: 'local' },
  };
  await makeTable(new DynamoDBClient(client));
  const management = { ...client, credentials: { accessKeyId: MANAGEMENT, secretAccessKey: 'local' } };
  await new RAMClient(management).send(new EnableSharingWithAwsOrganizationCommand({}));
  cloud.eventBridge.createBus(SCOPE, 'findings');
  const { QueueUrl = '' } = await new SQSClient(client).send(new CreateQueueCommand({ QueueName: 'shares' }));
  const queue = cloud.queues.arns().find((arn) => arn.endsWith(':shares')) ?? '';
  const scopes = cloud.queues.create(SCOPE, 'scopes', {});
  const config = {
    tableName: 'sharewarden',
    findingsBus: 'findings',
    shareQueueUrl: QueueUrl,
    resourceQueueUrl: QueueUrl,
    scopeQueueUrl: QueueUrl.replace(/shares$/, 'scopes'),
    speed: 1,
    deadLetterQueueUrl: QueueUrl,
    maxReceives: 5,
    ownRoleArns: [],
  };
  const clock = { now: () => new Date(cloud.world.clock.now()).toISOString() };
  const wait = (ms: number) => cloud.world.clock.advance(ms);
  const file = someGuardrails(guardrails);
  const processOn = (transport: typeof client & { readonly maxAttempts?: number }) => {
    const ports = {
      ...connectChecking(config, { client: transport, clock, wait }).portsIn(REGION),
      ...replaced,
    };
    const { portsIn } = connectSweeping(config, { client: transport, clock }, sleepOn(cloud.world.clock));
    const sweepWith: ServiceInProcess['sweepWith'] = async (others, request = {}) => {
      const until = new Date(cloud.world.clock.now() + SWEEP_SECONDS * 1000).toISOString();
      const swept = { ...portsIn(REGION), ...replaced };
      const sweepPorts = { ...swept, ...others(swept) };
      const { result } = await withTimePassing(cloud, () =>
        sweep({ scope: SCOPE, ...request }, until, sweepPorts, file),
      );
      return result;
    };
    return {
      ports,
      ...looksOn(ports, file),
      sweep: (request: Partial<SweepRequest> = {}) => sweepWith(() => ({}), request),
      sweepWith,
    };
  };
  const alive = processOn(client);
  const told: Alert[] = [];
  const channel: AlertChannel = {
    name: 'people',
    placeOf: () => 'here',
    async tell(_, digest) {
      told.push(...digest);
      return undefined;
    },
  };
  const documents = documentClient(new DynamoDBClient(client));
  const telling = {
    outbox: dynamoOutbox(documents, config.tableName),
    messages: dynamoMessages(documents, config.tableName),
    flushes: { ask: () => Promise.reject(new Error('everything is told at once')) },
    channels: [channel],
    wait,
    digestSeconds: 0,
  };
  const newsOnBus = (): readonly News[] => {
    const events = cloud.events().filter(({ source }) => source === 'sharewarden');
    // The announcer writes nothing else under this source.
    return events.map(({ detail }) => detail as unknown as News);
  };
  let seen = 0;
  const heard = new Set<string>();

  /** One round of what the functions behind the two queues do. */
  const serve = async (): Promise<void> => {
    for (const message of cloud.queues.receive(queue, 10, 360)) {
      const body: unknown = JSON.parse(message.body);
      const [share, resource] = [readShareEvent(body, config), readResourceEvent(body, config)];
      if ('subject' in share) await lookAtShares([share.subject], alive.ports, file);
      else if ('subject' in resource) await lookAtResources([resource.subject], alive.ports, file);
      else throw new Error(`not a re-check: ${message.body}`);
      cloud.queues.delete(queue, message.receiptHandle);
    }
    for (const message of cloud.queues.receive(scopes, 10, 5400)) {
      const read = readSweepRequest(JSON.parse(message.body));
      if (!('subject' in read)) throw new Error(`not a sweep: ${message.body}`);
      await alive.sweep(read.subject);
      cloud.queues.delete(scopes, message.receiptHandle);
    }
    const fresh = newsOnBus().filter((each) => !heard.has(newsKey(each)));
    const until = new Date(cloud.world.clock.now() + TELL_SECONDS * 1000).toISOString();
    const outcomeOf = await tell(fresh, until, { ...alive.ports, ...telling });
    for (const news of fresh) {
      outcomeOf(news);
      heard.add(newsKey(news));
    }
  };
  const messagesOn = (arn: string) => {
    const { visible, inFlight, delayed } = cloud.queues.depth(arn);
    return visible + inFlight + delayed;
  };
  const rechecks = () => messagesOn(queue);
  const isBusy = () => rechecks() + messagesOn(scopes) > 0;
  return {
    cloud,
    client,
    ...alive,
    dying: (life) => processOn({ ...client, requestHandler: life.through(requestHandler) }),
    lookAtShareUnder: (others, shareArn, subject, replaced) =>
      looksOn({ ...alive.ports, ...replaced }, someGuardrails(others)).lookAtShare(shareArn, subject),
    lookAtShareImpatiently: (shareArn) => processOn({ ...client, maxAttempts: 1 }).lookAtShare(shareArn),
    lookAtPoolsWith: (others, arns) => looksOn({ ...alive.ports, ...others }, file).lookAtPools(arns),
    lookAtPolicyWith: (others, arn) => looksOn({ ...alive.ports, ...others }, file).lookAtPolicy(arn),
    lookAtPolicyUnder: (others, arn) => looksOn(alive.ports, someGuardrails(others)).lookAtPolicy(arn),
    sweepsAskedFor: () =>
      cloud.queues.receive(scopes, 10, 900).map(({ body, receiptHandle }) => {
        cloud.queues.delete(scopes, receiptHandle);
        return JSON.parse(body) as SweepRequest; // sent by the sweep
      }),
    async loseMessages() {
      for (let seconds = 0; rechecks() > 0 && seconds < 900; seconds += 60) {
        for (const { receiptHandle } of cloud.queues.receive(queue, 10, 0))
          cloud.queues.delete(queue, receiptHandle);
        await cloud.world.clock.advance(60_000);
      }
    },
    operator: sdkHands(cloud.endpoint(), requestHandler),
    advance: (seconds) => cloud.world.clock.advance(seconds * 1000),
    async rest() {
      const end = cloud.world.clock.now() + DAY_MS;
      await serve();
      for (let seconds = 1; isBusy(); seconds = Math.min(900, seconds * 1.5)) {
        if (cloud.world.clock.now() > end) throw new Error(`no rest: ${rechecks()} re-checks after a day`);
        await cloud.world.clock.advance(seconds * 1000);
        await serve();
      }
    },
    get news() {
      return newsOnBus();
    },
    told,
    rechecks,
    findings: (about) => alive.ports.findings.about(about),
    removals: (shareArn) => alive.ports.ledger.removals(shareArn),
    calls(service) {
      const entries = cloud.calls.entries();
      const fresh = entries.slice(seen).filter((call) => call.service === service);
      seen = entries.length;
      return fresh.map(({ operation }) => operation);
    },
    stop: () => cloud.stop(),
  };
}

/** Longer than on-finding may run: all is told in one run. */
const TELL_SECONDS = 3600;
const DAY_MS = 24 * 3600 * 1000;
/** How long on-scope-due may run. */
const SWEEP_SECONDS = 900;

function looksOn(
  ports: Ports,
  file: Guardrails,
): Pick<ServiceInProcess, 'lookAtShare' | 'lookAtPools' | 'lookAtPolicy'> {
  return {
    lookAtShare(shareArn, subject = {}) {
      const plain = { kind: 'share', shareArn, changes: [], isRecheck: false } as const;
      return lookAtShares([{ ...plain, ...subject } as Subject], ports, file);
    },
    lookAtPools(arns) {
      const subject: Subject = arns === 'all' ? { kind: 'scope', scope: SCOPE } : aLook({ arns });
      return lookAtResources([subject], ports, file);
    },
    lookAtPolicy(arn, changes = []) {
      return lookAtResources([aLook({ arns: [arn], policies: [arn], changes })], ports, file);
    },
  };
}

/** The table of infra/table.yml. */
export async function makeTable(dynamoDb: DynamoDBClient): Promise<void> {
  const keys = ['pk', 'sk'] as const;
  await dynamoDb.send(
    new CreateTableCommand({
      TableName: 'sharewarden',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
}
