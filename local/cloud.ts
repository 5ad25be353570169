import type { Guardrails } from '../src/core/guardrail.ts';
import { authorized } from './authorized.ts';
import { cloudControl } from './cloud-control.ts';
import { type SlackInbox, slackInbox } from './control/slack-inbox.ts';
import type { SlackApp } from './control/slack-press.ts';
import { serve } from './http.ts';
import { type InFlight, inFlight, isInvocation } from './in-flight.ts';
import { functionUrlListener } from './lambda/function-urls.ts';
import { seededRandom } from './random.ts';
import { type CloudServices, cloudServices } from './services.ts';
import { DEFAULT_SWITCHES } from './switches.ts';
import { settleHere, virtualClock } from './virtual-clock.ts';
import {
  createGateway,
  type Gateway,
  type InProcessHandler,
  inProcessHandler,
  nodeListener,
} from './wire/index.ts';
import type { BusEvent, Peers, World } from './world.ts';

export interface CloudOptions {
  /** `real`: time flows. `manual`: it moves by `world.clock.advance` alone. Default: `real`. */
  readonly clock?: 'real' | 'manual';
  /** Milliseconds since 1970. Default: now; for a manual clock 2026-11-02, 09:00 UTC. */
  readonly startMs?: number;
  /** Default: the example organization of the README. */
  readonly organization?: 'example' | 'none';
  /** Of all chance. Default: another one for each real cloud, the same one for each manual cloud. */
  readonly seed?: number;
  /** Of signatures that name none, and of what is deployed. Default: us-east-1. */
  readonly region?: string;
  /** Where DynamoDB keeps its tables. Default: in memory. */
  readonly dataFolder?: string | undefined;
  /** Told what goes wrong in the cloud itself, and what functions log. */
  readonly log?: (line: string) => void;
}

/** One local cloud. It starts no process and listens nowhere until it is told to. */
export interface Cloud extends CloudServices {
  readonly world: World;
  readonly work: InFlight;
  /** The account of access keys that name none, and of what is deployed. */
  readonly account: string;
  readonly region: string;
  /** For SDK clients: `new RAMClient({ requestHandler, region, credentials })` reaches the cloud without a socket. */
  readonly requestHandler: InProcessHandler;
  readonly gateway: Gateway;
  readonly calls: Gateway['calls'];
  readonly slack: SlackInbox;
  /** All events of all buses, oldest first. */
  events(): readonly BusEvent[];
  /** `http://127.0.0.1:4566`, or where it listens. */
  endpoint(): string;
  /** Lets people press buttons: what they press is posted to this app. */
  installSlackApp(app: SlackApp): void;
  /** What `/_local/ready` answers. Default: ready. */
  setReady(isReady: boolean): void;
  /** What the console goes by: the guardrails that were deployed. Default: none. */
  setGuardrails(guardrails: Guardrails): void;
  /** Serves AWS, the control API and the console page. @param port 0 chooses a free one. @returns the URL. */
  listen(port: number): Promise<string>;
  /** Ends everything, processes of functions too. */
  stop(): Promise<void>;
}

/** The owner account of the example organization. */
const ACCOUNT = '111122223333';
const LONGEST_INVOCATION_MS = 60_000;
const MANUAL_START_MS = Date.UTC(2026, 10, 2, 9);

export async function createCloud(options: CloudOptions = {}): Promise<Cloud> {
  const {
    clock: mode = 'real',
    organization = 'example',
    region = 'us-east-1',
    log = console.error,
  } = options;
  const isManual = mode === 'manual';
  const work = inFlight();
  const clock = virtualClock({
    mode,
    startMs: options.startMs ?? (isManual ? MANUAL_START_MS : undefined),
    async settle() {
      await settleHere();
      // Else a function would see its credentials expire and its messages come back while it runs.
      await work.idle(LONGEST_INVOCATION_MS, isInvocation);
    },
  });
  const world: World = {
    clock,
    ...seededRandom(options.seed ?? (isManual ? 1 : Math.floor(Math.random() * 2 ** 32))),
    switches: { ...DEFAULT_SWITCHES },
    emit(event) {
      services.eventBridge.emit(event);
      control.changed();
    },
    inFlight: work.begin,
    // No service asks for a peer before the first call comes in.
    peers: {} as Peers,
  };
  let endpoint = 'http://127.0.0.1:4566';
  let ready = true;
  let guardrails: Guardrails | undefined;
  let slackApp: SlackApp | undefined;
  const services = cloudServices(world, {
    account: ACCOUNT,
    organization,
    endpoint: () => endpoint,
    dataFolder: options.dataFolder,
    log,
  });
  const { simulated, dynamoDb, identities, permissions } = services;
  const entrance = createGateway({
    world,
    services: simulated,
    raw: { dynamodb: authorized(dynamoDb.handle, permissions.authorize) },
    identities,
    defaultRegion: region,
    authorize: permissions.authorize,
    log,
  });
  const gateway: Gateway = {
    ...entrance,
    async handle(request) {
      const response = await entrance.handle(request);
      control.changed();
      return response;
    },
  };
  const slack = slackInbox(clock);
  const control = cloudControl({
    world,
    work,
    gateway,
    services,
    slack,
    slackApp: () => slackApp,
    isReady: () => ready,
    guardrails: () => guardrails,
    scope: { account: ACCOUNT, region },
  });
  const servers: { stop(): Promise<void> }[] = [];

  return {
    ...services,
    world,
    work,
    account: ACCOUNT,
    region,
    gateway,
    requestHandler: inProcessHandler(gateway),
    calls: gateway.calls,
    slack,
    events: services.eventBridge.events,
    endpoint: () => endpoint,
    installSlackApp(app) {
      slackApp = app;
    },
    setReady(isReady) {
      ready = isReady;
    },
    setGuardrails(deployed) {
      guardrails = deployed;
    },
    async listen(port) {
      const server = await serve(
        {
          control: control.answer,
          aws: functionUrlListener(services.functionUrls, nodeListener(gateway.handle)),
        },
        port,
      );
      servers.push(server);
      endpoint = server.url;
      return endpoint;
    },
    async stop() {
      clock.stop();
      await services.lambda.stop();
      await Promise.all(servers.map((server) => server.stop()));
      await dynamoDb.stop();
    },
  };
}
