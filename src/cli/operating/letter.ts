import type { DeadLetter } from '../../aws/sqs-dead-letter-queues.ts';
import { newsKey } from '../../core/finding.ts';
import type { Reading } from '../../core/reading.ts';
import type { Scope } from '../../core/resource.ts';
import type { Subject } from '../../core/subject.ts';
import { readDecisionRequest } from '../../events/decision-request.ts';
import { readNewsEvent } from '../../events/news-event.ts';
import { readOrganizationEvent } from '../../events/organization-event.ts';
import { readResourceEvent } from '../../events/resource-event.ts';
import { readScheduleEvent } from '../../events/schedule-event.ts';
import { readShareEvent } from '../../events/share-event.ts';
import { readSweepRequest } from '../../events/sweep-request.ts';
import type { QueueKind } from './dead-letter-queue.ts';

/** A dead letter, as people are told of it. */
export interface Letter {
  readonly queue: QueueKind;
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly sentAt: string;
  readonly receives: number;
  /** The function that could not handle it, or the rule that could not hand it on. */
  readonly from: string;
  readonly error: string;
  /** What it asks to look at, or what is to be told. */
  readonly about: string;
}

/** What is known of a message in a dead-letter queue. */
export function letterOf(queue: QueueKind, { id, sentAt, receives, attributes, body }: DeadLetter): Letter {
  const { RULE_ARN: rule, ERROR_CODE: code, ERROR_MESSAGE: message } = attributes;
  const error = rule === undefined ? attributes.error : [code, message].filter(Boolean).join(': ');
  const from = rule ?? attributes.function ?? `on-${FUNCTIONS[queue]}`;
  return { queue, id, sentAt, receives, from, error: error || NO_ERROR, about: aboutOf(body) };
}

const FUNCTIONS: Readonly<Record<QueueKind, string>> = {
  share: 'share-change',
  resource: 'resource-change',
  organization: 'organization-change',
  schedule: 'schedule',
  scope: 'scope-due',
  finding: 'finding',
  decision: 'decision',
  rule: 'nobody',
};

const NO_ERROR = 'SQS gave it up without an error: its function did not come to an end, or never began';

/** Own events too: what lies here was not handled. */
const ANYBODY = { ownRoleArns: [] };
const READERS: readonly ((message: unknown) => Reading<string>)[] = [
  (message) => told(readShareEvent(message, ANYBODY), subjectText),
  (message) => told(readResourceEvent(message, ANYBODY), subjectText),
  (message) => told(readNewsEvent(message), newsKey),
  (message) => told(readDecisionRequest(message), ({ kind, findingId }) => `${kind} of ${findingId}`),
  (message) => told(readSweepRequest(message), ({ scope }) => `a sweep of ${scopeText(scope)}`),
  (message) => told(readOrganizationEvent(message), () => 'sweeps, since the organization changed'),
  (message) => told(readScheduleEvent(message), () => 'sweeps, by the clock'),
];

/** As the function reads it that first understands it. */
function aboutOf(body: string): string {
  let message: unknown;
  try {
    message = JSON.parse(body);
  } catch {
    return 'not JSON';
  }
  const readings = READERS.map((read) => read(message));
  const understood = readings.find((each) => 'subject' in each);
  if (understood && 'subject' in understood) return understood.subject;
  const [first] = readings;
  return first && 'malformed' in first ? first.malformed : 'nothing that a function knows';
}

const told = <Subject>(reading: Reading<Subject>, text: (subject: Subject) => string): Reading<string> =>
  'subject' in reading ? { subject: text(reading.subject) } : reading;

function subjectText(subject: Subject): string {
  if (subject.kind === 'share') return subject.shareArn;
  if (subject.kind === 'resources') return subject.arns.join(', ');
  return scopeText(subject.scope);
}

const scopeText = ({ account, region }: Scope): string => `account ${account} in ${region}`;
