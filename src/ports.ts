import type { Alert, Digest } from './core/alert.ts';
import type { Budget } from './core/budget.ts';

import type { DecisionRequest } from './core/decision.ts';
import type { LastTold, Outgoing, Target } from './core/digest.ts';
import type { Actor, Decision, Finding, FindingDraft, News, Resolution } from './core/finding.ts';
import type { GrantedWaiver } from './core/guardrail.ts';
import type { Places } from './core/organization.ts';
import type { History } from './core/plan.ts';
import type { PolicySnapshot } from './core/policy.ts';
import type { PoolSnapshot } from './core/pool-coverage.ts';
import type { Memberships } from './core/reach.ts';
import type { Removal, RemovalStep, SharePermission } from './core/removal.ts';
import type { Scope, Tags } from './core/resource.ts';
import type { Association, ShareOnRecord, ShareSnapshot } from './core/share.ts';
import type { SweepRequest } from './core/sweep.ts';
import type { MessagePlace, ToldOf } from './core/told-message.ts';

/** Reads resource shares from RAM now. Every page is read; a failed read throws. */
export interface Shares {
  /** One share, at three calls in parallel. `undefined`: RAM knows no such share, or it is deleted. */
  read(shareArn: string): Promise<ShareSnapshot | undefined>;
  /** Every share of the scope that holds an SMS resource, read in bulk. */
  readAll(scope: Scope): Promise<readonly ShareSnapshot[]>;
  /** As `readAll`, for the shares that hold one of these resources: two reads in sequence. */
  readHolding(scope: Scope, resourceArns: readonly string[]): Promise<readonly ShareSnapshot[]>;
  /** The permissions that the share gives its principals, of the types of SMS resources. */
  permissions(shareArn: string): Promise<readonly SharePermission[]>;
  /** Whom the services on the share may act for, also when the last service has left it. */
  sources(shareArn: string): Promise<readonly Association[]>;
  /** What live associations share just now. One bulk read. */
  holdings(scope: Scope): Promise<Holdings>;
}
export interface Holdings {
  /** ARNs of the pools among it. */
  readonly pools: readonly string[];
  /** As `readHolding`, by what has been read already: one read. @param known one that need not be read once more. */
  sharesOf(resourceArns: readonly string[], known?: ShareSnapshot): Promise<readonly ShareSnapshot[]>;
}

/** Reads SMS resources from sms-voice now. Every page is read; a failed read throws. */
export interface Resources {
  /** `undefined`: there is no such pool. */
  pool(poolArn: string): Promise<PoolSnapshot | undefined>;
  /** Of a resource that is gone: none. */
  tags(resourceArn: string): Promise<Tags>;
  /** ARNs of every SMS resource of the scope that can be shared. */
  list(scope: Scope): Promise<readonly string[]>;
}

/** Reads the policies of SMS resources, and which part of them RAM wrote. A failed read throws. */
export interface Policies {
  /** `undefined`: there is no such resource. */
  read(resourceArn: string): Promise<PolicySnapshot | undefined>;
}

/** Reads all that a scope holds, each thing once. Every page is read; a failed read throws. */
export interface Inventory {
  /** Every SMS resource of the scope that can be shared, but pools that are being deleted. */
  resources(scope: Scope): Promise<readonly OwnResource[]>;
  /** ARNs of the pool's origination identities. `undefined`: the pool is gone. */
  members(poolArn: string): Promise<readonly string[] | undefined>;
  /** The policies of these resources. Those of resources that are gone are left out. */
  policies(resourceArns: readonly string[]): Promise<readonly PolicySnapshot[]>;
}
/** `optOutList`: the ARN of the one that a pool or phone number names. */
export interface OwnResource {
  readonly arn: string;
  /** The number itself, `+12065550100`, whose ARN holds an id. Of phone numbers only. */
  readonly number?: string | undefined;
  readonly optOutList?: string | undefined;
}

/**
 * Where accounts and OUs are, by Organizations as it was at most 15 minutes ago. What it can't say is a {@link Place} of
 * status `unknown`; throttling and outages throw. Neither is made up for by an older answer.
 */
export interface Directory {
  /**
   * Places of accounts and OUs.
   * @param options `fresh`: each is read now, which also brings what is remembered up to date. Nothing is removed on the
   *   ground of a place that was not read so: ask again, fresh, about whoever a removal is planned for.
   */
  places(ids: readonly string[], options?: { readonly fresh?: boolean | undefined }): Promise<Places>;
  /**
   * The accounts inside each OU or organization of these ids, at any depth, that can act, each with its place. One bulk
   * read where none is remembered. `undefined` for an id: Organizations may not be asked.
   */
  memberships(
    ousAndOrganizations: readonly string[],
    options?: { readonly fresh?: boolean | undefined },
  ): Promise<Memberships>;
}

