import { describe, expect, it } from 'vitest';
import { slackDeciders, slackUserGroups } from '../../src/aws/slack-deciders.ts';

const [ANN, BOB, CAM] = ['U0000000ANN', 'U0000000BOB', 'U0000000CAM'];

/** `members` of each group; an Error: it can't be read. */
function deciders(users: readonly string[], members: Record<string, readonly string[] | Error>) {
  let now = Date.UTC(2026, 10, 2);
  const asked: string[] = [];
  const named = { users, userGroups: Object.keys(members) };
  const membersOf = async (group: string) => {
    asked.push(group);
    const found = members[group] ?? [];
    if (found instanceof Error) throw found;
    return found;
  };
  const { mayDecide } = slackDeciders(named, membersOf, { now: () => new Date(now).toISOString() });
  return {
    mayDecide,
    asked,
    members,
    advance: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}

describe('who may decide', () => {
  it('are the users that are named, without asking Slack', async () => {
    const { mayDecide, asked } = deciders([ANN], { S1: [] });
    expect(await mayDecide(ANN)).toBe(true);
    expect(asked).toEqual([]);
  });

  it('are the members of the groups that are named, and nobody else', async () => {
    const { mayDecide } = deciders([ANN], { S1: [], S2: [BOB] });
    expect([await mayDecide(BOB), await mayDecide(CAM)]).toEqual([true, false]);
  });

  it('is nobody when nobody is named', async () => {
    expect(await deciders([], {}).mayDecide(ANN)).toBe(false);
  });

  it('is remembered for five minutes', async () => {
    const { mayDecide, asked, members, advance } = deciders([], { S1: [BOB] });
    await mayDecide(BOB);
    members.S1 = [CAM];
    advance(299);
    expect([await mayDecide(CAM), asked.length]).toEqual([false, 1]);
    advance(1);
    expect([await mayDecide(CAM), await mayDecide(BOB), asked.length]).toEqual([true, false, 2]);
  });

  it('is not known when a group can’t be read, and nobody else lets them', async () => {
    const { mayDecide, members } = deciders([], { S1: new Error('slack did not answer'), S2: [BOB] });
    expect(await mayDecide(BOB)).toBe(true);
    await expect(mayDecide(CAM)).rejects.toThrow('slack did not answer');
    members.S1 = [CAM];
    expect(await mayDecide(CAM)).toBe(true);
  });
});

describe('the members of a user group', () => {
  const groups = (answer: () => Response | Promise<Response>) => {
    const asked: unknown[] = [];
    const fetch = async (address: unknown, { headers, method = 'GET' }: RequestInit = {}) => {
      asked.push([method, address, new Headers(headers).get('authorization')]);
      return answer();
    };
    const membersOf = slackUserGroups({
      address: 'https://slack.com/api',
      token: async () => 'xoxb-hush',
      fetch: fetch as typeof globalThis.fetch, // only called the way it is used here
    });
    return { membersOf, asked };
  };

  it('are read with the token of the bot', async () => {
    const { membersOf, asked } = groups(() => Response.json({ ok: true, users: [ANN] }));
    expect(await membersOf('S0123456789')).toEqual([ANN]);
    expect(asked).toEqual([
      ['GET', 'https://slack.com/api/usergroups.users.list?usergroup=S0123456789', 'Bearer xoxb-hush'],
    ]);
  });

  it.each([
    ['a refusal', () => Response.json({ ok: false, error: 'missing_scope' }), 'missing_scope'],
    ['no JSON', () => new Response('<html>'), 'SyntaxError'],
    ['no list', () => Response.json({ ok: true }), 'undefined'],
    ['no answer', () => Promise.reject(new DOMException('xoxb-hush', 'TimeoutError')), 'TimeoutError'],
  ])('are not nobody for %s', async (_, answer, why) => {
    const error = await groups(answer).membersOf('S0123456789').catch(String);
    expect(error).toContain(why);
    expect(error).not.toContain('hush');
  });
});
