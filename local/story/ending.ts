import type { Stock, Telling } from './chapter.ts';
import { CAMPAIGNS, OUTSIDER, SANDBOX } from './example.ts';
import type { Named } from './owner.ts';
import { spokenSlack } from './spoken-slack.ts';
import { type Kept, until, type Witness } from './witness.ts';

/** What the chapters have made. */
export interface Made {
  readonly stock: Stock;
  readonly campaign: Named;
  readonly spring: Named;
}

/**
 * Shows what is on record, and holds the world against what it has to be.
 *
 * @returns what differs, a line each.
 */
export async function ending({ me, seen, tell }: Telling, made: Made): Promise<readonly string[]> {
  tell.title('5  What is on record');
  const own = ownRecords(seen, made);
  await untilRemovalsEnd(own);
  await seen.idle();
  const [removals, findings] = [await own.removals(), await own.findings()];
  tell.say('Every removal is kept with what is needed to undo it, every finding with how it ended:');
  tell.facts([
    ...removals.map((each) => ['removal', removalLine(each)] as const),
    ...findings.map((each) => ['finding', findingLine(each)] as const),
  ]);

  const slack = (await seen.slack()).map(({ body }) => spokenSlack(body));
  const mentioning = (text: string) => String(slack.filter((each) => each.includes(text)).length);
  return [
    ...differs('consumers of "spring-campaign"', live(await me.principals(made.campaign)), [CAMPAIGNS]),
    ...differs('consumers of "spring-pool"', live(await me.principals(made.spring)), [CAMPAIGNS]),
    ...differs('removals', removals.map(removalLine), [
      `${OUTSIDER} off spring-campaign: done`,
      `${SANDBOX} off spring-campaign: done`,
    ]),
    ...differs('findings', findings.map(findingLine), [
      `forbidden-consumer ${OUTSIDER}: resolved, removed`,
      `forbidden-consumer ${SANDBOX}: resolved, removed`,
      `uncovered-pool ${made.stock.pool.name}: resolved, covered`,
    ]),
    ...differs('Slack messages about the outsider', [mentioning(OUTSIDER)], ['1']),
    ...differs('Slack messages about the sandbox account', [mentioning(SANDBOX)], ['1']),
    ...differs('Slack messages about the pool', [mentioning(made.stock.pool.name)], ['2']),
    ...differs('Slack messages', [String(slack.length)], ['4']),
  ];
}

/** The records of this telling. An earlier one has left its own where the table is kept in a folder. */
function ownRecords(seen: Witness, { stock, campaign, spring }: Made): OwnRecords {
  const told: readonly unknown[] = [stock.pool.arn, campaign.arn, spring.arn];
  return {
    removals: async () => (await seen.removals()).filter(({ share }) => told.includes(member(share, 'arn'))),
    findings: async () => (await seen.findings()).filter(({ about }) => told.includes(about)),
  };
}

type OwnRecords = Pick<Witness, 'removals' | 'findings'>;

/** A removal is done when a later read has shown the principal gone. */
const untilRemovalsEnd = (own: OwnRecords) =>
  until('both removals to be done', async () => {
    const removals = await own.removals();
    return removals.length >= 2 && removals.every(({ status }) => status === 'done') ? true : undefined;
  });

function differs(what: string, is: readonly string[], has: readonly string[]): readonly string[] {
  const [seen, needed] = [[...is].sort().join('; '), [...has].sort().join('; ')];
  return seen === needed ? [] : [`${what}: ${seen || 'none'}, but it has to be ${needed || 'none'}`];
}

const live = (principals: ReadonlyMap<string, string>): readonly string[] =>
  [...principals].filter(([, status]) => status !== 'DISASSOCIATED').map(([principal]) => principal);

const removalLine = ({ principal, share, status }: Kept): string =>
  `${principal} off ${member(share, 'name')}: ${status}`;

function findingLine({ body, status, resolution, about }: Kept): string {
  const whom = member(body, 'principal') ?? String(about).split('/').pop();
  return `${member(body, 'kind')} ${whom}: ${[status, resolution].filter(Boolean).join(', ')}`;
}

function member(value: unknown, name: string): unknown {
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[name] : undefined;
}