/** Changes shares and policies: one thing at a time, each safe to repeat. */
export interface Enforcer {
  /** Takes exactly this off one share. */
  disassociate(shareArn: string, what: OnShare): Promise<EnforcerAnswer>;
  /** Puts exactly this on one share. */
  associate(shareArn: string, what: OnShare): Promise<EnforcerAnswer>;
  /** Puts the document in the place of the resource's policy; `undefined` deletes the policy. */
  putPolicy(resourceArn: string, document: string | undefined): Promise<EnforcerAnswer>;
}
export type OnShare =
  | { readonly principal: string }
  | { readonly source: string }
  | { readonly resources: readonly string[] };
/**
 * requested: AWS has accepted it. gone: there was nothing to remove. wait: RAM refuses while something is in
 * transition (InvalidStateTransition). refused: a person is needed (OperationNotPermitted and the like). `wasRetried`: an
 * earlier request, of which no answer came, may have been accepted.
 */
export type EnforcerAnswer =
  | { readonly outcome: 'requested' | 'gone' }
  | { readonly outcome: 'wait' | 'refused'; readonly reason: string; readonly wasRetried?: boolean };

/** What is known of shares and pools, and the audit trail of removals. Single-item conditional writes. */
export interface Ledger {
  /**
   * Keeps the snapshot unless a later read is on record already.
   * @param actor who changed the share last; `undefined` leaves the actor on record.
   * @param before as `share` gave it just now: it need not be read once more.
   */
  recordShare(
    share: ShareSnapshot & Pick<ShareOnRecord, 'arePoolsDue'>,
    actor: Actor | undefined,
    before?: ShareOnRecord,
  ): Promise<void>;
  /** The share as it was last recorded. `undefined`: never, or forgotten. */
  share(shareArn: string): Promise<ShareOnRecord | undefined>;
  /** Notes that the share is gone. Its findings and removals stay. */
  forgetShare(shareArn: string): Promise<void>;
  /** Keeps the membership unless a later read is on record already. */
  recordPool(pool: PoolSnapshot): Promise<void>;
  forgetPool(poolArn: string): Promise<void>;
  /** The pools on record in the scope. Members may be out of date: use it to choose what to read. */
  pools(scope: Scope): Promise<readonly PoolSnapshot[]>;

  /** Keeps who changed the policy last, unless somebody is on record for a later read. */
  recordPolicyActor(policy: PolicySnapshot, actor: Actor): Promise<void>;

  /** Puts a planned removal on record. `false`: one of this id is there already. */
  planRemoval(removal: Removal): Promise<boolean>;
  /** Removals from the share, or from the policy of the resource, in any state. A strongly consistent read. */
  removals(about: string): Promise<readonly Removal[]>;
  removal(about: string, id: string): Promise<Removal | undefined>;
  /** All that is on record of what was found and done about a share or resource. One strongly consistent query. */
  history(about: string): Promise<History>;
  /** Every removal on record, in no order: a read of the whole table, for people. */
  everyRemoval(): Promise<readonly Removal[]>;
  /**
   * Moves a removal on, and counts an attempt when it goes to `requested` or `waiting`.
   * `false`: it is no longer in the state and step count that `removal` shows; somebody else moved it.
   *
   * @param anew what the next attempt does, and why, where that is not what is on record: the share or policy may have
   *   changed meanwhile.
   */
  moveRemoval(removal: Removal, step: RemovalStep, anew?: AttemptAnew): Promise<boolean>;

  /**
   * Takes one removal out of each of these budgets, or out of none when one is seen to have no room. Should others use
   * one up in between, those before it have been taken from. A removal that has taken its own takes no second, and holds
   * it for sixty minutes from now.
   *
   * @param at ISO 8601, UTC.
   * @returns the first budget that is used up. `undefined`: none is.
   */
  spend(removalId: string, budgets: readonly Budget[], at: string): Promise<Budget | undefined>;
  /** Puts back what `spend` took for the removal. Repeating it changes nothing. */
  giveBack(removalId: string, budgets: readonly Budget[]): Promise<void>;
  /** What the sixty minutes before `at` took out of a budget, and when it last had no room. */
  spent(of: string, at: string): Promise<{ readonly used: number; readonly refusedAt?: string | undefined }>;

