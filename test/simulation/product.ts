import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { RAMClient } from '@aws-sdk/client-ram';
import { SQSClient } from '@aws-sdk/client-sqs';
import { awsEnforcer } from '../../src/aws/aws-enforcer.ts';
import { cachedDirectory } from '../../src/aws/cached-directory.ts';
import { directoryRecords } from '../../src/aws/dynamo-directory.ts';
import { dynamoFindings } from '../../src/aws/dynamo-findings.ts';
import { dynamoLedger } from '../../src/aws/dynamo-ledger.ts';
import { dynamoMessages } from '../../src/aws/dynamo-messages.ts';
import { dynamoOutbox } from '../../src/aws/dynamo-outbox.ts';
import { tableOf } from '../../src/aws/dynamo-table.ts';
import { dynamoTurns } from '../../src/aws/dynamo-turns.ts';
import { eventBridgeAnnouncer } from '../../src/aws/event-bridge-announcer.ts';
import { organizationsDirectory } from '../../src/aws/organizations-directory.ts';
import { ramShares } from '../../src/aws/ram-shares.ts';
import { smsInventory } from '../../src/aws/sms-inventory.ts';
import { smsPolicies } from '../../src/aws/sms-policies.ts';
import { smsResources } from '../../src/aws/sms-resources.ts';
import { sqsFlushes } from '../../src/aws/sqs-flushes.ts';
import { sqsRechecks } from '../../src/aws/sqs-rechecks.ts';
import { sqsSweeps } from '../../src/aws/sqs-sweeps.ts';
import type { Guardrails } from '../../src/core/guardrail.ts';
import type { Own, Reading } from '../../src/core/reading.ts';
import { subjectKey } from '../../src/core/subject.ts';
import { sweepKey } from '../../src/core/sweep.ts';
import { readOrganizationEvent } from '../../src/events/organization-event.ts';
import { readResourceEvent } from '../../src/events/resource-event.ts';
import { readShareEvent } from '../../src/events/share-event.ts';
import { readSweepRequest } from '../../src/events/sweep-request.ts';
import { readTellingMessage } from '../../src/events/telling-message.ts';
import { askForSweeps } from '../../src/flows/ask-for-sweeps.ts';
import { lookAtResources, lookAtShares } from '../../src/flows/look.ts';
import { sweep } from '../../src/flows/sweep/sweep.ts';
import { type TellPorts, tell } from '../../src/flows/tell.ts';
import type { AlertChannel, Clock, SweepPorts } from '../../src/ports.ts';
import { documentClientOf } from './memory-table.ts';
import { OWN_ROLES, SCOPE } from './names.ts';
import type { QueueName } from './queue.ts';

/** The own roles' events are echoes. */
export const OWN: Own = { ownRoleArns: Object.values(OWN_ROLES) };

/** Answers what SDK clients send. */
export type Send = (
  service: ServiceOfClient,
  operation: string,
  command: { readonly input: object },
) => Promise<object>;
export type ServiceOfClient = 'ram' | 'sms-voice' | 'organizations' | 'events' | 'sqs' | 'dynamodb';

/** What all functions need. */
export type SimulatedPorts = SweepPorts & Omit<TellPorts, 'channels'>;

/** The product's own adapters, as src/runtime puts them together, on clients whose calls `send` answers. */
export function portsOn(send: Send, clock: Clock, wait: (ms: number) => Promise<void>): SimulatedPorts {
  const ram = clientOf(RAMClient, 'ram', send);
  const sms = clientOf(PinpointSMSVoiceV2Client, 'sms-voice', send);
  const sqs = clientOf(SQSClient, 'sqs', send);
  const table = documentClientOf((command) => sent(send, 'dynamodb', command));
  return {
    shares: ramShares(ram, clock),
    resources: smsResources(sms, clock),
    policies: smsPolicies(sms, ram, clock),
    directory: cachedDirectory(
      organizationsDirectory(clientOf(OrganizationsClient, 'organizations', send)),
      directoryRecords(tableOf(table, TABLE)),
      clock,
    ),
    enforcer: awsEnforcer(ram, sms),
    ledger: dynamoLedger(table, TABLE),
    findings: dynamoFindings(table, TABLE),
    announcer: eventBridgeAnnouncer(clientOf(EventBridgeClient, 'events', send), 'findings'),
    rechecks: sqsRechecks(sqs, QUEUE_URLS),
    turns: dynamoTurns(tableOf(table, TABLE), clock, wait),
    clock,
    inventory: smsInventory(sms, ram, clock),
    sweeps: sqsSweeps(sqs, QUEUE_URLS.scopes),
    outbox: dynamoOutbox(table, TABLE),
    messages: dynamoMessages(table, TABLE),
    flushes: sqsFlushes(sqs, QUEUE_URLS.findings),
    wait,
    digestSeconds: DIGEST_SECONDS,
  };
}

