import type { SendMessageCommand } from '@aws-sdk/client-sqs';
import { AwsError } from '../../local/aws-error.ts';
import type { BusEvent } from '../../local/world.ts';
import { slackMessage } from '../../src/alerts/slack-message.ts';
import { type News, newsKey } from '../../src/core/finding.ts';
import type { Guardrails } from '../../src/core/guardrail.ts';
import type { AlertChannel, Clock } from '../../src/ports.ts';
import { simulatedCloud } from './cloud.ts';
import { endingOf, type Telling } from './ending.ts';
import { fileOf, type History } from './history.ts';
import { memoryTable } from './memory-table.ts';
import { callerBy, OWN_ROLES, SCOPE } from './names.ts';
import { operatorsOf, policyOf } from './operators.ts';
import type { Planted } from './planted.ts';
import { GOOD_MOOD, type Mood, type Outgoing, type Process, startProcess } from './process.ts';
import { handle, OWN, portsOn, type Send, type Work, workOf } from './product.ts';
import { createQueue, type Message, QUEUES, type Queue, type QueueName } from './queue.ts';
import { queueOf } from './rules.ts';
import { CALM, type Weather, weatherOf } from './storm.ts';
import { type Broken, watchOver } from './watch.ts';

/** What came of a history. */
export interface Played {
  readonly broken: readonly Broken[];
  /** What was done, for whoever wants to know. */
  readonly counts: Readonly<Record<string, number>>;
}

/** A process is ended after so long: no later than serverless.yml says. */
const LONGEST_RUN_MS: Readonly<Record<QueueName, number>> = {
  shares: 60_000,
  resources: 60_000,
  findings: 30_000,
  organization: 30_000,
  scopes: 240_000,
};

