import type { AccountState } from '@aws-sdk/client-organizations';

/** An organization as it is when a local cloud starts. */
export interface OrganizationTree {
  /** `o-exampleorgid` */
  readonly id: string;
  /** `r-ab12` */
  readonly rootId: string;
  readonly managementAccount: string;
  /** Accounts that may read the organization as the management account may. */
  readonly delegatedAdministrators: readonly string[];
  /** Directly under the root; the management account is put there when it is nowhere. */
  readonly accounts: readonly AccountData[];
  readonly units: readonly UnitData[];
}

export interface UnitData {
  /** `ou-ab12-11111111`: the root's id, then eight or more letters or digits. */
  readonly id: string;
  readonly name: string;
  readonly accounts?: readonly AccountData[];
  readonly units?: readonly UnitData[];
}

export interface AccountData {
  readonly id: string;
  readonly name: string;
  /** Default: made of the name, at example.com. */
  readonly email?: string;
  /** Default: ACTIVE. */
  readonly state?: AccountState;
}
