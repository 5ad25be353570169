import {
  AcceptResourceShareInvitationCommand,
  AssociateResourceShareCommand,
  GetResourceShareAssociationsCommand,
  GetResourceShareInvitationsCommand,
  RAMClient,
  type RAMClientConfig,
} from '@aws-sdk/client-ram';
import type { SlackFault } from '../../local/control/slack-inbox.ts';
import type { Hands } from '../support/hands.ts';
import type { Ending, People, Story } from './story.ts';

/** A local cloud with Sharewarden in it, where stories are told. */
export interface Stage {
  readonly people: People;
  /** For SDK clients of the owner. */
  readonly client: RAMClientConfig;
  pass(seconds: number): Promise<void>;
  /** Lets time pass until Sharewarden has nothing left to do. */
  rest(): Promise<void>;
  /** What Sharewarden has on record about a share or resource. */
  findings(about: string): Promise<readonly Entry[]>;
  removals(about: string): Promise<readonly Entry[]>;
  /** What the local cloud has seen, oldest first. */
  calls(): Promise<readonly Entry[]>;
  slack(): Promise<readonly Entry[]>;
  /** Slack fails in these ways, one after the other. */
  slackFails(...faults: readonly SlackFault[]): Promise<void>;
  deadLetters(): Promise<readonly string[]>;
}
export type Entry = Readonly<Record<string, unknown>>;

/** Tells the stories to their end, side by side. @returns what must be true then, in the order of the stories. */
export async function tell(stories: readonly Story[], stage: Stage): Promise<readonly Ending[]> {
  const endings = new Map<Story, Ending>();
  const open = new Map(stories.map((story) => [story, story.told(stage.people)]));
  for (const { switches } of stories) if (switches) await stage.people.switches(switches);
  while (open.size > 0) {
    const seconds: (number | undefined)[] = [];
    for (const [story, telling] of open) {
      const { done, value } = await telling.next();
      if (done) {
        endings.set(story, value);
        open.delete(story);
      } else seconds.push(value);
    }
    const [first] = seconds;
    if (first !== undefined && seconds.every((each) => each === first)) await stage.pass(first);
    else await stage.rest();
  }
  return stories.flatMap((story) => endings.get(story) ?? []);
}

/** Of the world as it is, what the ending speaks of. */
export async function worldOf(ending: Ending, stage: Stage): Promise<Ending> {
  const { operator } = stage.people;
  const listed = (type: 'PRINCIPAL' | 'RESOURCE' | 'SOURCE') => async (arn: string) =>
    [...(await associated(stage.client, type, arn))].sort();
  const said = (await stage.slack()).map(({ body }) => JSON.stringify(body));
  const changed = (await changesMade(stage)).filter(({ resources }) =>
    Object.keys(ending.removals).some((arn) => Array.isArray(resources) && resources.includes(arn)),
  );
  return {
    ...(ending.principals && { principals: await each(ending.principals, listed('PRINCIPAL')) }),
    ...(ending.resources && { resources: await each(ending.resources, listed('RESOURCE')) }),
    ...(ending.sources && { sources: await each(ending.sources, listed('SOURCE')) }),
    ...(ending.policies && { policies: await each(ending.policies, (arn) => statementsOf(operator, arn)) }),
    removals: await each(ending.removals, async (arn) => (await stage.removals(arn)).map(removalText).sort()),
    findings: await each(ending.findings, async (arn) => (await stage.findings(arn)).map(findingText).sort()),
    changes: changed.map(({ operation }) => String(operation)).sort(),
    messages: await each(ending.messages, async (word) => said.filter((body) => body.includes(word)).length),
    ...(ending.deadLetters && { deadLetters: [...new Set(await stage.deadLetters())] }),
  };
}

const removalText = ({ principal, act, status }: Entry): string =>
  `${principal || Object(act).member}: ${status}`;
const findingText = ({ body, status, resolution }: Entry): string =>
  [`${Object(body).kind}: ${status}`, ...(resolution ? [resolution] : [])].join(', ');

/** Calls by which Sharewarden's roles changed something in AWS, beyond their own table, bus, queues and alerts. */
export async function changesMade(stage: Stage): Promise<readonly Entry[]> {
  return (await changesTried(stage)).filter(({ status }) => status === 200);
}

/** As {@link changesMade}, with what AWS refused. */
export async function changesTried(stage: Stage): Promise<readonly Entry[]> {
  return (await stage.calls()).filter(
    ({ role, service, operation }) =>
      role !== undefined &&
      !OWN.includes(String(service)) &&
      !/^(Get|List|Describe|Assume)/.test(String(operation)),
  );
}

const OWN = ['dynamodb', 'events', 'sqs', 'sns', 'ssm'];

/** Has the services of a share act for another account too. */
export async function addSource(
  client: RAMClientConfig,
  resourceShareArn: string,
  source: string,
): Promise<void> {
  await new RAMClient(client).send(
    new AssociateResourceShareCommand({ resourceShareArn, sources: [source] }),
  );
}

/** Accepts as the account that is invited. */
export async function acceptInvitation(
  client: RAMClientConfig,
  account: string,
  shareArn: string,
): Promise<void> {
  const credentials = { accessKeyId: account, secretAccessKey: 'local' };
  const ram = new RAMClient({ ...client, credentials });
  const asked = new GetResourceShareInvitationsCommand({ resourceShareArns: [shareArn] });
  const { resourceShareInvitations: [invitation] = [] } = await ram.send(asked);
  const { resourceShareInvitationArn } = invitation ?? {};
  await ram.send(new AcceptResourceShareInvitationCommand({ resourceShareInvitationArn }));
}

async function associated(
  client: RAMClientConfig,
  associationType: 'PRINCIPAL' | 'RESOURCE' | 'SOURCE',
  arn: string,
): Promise<readonly string[]> {
  const input = { associationType, resourceShareArns: [arn] };
  const { resourceShareAssociations = [] } = await new RAMClient(client).send(
    new GetResourceShareAssociationsCommand(input),
  );
  return resourceShareAssociations.map(({ associatedEntity }) => associatedEntity ?? '');
}

const statementsOf = async (operator: Hands, arn: string): Promise<readonly object[]> =>
  JSON.parse(await operator.policy(arn)).Statement;

async function each<Value, Found>(
  expected: Readonly<Record<string, Value>>,
  find: (key: string) => Promise<Found>,
): Promise<Readonly<Record<string, Found>>> {
  const pairs: [string, Found][] = [];
  for (const key of Object.keys(expected)) pairs.push([key, await find(key)]);
  return Object.fromEntries(pairs);
}
