import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cloud } from '../../local/cloud.ts';
import { seededRandom } from '../../local/random.ts';
import { runService } from '../../local/start/running-service.ts';
import type { BusEvent } from '../../local/world.ts';
import { ALLOWED, OUTSIDER, REGION, SANDBOX } from './builders.ts';
import { sdkHands } from './hands.ts';

const [SHARES, EVENTS, WAVES, WAVE_MS] = [100, 10_000, 5, 1000];

/** The repository's guardrails, without a budget that stops the storm's removals. */
const GUARDRAILS = `
organization: o-exampleorgid
mode: enforce
guardrails:
  - { id: inside-only, allow: [{ organization: true }] }
  - { id: no-sandbox, deny: [{ ou: ou-ab12-22222222 }] }
limits: { removalsPerHour: 1000, readdsBeforeStop: 3 }
`;

/** What a storm came to, counted by the local cloud. */
export interface Storm {
  readonly events: number;
  /** Principals that are left on each share. */
  readonly left: readonly (readonly string[])[];
  /** The share of every removal that RAM accepted. */
  readonly removals: readonly string[];
  /** How often a message in Slack named a share. */
  readonly told: number;
  /** Messages on dead-letter queues. */
  readonly deadLetters: number;
  /** Times at which somebody began to look at each share, in milliseconds, ascending. */
  readonly looks: readonly (readonly number[])[];
  /** Calls of Sharewarden's roles, from the first event until all is quiet. */
  readonly calls: { readonly ram: number; readonly all: number };
  readonly seconds: number;
  /** The most that a process of a function has ever held. */
  readonly memoryMb: number;
}

/**
 * Lets 10,000 events of 100 shares, each with a forbidden consumer, loose on the deployed functions within seconds:
 * a third of them of one share, every twentieth one that came before.
 */
export async function storm(): Promise<Storm> {
  const folder = await mkdtemp(join(tmpdir(), 'sharewarden-storm-'));
  const guardrailsFile = join(folder, 'guardrails.yml');
  await writeFile(guardrailsFile, GUARDRAILS);
  const cloud = await runService({
    root: join(import.meta.dirname, '..', '..'),
    port: 0,
    region: REGION,
    organization: 'example',
    guardrailsFile,
    progress: () => {},
    log: () => {},
    signal: new AbortController().signal,
  });
  try {
    return await letLoose(cloud);
  } finally {
    await cloud.stop();
    await rm(folder, { recursive: true });
  }
}

async function letLoose(cloud: Cloud): Promise<Storm> {
  const shares = await sharesNobodyHeardOf(cloud);
  const queue = cloud.queues.arns().find((arn) => arn.includes('ShareQueue')) ?? '';
  const events = eventsOf(shares, cloud);
  const before = cloud.calls.entries().length;
  const start = performance.now();
  const { clock } = cloud.world;
  for (let wave = 0; wave < WAVES; wave++) {
    const size = events.length / WAVES;
    const bodies = events.slice(wave * size, (wave + 1) * size);
    clock.at(clock.now() + wave * WAVE_MS, () => {
      for (const body of bodies) cloud.queues.send(queue, { body });
    });
  }
  await clock.advance(0);
  await quiet(cloud);
  const seconds = (performance.now() - start) / 1000;
  // Re-checks of removals, and second looks, are due by then.
  for (const wait of [5, 120]) {
    await clock.advance(wait * 1000);
    await quiet(cloud);
  }

  const ours = cloud.calls
    .entries()
    .slice(before)
    .filter(({ role }) => role);
  const ram = ours.filter(({ service }) => service === 'ram');
  const asked = ram.filter(({ operation }) => operation === 'DisassociateResourceShare');
  const looks = ram.filter(({ operation }) => operation === 'GetResourceShares');
  const hands = sdkHands(cloud.endpoint(), cloud.requestHandler);
  return {
    events: events.length,
    left: await Promise.all(shares.map(async (arn) => Object.keys(await hands.principals(arn)))),
    removals: asked.filter(({ status }) => status === 200).flatMap(({ resources = [] }) => resources),
    told: cloud.slack.messages().reduce((sum, { body }) => sum + sharesNamedIn(body).size, 0),
    deadLetters: cloud.queues
      .arns()
      .filter((arn) => arn.includes('DeadLetters'))
      .reduce((sum, arn) => sum + cloud.queues.depth(arn).visible, 0),
    looks: shares.map((arn) =>
      looks.filter(({ resources }) => resources?.includes(arn)).map(({ time }) => Date.parse(time)),
    ),
    calls: { ram: ram.length, all: ours.length },
    seconds,
    memoryMb: Math.max(
      ...cloud.lambda.logs().map(({ text }) => Number(/Max Memory Used: (\d+) MB/.exec(text)?.[1] ?? 0)),
    ),
  };
}

/** One message may tell of many. */
const sharesNamedIn = (body: object): ReadonlySet<string> =>
  new Set(JSON.stringify(body).match(/`storm \d+`/g));

/** @returns their ARNs; the one that the storm is about comes first. */
async function sharesNobodyHeardOf(cloud: Cloud): Promise<readonly string[]> {
  const hands = sdkHands(cloud.endpoint(), cloud.requestHandler);
  cloud.eventBridge.faults.set({ drop: true });
  const { arn } = await hands.requestNumber();
  const shares: string[] = [];
  for (let n = 0; n < SHARES; n++) {
    const forbidden = n % 2 === 0 ? OUTSIDER : SANDBOX;
    shares.push(await hands.share(`storm ${n}`, [arn], [forbidden, ALLOWED]));
  }
  await cloud.world.clock.advance(2000);
  cloud.eventBridge.faults.clear();
  return shares;
}

/** Messages: what RAM and CloudTrail told of the shares, again and again as if it had been done again. */
function eventsOf(shares: readonly string[], cloud: Cloud): readonly string[] {
  const { random, uuid } = seededRandom(1);
  const told = shares.map((arn) => cloud.events().filter((event) => JSON.stringify(event).includes(arn)));
  const bodies: string[] = [];
  for (let n = 0; n < EVENTS; n++) {
    const ofShare = told[n % 3 === 0 ? 0 : Math.floor(random() * SHARES)] ?? [];
    const event = ofShare[Math.floor(random() * ofShare.length)];
    if (!event) throw new Error('a share without an event');
    const isDuplicate = n % 20 === 19;
    const again = bodies[Math.floor(random() * n)];
    bodies.push(isDuplicate && again ? again : JSON.stringify(doneAgain(event, uuid)));
  }
  return bodies;
}

function doneAgain(event: BusEvent, uuid: () => string): BusEvent {
  const detail = 'eventID' in event.detail ? { ...event.detail, eventID: uuid() } : event.detail;
  return { ...event, id: uuid(), detail };
}

async function quiet(cloud: Cloud): Promise<void> {
  const left = await cloud.work.idle(180_000);
  if (left.length > 0) throw new Error(`still at it: ${[...new Set(left)].slice(0, 5).join(', ')}`);
}
