import { EXAMPLE_ACCOUNTS } from '../organizations/index.ts';

/** The accounts of the example organization, as the story calls them. */
export const { owner: OWNER, campaigns: CAMPAIGNS, sandbox: SANDBOX, outside: OUTSIDER } = EXAMPLE_ACCOUNTS;
