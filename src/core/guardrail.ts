import type { SmsResourceType } from './resource.ts';
import type { Severity } from './severity.ts';

/** `observe` finds and tells; `enforce` also removes. */
export type Mode = 'observe' | 'enforce';

/** Whom a guardrail speaks of. */
export type ConsumerSelector =
  | { readonly account: string }
  | { readonly ou: string }
  | { readonly organization: true }
  | { readonly service: string };

/** Which resources a guardrail speaks of: all of these must match, an absent or empty one matches everything. */
export interface ResourceSelector {
  readonly types?: readonly SmsResourceType[] | undefined;
  /** `*` stands for any characters. */
  readonly arns?: readonly string[] | undefined;
  readonly regions?: readonly string[] | undefined;
  /** Owner accounts. */
  readonly accounts?: readonly string[] | undefined;
  /** Every one of them, by key; a value of `*` is any value. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** A rule about grants: who may, and who may not, use the resources that it covers. */
export interface Guardrail {
  readonly id: string;
  readonly why?: string | undefined;
  readonly mode?: Mode | undefined;
  /** Absent: every SMS resource. */
  readonly resources?: ResourceSelector | undefined;
  readonly allow?: readonly ConsumerSelector[] | undefined;
  readonly deny?: readonly ConsumerSelector[] | undefined;
}

/** A grant allowed until a date. It lifts exactly one resource and consumer. */
export interface Waiver {
  readonly resource: string;
  /** Account id, OU id, organization id, service name, or `*` for a policy that is open to everyone. */
  readonly consumer: string;
  /** The last day, ISO 8601 date, UTC: in force until its end. */
  readonly until: string;
  readonly reason: string;
  readonly approvedBy: string;
  /** Id of the removal that it keeps undone. Absent: it stands by itself. */
  readonly removal?: string | undefined;
}

/** `forbid`: a violation, mended where that can be done. `tell`: people are told. `ignore`: neither. */
export type Response = 'forbid' | 'tell' | 'ignore';

/**
 * Where people are told of findings, by severity: the SSM parameter with a Slack webhook, a channel for the bot (its id, or
 * `#name`), or `false` for nowhere.
 */
export interface AlertRoutes {
  readonly slack: Readonly<Partial<Record<Severity, string | false>>>;
  readonly sns: boolean;
}

/** Who may decide about a finding by the buttons of its message: ids of users and user groups of Slack. */
export interface Deciders {
  readonly users: readonly string[];
  readonly userGroups: readonly string[];
}

/** How far removals may go before a person has to look. Budgets are of any sixty minutes. */
export interface Limits {
  /** From all shares and policies of one owner account. */
  readonly removalsPerHour: number;
  /** From one share or policy. Absent: as many as of an owner account. */
  readonly shareRemovalsPerHour?: number | undefined;
  /** From all that is looked at. Absent: as many as of an owner account. */
  readonly organizationRemovalsPerHour?: number | undefined;
  readonly readdsBeforeStop: number;
}

/** The guardrail file, parsed. */
export interface Guardrails {
  readonly organization: string;
  readonly mode: Mode;
  readonly guardrails: readonly Guardrail[];
  readonly shares: {
    /** Of shares that are open to principals outside the organization. */
    readonly external: Response;
    /** Of shares that stay when an account leaves the organization. */
    readonly retainOnLeave: Response;
    /** Of shares that give a forbidden consumer resources of other services too. */
    readonly mixedWithOtherServices: 'tell' | 'remove-sms';
  };
  readonly policies: {
    /** Of resource policies that let everyone in. */
    readonly everyone: Response;
    /** Of service principals that may act for anybody. */
    readonly serviceWithoutSource: Response;
  };
  readonly pools: {
    readonly members: 'tell' | 'share' | 'ignore';
    readonly optOutList: 'tell' | 'ignore';
  };
  readonly groups: {
    /** Of a denied account that is reached through an OU or the organization, which is not denied itself. */
    readonly ouOrOrganization: 'tell' | 'remove';
    /** Of an OU or organization that is forbidden itself: all of its accounts lose the resources with it. */
    readonly forbiddenGroup: 'tell' | 'remove';
    /** Of a forbidden consumer who is the last on its share. */
    readonly lastConsumer: 'tell' | 'remove';
  };
  readonly waivers: readonly Waiver[];
  readonly limits: Limits;
  /** `owners`: other routes for the findings of these owner accounts; the first that holds one counts. */
  readonly alerts: AlertRoutes & {
    readonly owners: readonly (Partial<AlertRoutes> & { readonly accounts: readonly string[] })[];
    readonly deciders: Deciders;
  };
}

/** A waiver that somebody granted while Sharewarden runs, beside those of the file. */
export interface GrantedWaiver extends Waiver {
  /** ISO 8601, UTC. */
  readonly grantedAt: string;
}

/** What the file means where it says nothing. */
export const GUARDRAIL_DEFAULTS = {
  shares: { external: 'ignore', retainOnLeave: 'tell', mixedWithOtherServices: 'tell' },
  policies: { everyone: 'forbid', serviceWithoutSource: 'forbid' },
  pools: { members: 'tell', optOutList: 'tell' },
  groups: { ouOrOrganization: 'tell', forbiddenGroup: 'remove', lastConsumer: 'remove' },
  waivers: [],
  limits: { removalsPerHour: 20, readdsBeforeStop: 3 },
  alerts: { slack: {}, sns: true, owners: [], deciders: { users: [], userGroups: [] } },
} as const satisfies Omit<Guardrails, 'organization' | 'mode' | 'guardrails'>;
