import type { VirtualClock } from './clock.ts';
import type { Switches } from './switches.ts';

/** An event as it stands on an EventBridge bus. */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What every simulated service may use of the others. One world is one local cloud; there is no other state. */
export interface World {
  readonly clock: VirtualClock;
  /** 0 to 1, seeded: the only source of chance. */
  readonly random: () => number;
  /** A UUID from `random`. */
  readonly uuid: () => string;
  /** Lower-case hex digits from `random`. */
  readonly hex: (digits: number) => string;
  /** Read afresh at each use: a run may turn them at any time. */
  readonly switches: Switches;
  /** Puts an event of an AWS service on the default bus of its account and Region. */
  readonly emit: (event: Omit<BusEvent, 'version' | 'id' | 'time'>) => void;
  /** Counts work that `/_local/idle` waits for. Returns its end. */
  readonly inFlight: (what: string) => () => void;
  /** The other services' own truth, set once all are made. */
  readonly peers: Peers;
}

export interface Peers {
  organizations: OrganizationsTruth;
  ram: RamTruth;
  smsVoice: SmsVoiceTruth;
}

/** The states that an account can be put into. */
export type AccountState = 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE' | 'CLOSED';

/** The organization as it is. */
export interface OrganizationsTruth {
  /** `undefined` when the world has no organization. */
  organization():
    | { readonly id: string; readonly arn: string; readonly managementAccount: string }
    | undefined;
  /** Ids from the root down, `['r-ab12', 'ou-ab12-…']`, or `undefined` for an account outside. */
  pathOf(account: string): readonly string[] | undefined;
  /** Does the ARN of an organization or OU exist here? */
  exists(principalArn: string): boolean;
  /** Is the account under the organization or OU of this ARN? */
  isUnder(account: string, principalArn: string): boolean;
  accounts(): readonly string[];
  /** Called when an account is moved or leaves, so that access through the organization follows. */
  onChange(listener: () => void): void;
  /** Adds an account at an OU path such as `Messaging/Prod` (made where missing), moves it, or takes it out (`undefined`). */
  place(account: string, ouPath: string | undefined, name?: string): void;
  /** As Organizations tells it; `undefined` for an account outside. */
  stateOf(account: string): string | undefined;
  /** Puts an account of the organization into a state, as AWS does it: no event tells. One that is closed leaves later. */
  setState(account: string, state: AccountState): void;
  /** Was the account closed, and is its post-closure period over? */
  hasVanished(account: string): boolean;
}

/** What resource shares really grant. */
export interface RamTruth {
  /** ARNs of resources that the account may use now through shares of others in the Region. */
  sharedWith(account: string, region: string): readonly string[];
  /** Sharing inside the organization without invitations is on. */
  sharingWithOrganization(): boolean;
  /** A policy was put (`document`) or deleted (`undefined`): the CREATED_FROM_POLICY switch. */
  policyChanged(resourceArn: string, document: string | undefined): void;
  /** Takes a deleted resource off its shares. */
  resourceDeleted(resourceArn: string): void;
}

/** What sms-voice really holds. */
export interface SmsVoiceTruth {
  exists(resourceArn: string): boolean;
  /** Replaces the statements that RAM writes for its shares on the resource. Empty: there are none. */
  setRamStatements(resourceArn: string, statements: readonly Readonly<Record<string, unknown>>[]): void;
}