/** Plays a history to its end, lets the dust settle, sweeps while that changes anything, and looks whether every promise was kept. */
export async function play(
  history: History,
  planted: Planted = {},
  log?: (line: string) => void,
): Promise<Played> {
  const file = fileOf(history.setting);
  const fileOfProduct: Guardrails = planted.file?.(file) ?? file;
  let weather: Weather = CALM;
  let mood: Mood = GOOD_MOOD;
  let turn = 0;
  /** What there is to begin with has been there for long. */
  let hasBegun = false;
  const counts = { calls: 0, runs: 0, deaths: 0, failures: 0, events: 0, told: 0, mutations: 0 };

  const queues: Readonly<Record<QueueName, Queue>> = {
    shares: createQueue('shares'),
    resources: createQueue('resources'),
    findings: createQueue('findings'),
    organization: createQueue('organization'),
    scopes: createQueue('scopes'),
  };
  const table = memoryTable(() => mood.pageSize);
  const cloud = simulatedCloud(history.setting.switches, (event) => {
    if (hasBegun) route(event, queueOf(event));
  });
  const now = () => cloud.clock.now();
  let moment = { ms: Number.NaN, text: '' };
  const clock: Clock = {
    now() {
      if (moment.ms !== now()) moment = { ms: now(), text: new Date(now()).toISOString() };
      return moment.text;
    },
  };
  const watch = watchOver(cloud, table, file);
  const operators = operatorsOf(cloud, () => watch.removed, watch.noteBrought);
  hasBegun = true;
  const wait = (ms: number) => new Promise<void>((resolve) => void cloud.clock.at(now() + ms, resolve));
  const tellings: Telling[] = [];
  let processes: (Process & { isDone: boolean; readonly queue: QueueName })[] = [];

  function route(event: BusEvent, name: QueueName | undefined): void {
    if (isOwn(event)) checkDeaf(event);
    // What happens in the organization reaches its management account, which passes it on.
    if (!name || (event.account !== SCOPE.account && name !== 'organization')) return;
    counts.events += 1;
    const deliveries = weather.deliveries();
    for (const delayMs of deliveries) queues[name].send(JSON.stringify(event), now() + delayMs);
  }

  /** The rules keep our own events from us; should one of them let too much through, the code does. */
  function checkDeaf(event: BusEvent): void {
    const body = JSON.stringify(event);
    for (const name of ['shares', 'resources'] as const) {
      if (workOf(name, body, planted.own))
        watch.report(9, `${name} wakes by an event of our own: ${event.detail.eventName}`);
    }
  }

  /** What AWS does and answers. */
  function answer(
    process: Process,
    { service, operation, input }: Outgoing,
    command: object,
    attempt: number,
    heard: Mood,
  ): object {
    counts.calls += 1;
    turn += 1;
    mood = heard;
    try {
      switch (service) {
        case 'dynamodb':
          watch.noteWrite(command);
          return table.answer(planted.command?.(command) ?? command);
        case 'sqs': {
          const { QueueUrl, MessageBody, DelaySeconds = 0 } = input as SendMessageCommand['input'];
          log?.(`   ${clock.now()} asks ${MessageBody} in ${DelaySeconds}`);
          const copies = weather.isCalm || weather.pick(20) > 0 ? 1 : 2;
          for (let copy = 0; copy < copies; copy++)
            queues[QueueUrl as QueueName].send(MessageBody ?? '', now() + Number(DelaySeconds) * 1000);
          return {};
        }
        case 'events':
          for (const entry of (input as { readonly Entries: readonly Record<string, string>[] }).Entries)
            announce(entry);
          return { FailedEntryCount: 0, Entries: [] };
        case 'organizations':
          if (!heard.mayReadDirectory) throw new AwsError('AccessDeniedException', 'may not ask');
      }
      const caller = process.name === 'resources' ? RESOURCE_ROLE : SHARE_ROLE;
      const paged = /^(List|Describe|Get)/.test(operation)
        ? pagedInput(service, operation, input, heard)
        : input;
      const call = () => cloud.call(service as 'ram', operation, paged, caller);
      if (MUTATES.test(operation)) {
        counts.mutations += 1;
        return watch.mutate({ process, operation, input: input as Record<string, unknown>, attempt }, call);
      }
      cloud.switches.readLagSeconds = service === 'ram' ? heard.lagSeconds : 0;
      try {
        return planted.answer?.({ service, operation, input }, call()) ?? call();
      } finally {
        cloud.switches.readLagSeconds = 0;
      }
    } finally {
      mood = GOOD_MOOD;
    }
  }

  function announce({
    Detail = '{}',
    Source = '',
    DetailType = '',
    Resources,
  }: Record<string, unknown>): void {
    const event = {
      version: '0',
      id: `news-${turn}`,
      source: Source,
      'detail-type': DetailType,
      time: clock.now(),
    };
    const body = JSON.stringify({
      ...event,
      account: SCOPE.account,
      region: SCOPE.region,
      resources: Resources,
      detail: JSON.parse(String(Detail)),
    });
    const deliveries = weather.deliveries();
    for (const delayMs of deliveries.length > 0 ? deliveries : [0])
      queues.findings.send(body, now() + delayMs);
  }

  const sendOf =
    (process: Process): Send =>
    (service, operation, command) => {
      const call = { service, operation, input: command.input };
      let attempt = 0;
      return process.ask(call, (heard) => answer(process, call, command, ++attempt, heard));
    };

  const channelOf = (process: Process): AlertChannel => ({
    name: 'people',
    placeOf: () => 'here',
    async tell(_, digest) {
      const all = digest.map(({ news }) => ({ key: newsKey(news), news, by: process, isHeard: false }));
      const post = () => {
        counts.told += digest.length;
        tellings.push(...all);
        if (JSON.stringify(slackMessage(digest)).includes('<!'))
          watch.report(10, `${digest[0].finding.id} mentions everybody`);
        return {};
      };
      await process.ask({ service: 'slack', operation: 'post', input: {} }, post, 1);
      return undefined;
    },
  });

  function begin(
    name: QueueName,
    works: readonly { readonly work: Work; readonly messages: readonly Message[] }[],
  ): void {
    counts.runs += 1;
    const started = startProcess(name, now() + LONGEST_RUN_MS[name]);
    const process = Object.assign(started, { isDone: false, queue: name });
    const ports = portsOn(sendOf(process), clock, wait);
    const decorated = planted.ports?.(ports, process) ?? ports;
    process.isFree = weather.isCalm;
    processes.push(process);
    const byKey = Map.groupBy(works, ({ work }) => work.key);
    const runs = [...byKey.values()].map(async (group) => {
      try {
        const subjects = group.map(({ work }) => work.subject);
        log?.(`${clock.now()} ${name} looks at ${group[0]?.work.key}`);
        const outcome = await handle(name, subjects, decorated, channelOf(process), fileOfProduct);
        log?.(`${clock.now()} ${name} ${JSON.stringify(outcome)}`);
        for (const telling of tellings) if (telling.by === process) telling.isHeard = true;
        for (const { messages } of group) for (const message of messages) queues[name].delete(message);
      } catch (error) {
        counts.failures += 1;
        log?.(`${clock.now()} ${name} failed: ${error}`);
        if (isDefect(error)) watch.report(0, String(Object(error).stack ?? error));
      }
    });
    void Promise.all(runs).then(() => {
      process.isDone = true;
    });
  }

  /** @returns whether there was something to receive. */
  function receive(name: QueueName, most = QUEUES[name].batch): boolean {
    const queue = queues[name];
    const messages = queue.receive(now(), most, weather.pick);
    if (messages.length === 0) return false;
    const works = messages.flatMap((message) => {
      const work = workOf(name, message.body, planted.own, new Date(message.arrivedAt).toISOString());
      if (work) return [{ work, messages: [message] }];
      queue.delete(message);
      return [];
    });
    if (works.length > 0) begin(name, works);
    return true;
  }

  function reap(): void {
    for (const process of processes) if (now() > process.endsAt) process.die();
    counts.deaths += processes.filter((each) => each.isDead()).length;
    processes = processes.filter((each) => !each.isDone && !each.isDead());
  }

  /** Everything that can be handled now is, one process after the other. */
  async function settle(): Promise<void> {
    for (let round = 0; ; round++) {
      if (round > 2000) throw new Error('it never settles');
      for (const process of processes) {
        process.isFree = true;
        for (const gate of [...process.gates]) gate.open('answered', GOOD_MOOD);
      }
      await drained();
      reap();
      if (processes.length > 0) {
        // Those that wait for a moment to pass hold up all the others.
        if (processes.every(({ gates }) => gates.length === 0)) await passToNext();
        continue;
      }
      if (!NAMES.some((name) => receive(name))) return;
    }
  }

  async function passToNext(): Promise<void> {
    await cloud.clock.advance(Math.max(0, (cloud.clock.nextDue() ?? now()) - now()));
  }

  /** Some of what can be handled now is, processes crossing each other's ways. */
  async function bustle(most: number): Promise<void> {
    for (let turns = weather.pick(most); turns > 0; turns--) {
      const gates = processes.flatMap((process) => process.gates);
      const waiting = NAMES.filter((name) => (queues[name].nextAt() ?? Number.POSITIVE_INFINITY) <= now());
      const mayBegin = waiting.length > 0 && processes.length < MOST_PROCESSES;
      const choice = weather.pick(gates.length + (mayBegin ? 2 : 0));
      const gate = gates[choice];
      if (gate) gate.open(gate.isAnswer ? 'answered' : weather.fateOf(gate.call), weather.moodFor(gate.call));
      else if (mayBegin) {
        const name = waiting[weather.pick(waiting.length)] ?? 'shares';
        receive(name, 1 + weather.pick(QUEUES[name].batch));
      } else return;
      await drained();
      reap();
    }
  }

  async function pass(seconds: number): Promise<void> {
    const end = now() + seconds * 1000;
    for (;;) {
      const dues = [cloud.clock.nextDue(), ...NAMES.map((name) => queues[name].nextAt())];
      const later = dues.filter((due) => due !== undefined && due > now());
      const next = Math.min(end, ...(later as number[]));
      await cloud.clock.advance(Math.max(0, next - now())); // settling may have taken longer
      reap();
      await (weather.isCalm ? settle() : bustle(60));
      if (next >= end) return;
    }
  }

  /** Time goes by until nobody asks for another look. */
  async function rest(): Promise<void> {
    const end = now() + LONGEST_REST_MS;
    await settle();
    for (;;) {
      const dues = NAMES.flatMap((name) => queues[name].nextAt() ?? []);
      if (dues.length === 0) return;
      const next = Math.max(Math.min(...dues), now());
      if (next > end) return watch.report(9, 'looks keep asking for further looks after a day');
      await pass((next - now()) / 1000 + 1);
    }
  }

  /** Waivers end with their day. */
  const isAnotherDay = (day: string): boolean => !clock.now().startsWith(day);

  /** A removal that a sweep takes up again is seen to be over by the next one. */
  const isUnderWay = (): boolean =>
    table
      .items()
      .some(
        ({ sk, status }) =>
          String(sk).startsWith('REMOVAL#') && /planned|requested|waiting/.test(String(status)),
      );

  /** Looks at everything: what finds what events lost. */
  async function sweep(): Promise<void> {
    queues.scopes.send(JSON.stringify({ scope: SCOPE }), now());
    await settle();
  }

  watch.noteTruth();
  for (const step of history.steps) {
    weather = weatherOf(step.storm);
    log?.(`${clock.now()} ${JSON.stringify(step)}`);
    const before = 'resource' in step.act && step.act.do.endsWith('policy') ? policies() : undefined;
    watch.noteTruth();
    operators.perform(step.act);
    cloud.touch();
    if (before)
      for (const [arn, document] of before)
        if (policyOf(cloud, arn) !== document) watch.notePolicy(arn, document);
    watch.noteTruth();
    turn += 1;
    await (weather.isCalm ? settle() : bustle(60));
    await pass(step.wait);
  }
  weather = CALM;
  await rest();
  for (const hours of HOURS_TO_SWEEPS) {
    await pass(hours * 3600);
    const day = clock.now().slice(0, 10);
    await sweep();
    await rest();
    if (watch.broken.length > 0 || !(isUnderWay() || isAnotherDay(day))) break;
  }
  if (clock.now().startsWith(String(history.setting.waivedUntil))) {
    // The waiver ends with the day.
    await pass(24 * 3600);
    await sweep();
    await rest();
  }
  const quiet = startProcess('witness', Number.POSITIVE_INFINITY);
  quiet.isFree = true;
  if (log)
    for (const item of table.items())
      if (/REMOVAL|FINDING/.test(String(item.sk)))
        log(`${item.sk} ${JSON.stringify({ ...item, pk: '', why: '', body: '' })}`);
  await endingOf({ cloud, table, file, watch, tellings, ports: portsOn(sendOf(quiet), clock, wait) });
  return { broken: watch.broken, counts };

  function policies(): readonly (readonly [string, string | undefined])[] {
    return watch.truth().resources.map(({ arn, policy }) => [arn, policy] as const);
  }
}

