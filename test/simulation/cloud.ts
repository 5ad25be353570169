import type { AwsError } from '../../local/aws-error.ts';
import { EXAMPLE_ORGANIZATION, organizationsService } from '../../local/organizations/index.ts';
import { ramService } from '../../local/ram/index.ts';
import { seededRandom } from '../../local/random.ts';
import type { Caller, Service } from '../../local/service.ts';
import { smsVoiceService } from '../../local/sms-voice/index.ts';
import { DEFAULT_SWITCHES, type Switches } from '../../local/switches.ts';
import { virtualClock } from '../../local/virtual-clock.ts';
import { modelOf } from '../../local/wire/model.ts';
import { emitTrail } from '../../local/wire/trail.ts';
import type { BusEvent, OrganizationsTruth, Peers, World } from '../../local/world.ts';
import { callerBy, MANAGEMENT, OWNER } from './names.ts';

/** The local cloud without its wire: the services that shares hang on, called as functions. */
export interface SimulatedCloud {
  readonly clock: World['clock'];
  readonly switches: Switches;
  readonly organization: OrganizationsTruth;
  /** Counts what may have changed anything, SMS resources, and their policies. */
  readonly changes: { readonly all: number; readonly sms: number; readonly policies: number };
  /** Notes a change that no call has made. */
  touch(): void;
  /** One call, with the event that CloudTrail makes of it. @throws AwsError. */
  call<Answer = Record<string, unknown>>(
    service: ServiceName,
    operation: string,
    input: object,
    caller: Caller,
  ): Answer;
  /** Reads behind everybody's back: whole, and as it is. @throws AwsError. */
  look<Answer = Record<string, unknown>>(
    service: ServiceName,
    operation: string,
    input: object,
    account?: string,
  ): Answer;
}
export type ServiceName = 'ram' | 'sms-voice' | 'organizations';

const READS = /^(Get|List|Describe)/;

/** A Monday, 09:00 UTC. */
const START_MS = Date.UTC(2026, 10, 2, 9);

/** @param onEvent told of every event that AWS services put on default buses. */
export function simulatedCloud(
  switches: Partial<Switches>,
  onEvent: (event: BusEvent) => void,
): SimulatedCloud {
  const random = seededRandom(1);
  const changes = { all: 0, sms: 0, policies: 0 };
  const manual = virtualClock({ mode: 'manual', startMs: START_MS, settle: async () => {} });
  const clock: World['clock'] = {
    ...manual,
    at: (dueMs, task) =>
      manual.at(dueMs, () => {
        changes.all += 1;
        task();
      }),
  };
  const world: World = {
    clock,
    ...random,
    switches: { ...DEFAULT_SWITCHES, ...switches },
    emit: (event) =>
      onEvent({
        version: '0',
        id: random.uuid(),
        time: `${new Date(clock.now()).toISOString().slice(0, 19)}Z`,
        ...event,
      }),
    inFlight: () => () => {},
    // Each service looks for its peers when it is called first.
    peers: {} as Peers,
  };
  const organizations = organizationsService(world, EXAMPLE_ORGANIZATION);
  const ram = ramService(world);
  const sms = smsVoiceService(world);
  const smsVoice: Peers['smsVoice'] = {
    ...sms.truth,
    setRamStatements(arn, statements) {
      changes.policies += 1;
      sms.truth.setRamStatements(arn, statements);
    },
  };
  Object.assign(world.peers, { organizations: organizations.truth, ram: ram.truth, smsVoice });
  const services: Readonly<Record<ServiceName, Service>> = {
    ram: ram.service,
    'sms-voice': sms.service,
    organizations: organizations.service,
  };
  const witness = callerBy(`arn:aws:iam::${OWNER}:role/witness`);
  let calls = 0;

  const cloud: SimulatedCloud = {
    clock,
    switches: world.switches,
    organization: organizations.truth,
    touch: () => void changes.all++,
    changes,
    call(name, operation, input, caller) {
      const service = services[name];
      const call = { operation, requestId: `call-${++calls}`, caller };
      const model = modelOf(service).operations.get(operation);
      const perform = service.operations[operation];
      if (!model || !perform) throw new Error(`${name} has no ${operation}`);
      const trace = (result: { readonly output: object } | { readonly error: AwsError }) => {
        if (!service.trail?.writes.has(operation)) return;
        emitTrail(service.trail, { operation: model, call, input, ...result }, world);
      };
      try {
        if (!READS.test(operation)) {
          changes.all += 1;
          if (operation.endsWith('ResourcePolicy')) changes.policies += 1;
          else if (name === 'sms-voice') changes.sms += 1;
        }
        const output = Object(perform(input, call) ?? {});
        trace({ output });
        return output;
      } catch (error) {
        trace({ error: error as AwsError }); // operations throw nothing else
        throw error;
      }
    },
    look(name, operation, input, account = OWNER) {
      const { emptyPages } = world.switches;
      world.switches.emptyPages = false;
      try {
        return cloud.call(name, operation, input, { ...witness, account });
      } finally {
        world.switches.emptyPages = emptyPages;
      }
    },
  };
  const manager = callerBy(`arn:aws:iam::${MANAGEMENT}:role/manager`, MANAGEMENT);
  cloud.call('ram', 'EnableSharingWithAwsOrganization', {}, manager);
  return cloud;
}
