import type { Finding, News } from './finding.ts';
import type { Removal } from './removal.ts';

/** A message for the subscribers of an SNS topic: by mail the subject is its title. */
export interface SnsMessage {
  readonly subject: string;
  readonly message: string;
}

/** What a channel makes its message of. `removal`: what was done about a forbidden consumer. */
export interface Alert {
  readonly finding: Finding;
  readonly news: News;
  readonly removal?: Removal | undefined;
}

/** Alerts of one cause, which are told in one message. */
export type Digest = readonly [Alert, ...Alert[]];

/** Where an alert goes. */
export interface AlertRoute {
  /** The SSM parameter with the address of Slack's webhook, or a channel of the bot. `undefined`: Slack is not told. */
  readonly slack: string | undefined;
  readonly sns: boolean;
}
