import type { OrganizationTree } from './tree-data.ts';

/** The accounts of the example. `outside` is no member of the organization. */
export const EXAMPLE_ACCOUNTS = {
  management: '123456789012',
  owner: '111122223333',
  campaigns: '444455556666',
  sandbox: '555566667777',
  outside: '999988887777',
} as const;

export const EXAMPLE_UNITS = {
  messaging: 'ou-ab12-33333333',
  campaigns: 'ou-ab12-11111111',
  sandbox: 'ou-ab12-22222222',
} as const;

/** The example organization of the local cloud, which the repository's guardrails fit. */
export const EXAMPLE_ORGANIZATION: OrganizationTree = {
  id: 'o-exampleorgid',
  rootId: 'r-ab12',
  managementAccount: EXAMPLE_ACCOUNTS.management,
  delegatedAdministrators: [EXAMPLE_ACCOUNTS.owner],
  accounts: [{ id: EXAMPLE_ACCOUNTS.management, name: 'Management' }],
  units: [
    {
      id: EXAMPLE_UNITS.messaging,
      name: 'Messaging',
      accounts: [{ id: EXAMPLE_ACCOUNTS.owner, name: 'Messaging Owner' }],
    },
    {
      id: EXAMPLE_UNITS.campaigns,
      name: 'Campaigns',
      accounts: [{ id: EXAMPLE_ACCOUNTS.campaigns, name: 'Campaigns' }],
    },
    {
      id: EXAMPLE_UNITS.sandbox,
      name: 'Sandbox',
      accounts: [{ id: EXAMPLE_ACCOUNTS.sandbox, name: 'Sandbox' }],
    },
  ],
};
