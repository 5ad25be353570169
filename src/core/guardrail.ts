import type { SmsResourceType } from './resource.ts';

/** `observe` finds and tells; `enforce` also removes. */
export type Mode = 'observe' | 'enforce';

/** Whom a guardrail speaks of. */
export type ConsumerSelector =
  | { readonly account: string }
  | { readonly ou: string }
  | { readonly organization: true }
  | { readonly service: string };

/** A rule about grants: who may, and who may not, use the resources that it covers. */
export interface Guardrail {
  readonly id: string;
  readonly why?: string | undefined;
  readonly mode?: Mode | undefined;
  /** Absent or empty: every SMS resource. `arns` may hold `*` for any characters. */
  readonly resources?:
    | {
        readonly types?: readonly SmsResourceType[] | undefined;
        readonly arns?: readonly string[] | undefined;
      }
    | undefined;
  readonly allow?: readonly ConsumerSelector[] | undefined;
  readonly deny?: readonly ConsumerSelector[] | undefined;
}

/** A grant allowed until a date. It lifts exactly one resource and consumer. */
export interface Waiver {
  readonly resource: string;
  /** Account id, OU id, organization id or service name. */
  readonly consumer: string;
  /** The last day, ISO 8601 date, UTC: in force until its end. */
  readonly until: string;
  readonly reason: string;
  readonly approvedBy: string;
}

/** The guardrail file, parsed. */
export interface Guardrails {
  readonly organization: string;
  readonly mode: Mode;
  readonly guardrails: readonly Guardrail[];
  readonly pools: { readonly members: 'tell' | 'ignore'; readonly optOutList: 'tell' | 'ignore' };
  readonly waivers: readonly Waiver[];
}
