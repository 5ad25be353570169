import type { Deciders as Named } from '../core/guardrail.ts';
import type { Clock, Deciders } from '../ports.ts';

/**
 * Those whom the guardrail file names, and the members of the user groups that it names, as Slack had them at most five
 * minutes ago. A group that can't be read lets nobody decide, and says so.
 *
 * @param membersOf ids of the users in a group. Throws when they can't be read.
 */
export function slackDeciders(
  { users, userGroups }: Named,
  membersOf: (group: string) => Promise<readonly string[]>,
  { now }: Clock,
): Deciders {
  const known = new Map<string, { readonly at: number; readonly members: readonly string[] }>();

  async function isIn(group: string, user: string): Promise<boolean> {
    const at = Date.parse(now());
    const before = known.get(group);
    if (before && at - before.at < REMEMBERED_MS) return before.members.includes(user);
    const members = await membersOf(group);
    known.set(group, { at, members });
    return members.includes(user);
  }

  return {
    async mayDecide(user) {
      if (users.includes(user)) return true;
      const answers = await Promise.allSettled(userGroups.map((group) => isIn(group, user)));
      if (answers.some((each) => each.status === 'fulfilled' && each.value)) return true;
      const failed = answers.find((each) => each.status === 'rejected');
      if (failed) throw failed.reason;
      return false;
    },
  };
}

const REMEMBERED_MS = 5 * 60 * 1000;

export interface UserGroupsOptions {
  /** `https://slack.com/api`. */
  readonly address: string;
  /** Reads the bot's token. It is a secret: no error shows it. */
  readonly token: () => Promise<string>;
  readonly fetch: typeof fetch;
}

/** So much of Slack's three seconds this may take. */
const TIMEOUT_MS = 1500;

/** Asks Slack whom a user group holds: once, as somebody waits (docs.slack.dev/reference/methods/usergroups.users.list). */
export function slackUserGroups({ address, token, fetch }: UserGroupsOptions) {
  return async (group: string): Promise<readonly string[]> => {
    const headers = { authorization: `Bearer ${await token()}` };
    const asked = `${address}/usergroups.users.list?usergroup=${encodeURIComponent(group)}`;
    const answer = await fetch(asked, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) })
      .then((response) => response.json())
      .catch((error: unknown) => {
        throw new Error(
          `slack did not say who is in ${group}: ${error instanceof Error ? error.name : 'unknown'}`,
        );
      });
    const { ok, users, error } = Object(answer);
    if (ok === true && Array.isArray(users)) return users.map(String);
    throw new Error(`slack did not say who is in ${group}: ${String(error).slice(0, 200)}`);
  };
}
