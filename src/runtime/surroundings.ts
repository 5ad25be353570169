import type { RAMClientConfig } from '@aws-sdk/client-ram';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../ports.ts';

/** The present. */
export const systemClock: Clock = { now: () => new Date().toISOString() };

/** Lets time pass. */
export const systemWait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What a run may choose other than AWS and the present: a test its transport, credentials and time. */
export interface Surroundings {
  readonly client?: Pick<RAMClientConfig, 'requestHandler' | 'region' | 'credentials' | 'endpoint'>;
  /** Where the table is, if it is not where `client` leads. */
  readonly documents?: DynamoDBDocumentClient;
  readonly clock?: Clock;
  readonly fetch?: typeof fetch;
  readonly wait?: (ms: number) => Promise<void>;
}

/** Six attempts outlast a second's throttling (sms-voice allows one call a second), and end before the function does. */
export const CHECKING_CALLS = {
  maxAttempts: 6,
  retryMode: 'standard',
  requestHandler: { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true },
} as const;

/** Fewer, since the functions that tell people or ask for sweeps may run for half as long. */
export const TELLING_CALLS = { ...CHECKING_CALLS, maxAttempts: 3 } as const;

/** Somebody waits, for three seconds: a call that does not answer soon is given up. */
export const HEARING_CALLS = {
  ...CHECKING_CALLS,
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 500, requestTimeout: 1000, throwOnRequestTimeout: true },
} as const;
