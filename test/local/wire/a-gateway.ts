import { createIdentities, type Identities } from '../../../local/identities.ts';
import { seededRandom } from '../../../local/random.ts';
import type { Operation, Service } from '../../../local/service.ts';
import { DEFAULT_SWITCHES, type Switches } from '../../../local/switches.ts';
import {
  createGateway,
  type Gateway,
  type GatewayOptions,
  inProcessHandler,
  type WireRequest,
} from '../../../local/wire/index.ts';
import type { BusEvent, World } from '../../../local/world.ts';

export interface TestGateway {
  readonly gateway: Gateway;
  readonly identities: Identities;
  /** What was put on buses. */
  readonly events: Omit<BusEvent, 'version' | 'id' | 'time'>[];
  /** What the gateway told of its own defects. */
  readonly log: string[];
  readonly switches: Switches;
  /** Moves the world's clock. */
  pass(seconds: number): void;
  /** Settings of an SDK client that calls this gateway without a socket, as the user of an account. */
  client(account?: string): ReturnType<typeof clientSettings>;
}

export const NOW = Date.UTC(2026, 9, 2, 22, 39, 11);

/** A gateway in a world of its own, with the services that a test defines. */
export function aGateway(
  services: readonly Service[],
  options: Partial<Pick<GatewayOptions, 'raw' | 'authorize'>> = {},
): TestGateway {
  let now = NOW;
  const events: TestGateway['events'] = [];
  const log: string[] = [];
  const switches = { ...DEFAULT_SWITCHES };
  const unused = () => {
    throw new Error('the gateway has no use for this');
  };
  const world: World = {
    clock: { now: () => now, at: unused, nextDue: unused, advance: unused, offsetMs: () => 0, stop: unused },
    ...seededRandom(7),
    switches,
    emit: (event) => void events.push(event),
    inFlight: unused,
    get peers() {
      return unused();
    },
  };
  const identities = createIdentities({ world, defaultAccount: '111122223333' });
  const gateway = createGateway({
    world,
    services,
    identities,
    defaultRegion: 'us-east-1',
    log: (line) => void log.push(line),
    ...options,
  });
  return {
    gateway,
    identities,
    events,
    log,
    switches,
    pass: (seconds) => {
      now += seconds * 1000;
    },
    client: (account = '111122223333') => clientSettings(gateway, account),
  };
}

function clientSettings(gateway: Gateway, account: string) {
  return {
    region: 'eu-west-1',
    credentials: { accessKeyId: account, secretAccessKey: 'any' },
    maxAttempts: 1,
    requestHandler: inProcessHandler(gateway),
  };
}

/** A signed request as raw HTTP has it; `body` is text. */
export function aRequest(
  service: string,
  { body = '', headers = {}, ...rest }: Partial<Omit<WireRequest, 'body'>> & { body?: string } = {},
): WireRequest {
  const scope = `111122223333/20261002/eu-west-1/${service}/aws4_request`;
  return {
    method: 'POST',
    path: '/',
    query: {},
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=00`,
      ...headers,
    },
    body: new TextEncoder().encode(body),
    ...rest,
  };
}

/** An operation that notes its input and always answers the same. */
export function noting(seen: unknown[], answer: object): Operation {
  return (input) => {
    seen.push(input);
    return answer;
  };
}

/** The error that a call ends with. */
export async function errorOf(call: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  try {
    await call;
  } catch (error) {
    return Object(error);
  }
  throw new Error('the call did not fail');
}