  /** Puts the waiver in the place of the one for the same resource and consumer. */
  grantWaiver(waiver: GrantedWaiver): Promise<void>;
  /** Ends a waiver now; what it was stays on record. `false`: none stands. @param by ARN of whoever ends it. */
  endWaiver(resource: string, consumer: string, by: string, at: string): Promise<boolean>;
  /** The waivers that nobody has ended and whose last day is not over at `now`. One query. */
  waivers(now: string): Promise<readonly GrantedWaiver[]>;

  /**
   * Begins a sweep of the scope, which is known by `now`. It ends with `endSweep`, or by itself after `leaseMs`.
   * `false`: another one is under way.
   */
  beginSweep(scope: Scope, now: string, leaseMs: number): Promise<boolean>;
  /** Takes `leaseMs` more for the sweep. `false`: it has ended, or another one has begun since. */
  continueSweep(scope: Scope, startedAt: string, now: string, leaseMs: number): Promise<boolean>;
  /** Lets the next sweep begin. Nothing happens when another one has begun already. */
  endSweep(scope: Scope, startedAt: string): Promise<void>;
}

/** The findings on record. Single-item conditional writes. */
export interface Findings {
  /**
   * Opens a finding, reopens it (`occurrence` + 1), or brings it up to date (`revision` + 1 where {@link isNews} says
   * so). Repeating it changes nothing. The actor of the first opening stays; a later draft may supply a missing one.
   *
   * @param known as it was read just now: a draft that says nothing more costs no call.
   * @returns the finding as it is on record now.
   */
  open(draft: FindingDraft, now: string, known?: Finding): Promise<Finding>;
  /** Resolves an open finding. Nothing happens when it is resolved already or was opened anew meanwhile. */
  resolve(finding: Finding, resolution: Resolution, now: string): Promise<void>;
  /**
   * Puts on record what somebody decided about this occurrence. Repeating it changes nothing: see {@link decided}.
   *
   * @returns the finding as it is on record now. `undefined`: it was opened anew meanwhile.
   */
  decide(
    finding: Pick<Finding, 'about' | 'id' | 'occurrence'>,
    decision: Decision,
  ): Promise<Finding | undefined>;
  /** All findings that hang on a share or pool, open and resolved. A strongly consistent read. */
  about(arn: string): Promise<readonly Finding[]>;
  /** Every finding on record, open and resolved, in no order: a read of the whole table, for people. */
  everyFinding(): Promise<readonly Finding[]>;
  /** What of the scope has something open about it, or a removal that stands: all of that, and some more. */
  marked(scope: Scope): Promise<readonly Mark[]>;
  /** Takes the mark away, unless it was set anew since it was read. */
  unmark(scope: Scope, mark: Mark): Promise<void>;
  /** Whether the channel has it. */
  isTold(news: News, channel: string): Promise<boolean>;
  /** Notes that the channel has it. */
  confirm(news: News, channel: string, now: string): Promise<void>;
  /** Notes that every channel has it: `toldRevision`, or `toldResolution`, of the finding. */
  markTold(news: News): Promise<void>;
}

/** A share or resource by its ARN. `at`: when something was last opened about it, ISO 8601, UTC. */
export interface Mark {
  readonly about: string;
  readonly at: string;
}

/** Puts news on the findings bus, where `on-finding` wakes. At least once. */
export interface Announcer {
  announce(news: readonly News[]): Promise<void>;
}

/** Where people are told: Slack, SNS. One adapter a channel. */
export interface AlertChannel {
  readonly name: string;
  /** The place at this channel that is told of it, by its name. `undefined`: none is. */
  placeOf(alert: Alert): string | undefined;
  /**
   * @returns where the message is, if it can be brought up to date.
   * @throws when it was not delivered.
   */
  tell(place: string, digest: Digest): Promise<MessagePlace | undefined>;
  /**
   * Tells it below a message. Absent: no message can be come back to.
   *
   * @returns false: nothing was told, and nothing can be told below this message any more.
   * @throws as `tell` does.
   */
  follow?(message: MessagePlace, digest: Digest): Promise<boolean>;
}

/** What places are to be told and have not been told yet. */
export interface Outbox {
  /** What is there already stays as it is. */
  put(target: Target, outgoing: Outgoing): Promise<void>;
  /** Repeating it changes nothing. */
  drop(target: Target, news: News): Promise<void>;
  /**
   * Takes the right to tell the place, for `leaseMs`, then reads, strongly consistent, how far it has come and everything
   * that it is to be told. `undefined`: somebody else holds it now.
   */
  begin(
    target: Target,
    now: string,
    leaseMs: number,
  ): Promise<{ readonly pace: Pace; readonly outgoing: readonly Outgoing[] } | undefined>;
  /** Gives the right back, with how far it has come. Nothing happens when somebody else holds it by now. */
  end(target: Target, pace: Pace, now: string): Promise<void>;
}
/** How a place is told. Times are ISO 8601, UTC. */
export interface Pace {
  /** By this the run that tells it is known. */
  readonly holder: string;
  readonly lastTold: LastTold;
  /** When it was last sent a message. */
  readonly lastAt: string | undefined;
  /** When the last flush that was asked for will come. */
  readonly flushAt: string | undefined;
}