const NAMES: readonly QueueName[] = ['shares', 'resources', 'findings', 'organization', 'scopes'];
const MOST_PROCESSES = 3;
/** After so long a rest whatever waits is left to sweeps. */
const LONGEST_REST_MS = 24 * 3600 * 1000;
/**
 * Sweeps come when the dust has settled, and for as long as one leaves something under way: a budget has room again after
 * an hour; invitations end after twelve hours, or after seven days for things of other services (facts 5.3).
 */
const HOURS_TO_SWEEPS = [0.5, 1, 1, 12, 1, 180, 1, 1];
const MUTATES = /^(Associate|Disassociate|Create|Delete|Update|Put|Enable|Accept|Reject|Promote|Tag|Untag)/;
const SHARE_ROLE = callerBy(OWN_ROLES['OnShareChangeRole.Arn']);
const RESOURCE_ROLE = callerBy(OWN_ROLES['OnResourceChangeRole.Arn']);

function isOwn({ detail }: BusEvent): boolean {
  const { sessionContext } = Object(detail.userIdentity);
  return OWN.ownRoleArns.includes(Object(Object(sessionContext).sessionIssuer).arn);
}

/** Everything that this turn of the event loop still holds is done. */
const drained = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Errors that no fault of AWS explains. */
const isDefect = (error: unknown): boolean =>
  error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;

function pagedInput(service: string, operation: string, input: object, { pageSize }: Mood): object {
  if (pageSize >= GOOD_MOOD.pageSize) return input;
  if (service === 'ram') return { ...input, maxResults: pageSize };
  return /^(ListTags|GetResource|DescribeAccount|DescribeOrg)/.test(operation)
    ? input
    : { ...input, MaxResults: pageSize };
}

export type { News };
