import { AwsError, notSimulated } from '../aws-error.ts';

/** A queue's attributes as they are set: text by name. */
export type Settings = Readonly<Record<string, string>>;

/** What a queue has that sets nothing. Source: SQS API reference, SetQueueAttributes. */
export const DEFAULT_SETTINGS: Settings = {
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  VisibilityTimeout: '30',
  SqsManagedSseEnabled: 'true',
};

/** Where messages go that were received too often. */
export interface Redrive {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/**
 * Checks attributes that somebody sets. FIFO queues are not simulated.
 *
 * @throws AwsError InvalidAttributeName, InvalidAttributeValue, NotImplementedError.
 */
export function checkSettings(settings: Settings): void {
  for (const [name, value] of Object.entries(settings)) {
    if (FIFO.has(name) && value !== 'false') {
      throw noFifo();
    }
    const range = RANGES[name];
    if (range) checkRange(name, value, range);
    else if (name === 'RedrivePolicy') redriveOf({ RedrivePolicy: value });
    else if (name === 'Policy' || name === 'RedriveAllowPolicy') checkJson(name, value);
    else if (!TEXTS.has(name) && !FIFO.has(name)) {
      throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
    }
  }
}

export const noFifo = (): AwsError => notSimulated('sqs CreateQueue of a FIFO queue');

/** @throws AwsError InvalidAttributeValue when `RedrivePolicy` can't be read. */
export function redriveOf({ RedrivePolicy }: Settings): Redrive | undefined {
  if (!RedrivePolicy) return undefined;
  const policy = checkJson('RedrivePolicy', RedrivePolicy);
  const { deadLetterTargetArn } = policy;
  const maxReceiveCount = Number(policy.maxReceiveCount);
  const isCount = Number.isInteger(maxReceiveCount) && maxReceiveCount >= 1 && maxReceiveCount <= 1000;
  if (typeof deadLetterTargetArn !== 'string' || !isCount) throw invalid('RedrivePolicy', RedrivePolicy);
  return { deadLetterTargetArn, maxReceiveCount };
}

/** A setting that is a number: seconds, or bytes. */
export const numberOf = (settings: Settings, name: string): number => Number(settings[name] ?? 0);

/** Can an attribute of this name be set? */
export const isSettable = (name: string): boolean =>
  name in RANGES || TEXTS.has(name) || FIFO.has(name) || JSONS.has(name);

const RANGES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  DelaySeconds: [0, 900],
  MaximumMessageSize: [1024, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  VisibilityTimeout: [0, 43_200],
  KmsDataKeyReusePeriodSeconds: [60, 86_400],
};
const JSONS = new Set(['Policy', 'RedrivePolicy', 'RedriveAllowPolicy']);
const TEXTS = new Set(['KmsMasterKeyId', 'SqsManagedSseEnabled']);
const FIFO = new Set(['FifoQueue', 'ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit']);

function checkRange(name: string, value: string, [least, most]: readonly [number, number]): void {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < least || number > most) throw invalid(name, value);
}

/** An empty text takes the attribute away. */
function checkJson(name: string, value: string): Readonly<Record<string, unknown>> {
  if (value === '') return {};
  try {
    const parsed: unknown = JSON.parse(value);
    if (typeof parsed === 'object' && parsed !== null) return { ...parsed };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw invalid(name, value);
}

const invalid = (name: string, value: string) =>
  new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}: ${value}.`);