/** What a removal says anew when it is tried again. Absent: that stays as it is. */
export type AttemptAnew = Pick<Removal, 'act'> & Partial<Pick<Removal, 'resources' | 'verdicts'>>;

/** Asks for a place to be told what is due there, after a while. */
export interface Flushes {
  /** @param delaySeconds 0 to 900. */
  ask(target: Target, delaySeconds: number): Promise<void>;
}

/** Which messages tell of which findings: those that can be brought up to date. */
export interface Messages {
  /** Notes what the message tells of. Repeating it changes nothing. */
  keep(place: MessagePlace, told: readonly ToldOf[], now: string): Promise<void>;
  /** What the message tells of. `undefined`: nothing is known of it. */
  about(place: MessagePlace): Promise<readonly ToldOf[] | undefined>;
  /** The messages that tell of this occurrence of a finding, oldest first. */
  of(told: ToldOf): Promise<readonly MessagePlace[]>;
}

/** Asks for a message to be brought up to date. */
export interface Refreshes {
  ask(place: MessagePlace): Promise<void>;
}

/** Messages in Slack, as a bot posts them. */
export interface Chat {
  /** @param channel its id, or `#name`. */
  post(channel: string, message: object): Promise<MessagePlace>;
  /** Posts it below a message. @returns false: Slack lets nothing be posted there any more. */
  reply(place: MessagePlace, message: object): Promise<boolean>;
  /** Puts another message in its place. @returns false: Slack lets it be as it is for good, or has it no more. */
  update(place: MessagePlace, message: object): Promise<boolean>;
}

/** What says that a request is of Slack, beside its body. */
export interface SignedRequest {
  readonly body: Uint8Array;
  /** As the headers have them. */
  readonly timestamp: string;
  readonly signature: string;
}

/** Tells what Slack has sent from what anybody else has. */
export interface Signatures {
  isGenuine(request: SignedRequest): Promise<boolean>;
}

/** The requests that were taken, by their signatures. */
export interface Presses {
  /** Notes that it was taken. `false`: it was before. */
  takeOnce(signature: string, now: string): Promise<boolean>;
}

/** Who in Slack may decide about findings. */
export interface Deciders {
  /** @throws when Slack does not say whom a group holds, and nothing else lets the user decide. */
  mayDecide(user: string): Promise<boolean>;
}

/** Asks for a decision to be carried out. */
export interface Decisions {
  ask(request: DecisionRequest): Promise<void>;
}

/** Asks for another look at a share, or at the policy of a resource, after a while. */
export interface Rechecks {
  /**
   * @param purpose `removal`: to see a removal through; that look asks for the next one until the removal is over.
   *   `doubt`: to see whether what was read a moment ago still holds; once.
   * @param delaySeconds 0 to 900, the most that SQS delays.
   */
  ask(arn: string, purpose: 'removal' | 'doubt', delaySeconds: number): Promise<void>;
}

/** Asks for a sweep, or for the rest of one. */
export interface Sweeps {
  /** @param delaySeconds 0 to 900. */
  ask(request: SweepRequest, delaySeconds?: number): Promise<void>;
}

/** Keeps runs from looking at the same thing all at once. */
export interface Turns {
  /**
   * Begins a look at this, unless somebody else began one a moment ago.
   * `false`: somebody did. By the time of this answer the moment is over.
   */
  begin(about: string): Promise<boolean>;
}

export interface Clock {
  /** ISO 8601, UTC, milliseconds. */
  now(): string;
}

/** All that a flow may do, in one value. */
export interface Ports {
  readonly shares: Shares;
  readonly resources: Resources;
  readonly policies: Policies;
  readonly directory: Directory;
  readonly enforcer: Enforcer;
  readonly ledger: Ledger;
  readonly findings: Findings;
  readonly announcer: Announcer;
  readonly rechecks: Rechecks;
  readonly turns: Turns;
  readonly clock: Clock;
}

/** What a sweep needs besides. */
export interface SweepPorts extends Ports {
  readonly inventory: Inventory;
  readonly sweeps: Sweeps;
}
