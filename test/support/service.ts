import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EnableSharingWithAwsOrganizationCommand, RAMClient } from '@aws-sdk/client-ram';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Cloud, createCloud } from '../../local/cloud.ts';
import type { Finding, News } from '../../src/core/finding.ts';
import type { Guardrails } from '../../src/core/guardrail.ts';
import type { Removal } from '../../src/core/removal.ts';
import type { Subject } from '../../src/core/subject.ts';
import { type LookOutcome, lookAtPools, lookAtShares } from '../../src/flows/look.ts';
import type { Ports } from '../../src/ports.ts';
import { connectChecking } from '../../src/runtime/connect-checking.ts';
import { MANAGEMENT, OWNER, REGION, SCOPE, someGuardrails } from './builders.ts';
import { type Hands, sdkHands } from './hands.ts';

/** The flows on their real adapters, before a local cloud in this process whose time moves by hand. */
export interface ServiceInProcess {
  readonly cloud: Cloud;
  readonly ports: Ports;
  readonly operator: Hands;
  /** Looks at a share as an event about it would make `on-share-change` do. */
  lookAtShare(shareArn: string, subject?: Partial<Subject>): Promise<LookOutcome>;
  lookAtPools(arns: readonly string[] | 'all'): Promise<LookOutcome>;
  advance(seconds: number): Promise<void>;
  /** What was announced, oldest first. */
  readonly news: readonly News[];
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
  const config = {
    tableName: 'sharewarden',
    findingsBus: 'findings',
    shareQueueUrl: QueueUrl,
    deadLetterQueueUrl: QueueUrl,
    ownRoleArns: [],
  };
  const clock = { now: () => new Date(cloud.world.clock.now()).toISOString() };
  const ports = { ...connectChecking(config, { client, clock }), ...replaced };
  const file = someGuardrails(guardrails);
  let seen = 0;
  return {
    cloud,
    ports,
    operator: sdkHands(cloud.endpoint(), requestHandler),
    lookAtShare(shareArn, subject = {}) {
      const plain = { kind: 'share', shareArn, changes: [], isRecheck: false } as const;
      return lookAtShares([{ ...plain, ...subject } as Subject], ports, file);
    },
    lookAtPools(arns) {
      const subject: Subject =
        arns === 'all' ? { kind: 'scope', scope: SCOPE } : { kind: 'resources', scope: SCOPE, arns };
      return lookAtPools([subject], ports, file);
    },
    advance: (seconds) => cloud.world.clock.advance(seconds * 1000),
    get news() {
      const events = cloud.events().filter(({ source }) => source === 'sharewarden');
      // The announcer writes nothing else under this source.
      return events.map(({ detail }) => detail as unknown as News);
    },
    findings: (about) => ports.findings.about(about),
    removals: (shareArn) => ports.ledger.removals(shareArn),
    calls(service) {
      const entries = cloud.calls.entries();
      const fresh = entries.slice(seen).filter((call) => call.service === service);
      seen = entries.length;
      return fresh.map(({ operation }) => operation);
    },
    stop: () => cloud.stop(),
  };
}

async function makeTable(dynamoDb: DynamoDBClient): Promise<void> {
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
