import type { Place } from '../core/organization.ts';

/** What Organizations says of an account or OU for certain. More than a {@link Place}: enough to tell who is in what. */
export type Whereabouts = Inside | Outside;

/** `state`: of an account, as Organizations spells it (`ACTIVE`); an OU has none. */
export interface Inside {
  readonly status: 'inside';
  readonly organization: string;
  readonly path: readonly string[];
  readonly state?: string | undefined;
}
export type Outside = Extract<Place, { readonly status: 'outside' }>;
/** Organizations may not be asked, or there is none. */
export type Unknown = Extract<Place, { readonly status: 'unknown' }>;

/** Asks Organizations now. Throttling and outages throw. */
export interface Organizations {
  /** Accounts and OUs, one call or more for each. */
  whereabouts(ids: readonly string[]): Promise<ReadonlyMap<string, Whereabouts | Unknown>>;
  /** Every account of the organization, whatever its state. One call for 20. */
  accounts(): Promise<ReadonlyMap<string, Inside> | Unknown>;
}

export const isAccount = (id: string): boolean => /^\d{12}$/.test(id);
export const isOu = (id: string): boolean => /^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/.test(id);

/** Only an active account can use what it reaches. */
export const canAct = ({ state }: Inside): boolean => state === 'ACTIVE';

/** What the guardrails judge by. */
export function placeFrom(whereabouts: Whereabouts | Unknown): Place {
  if (whereabouts.status !== 'inside') return whereabouts;
  const { path, state } = whereabouts;
  return { status: 'inside', path, ...(state && INACTIVE.has(state) && { isInactive: true }) };
}

/** An account of state PENDING_ACTIVATION has not begun yet: nothing says that it is on its way out. */
const INACTIVE: ReadonlySet<string> = new Set(['SUSPENDED', 'PENDING_CLOSURE', 'CLOSED']);
