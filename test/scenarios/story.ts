import type { EventFaultOptions } from '../../local/events/index.ts';
import type { Switches } from '../../local/switches.ts';
import type { Hands } from '../support/hands.ts';

/** Something that happens between people and Sharewarden: told once, run in several ways. */
export interface Story {
  readonly title: string;
  /** How AWS behaves meanwhile, where that is not known. */
  readonly switches?: Partial<Switches>;
  /** Looks follow each other for long, each like the one before. */
  readonly isLong?: boolean;
  /** Half a day passes, with a sweep every 15 minutes where these are deployed: that takes processes minutes. */
  readonly takesHours?: boolean;
  /**
   * What people do. At each `yield` Sharewarden gets the time to act on it: so many seconds, or until it comes to rest.
   *
   * @returns what must be true at the end, when Sharewarden has come to rest.
   */
  readonly told: (people: People) => AsyncGenerator<number | undefined, Ending>;
}

/** Who acts in a story. */
export interface People {
  readonly operator: Hands;
  /** ARN of a number of the owner, in no pool and without a policy. Other stories may share it, too. */
  aNumber(): Promise<string>;
  /** Accepts the invitation to a share, as the account that is invited. */
  accept(account: string, shareArn: string): Promise<void>;
  /** Has the services of a share act for this account too. */
  addSource(shareArn: string, account: string): Promise<void>;
  /** From now on AWS behaves so. */
  switches(values: Partial<Switches>): Promise<void>;
  /** From now on events come so. */
  events(faults: EventFaultOptions): Promise<void>;
  /** Puts something on the queue of share events. */
  send(body: string): Promise<void>;
}

/** The world at the end. What it does not name plays no part. */
export interface Ending {
  /** By ARN of the share: what RAM lists, sorted. */
  readonly principals?: Lists;
  readonly resources?: Lists;
  readonly sources?: Lists;
  /** By ARN of the resource: the statements of its policy. */
  readonly policies?: Readonly<Record<string, readonly object[]>>;
  /** By ARN of the share or resource: `999988887777: done`, sorted. */
  readonly removals: Lists;
  /** By ARN of the share, resource or pool: `forbidden-consumer: resolved, removed`, sorted. */
  readonly findings: Lists;
  /** What Sharewarden changed of those in `removals`, and AWS accepted: `DisassociateResourceShare`, sorted. */
  readonly changes: readonly string[];
  /** By a word in them: how many Slack messages there are. */
  readonly messages: Readonly<Record<string, number>>;
  /** Bodies of what was set aside, each once. */
  readonly deadLetters?: readonly string[];
}
type Lists = Readonly<Record<string, readonly string[]>>;