const TABLE = 'sharewarden';
const QUEUE_URLS = {
  shares: 'shares',
  resources: 'resources',
  scopes: 'scopes',
  findings: 'findings',
} as const;
const DIGEST_SECONDS = 60;

/** A client without the SDK's own way to AWS: of its class, as paginators demand, and with nothing but `send`. */
function clientOf<Client extends object>(
  type: { readonly prototype: Client },
  service: ServiceOfClient,
  send: Send,
): Client {
  return Object.assign(Object.create(type.prototype), {
    send: (command: object) => sent(send, service, command),
  });
}

function sent(send: Send, service: ServiceOfClient, command: object): Promise<object> {
  return send(service, operationOf(command), command as { readonly input: object }); // as every command has it
}

/** By the classes of commands. */
const operations = new Map<unknown, string>();
function operationOf({ constructor: type }: object): string {
  const known = operations.get(type);
  if (known !== undefined) return known;
  const operation = type.name.replace(/Command$/, '');
  operations.set(type, operation);
  return operation;
}

/** What a message asks for, and how to do it: as the function behind the queue would. */
export interface Work {
  /** Messages of one key are handled together. */
  readonly key: string;
  readonly subject: unknown;
}

/** @returns `undefined`: the function ignores it. @throws for a message that makes no sense. */
export function workOf(queue: QueueName, body: string, own: Own = OWN, arrivedAt?: string): Work | undefined {
  const message: unknown = JSON.parse(body);
  if (queue === 'scopes') return workIn(readSweepRequest(message), sweepKey);
  if (queue === 'organization') return workIn(readOrganizationEvent(message), (subject) => subject);
  if (queue === 'findings') return workIn(readTellingMessage(message), () => 'telling');
  return workIn(
    queue === 'shares' ? readShareEvent(message, own, arrivedAt) : readResourceEvent(message, own),
    subjectKey,
  );
}

function workIn<Subject>(reading: Reading<Subject>, keyOf: (subject: Subject) => string): Work | undefined {
  if ('malformed' in reading) throw new Error(reading.malformed);
  return 'subject' in reading ? { key: keyOf(reading.subject), subject: reading.subject } : undefined;
}

/** Handles the subjects of one key. */
export async function handle(
  queue: QueueName,
  subjects: readonly unknown[],
  ports: SimulatedPorts,
  channel: AlertChannel,
  file: Guardrails,
): Promise<unknown> {
  // Each queue's messages were read by `workOf` for it.
  if (queue === 'shares') return lookAtShares(subjects as Parameters<typeof lookAtShares>[0], ports, file);
  if (queue === 'resources')
    return lookAtResources(subjects as Parameters<typeof lookAtResources>[0], ports, file);
  if (queue === 'organization') return askForSweeps([SCOPE], true, ports.sweeps);
  if (queue === 'scopes') {
    const until = new Date(Date.parse(ports.clock.now()) + SWEEP_MS).toISOString();
    return sweep(subjects[0] as Parameters<typeof sweep>[0], until, ports, file);
  }
  const until = new Date(Date.parse(ports.clock.now()) + TELL_MS).toISOString();
  const wakings = subjects as Parameters<typeof tell>[0];
  const outcomeOf = await tell(wakings, until, { ...ports, channels: [channel] });
  return wakings.map(outcomeOf);
}

/** So long a sweep may take before it leaves the rest to another message. */
const SWEEP_MS = 200_000;
/** As on-finding may run. */
const TELL_MS = 30_000;
