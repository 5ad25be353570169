import { OrganizationsClient } from '@aws-sdk/client-organizations';
import {
  CreatePoolCommand,
  PinpointSMSVoiceV2Client,
  PutResourcePolicyCommand,
  RequestPhoneNumberCommand,
  type RequestPhoneNumberCommandInput,
  RequestSenderIdCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { createIdentities } from '../../../local/identities.ts';
import {
  EXAMPLE_ORGANIZATION,
  type OrganizationTree,
  organizationsService,
} from '../../../local/organizations/index.ts';
import { seededRandom } from '../../../local/random.ts';
import { smsVoiceService } from '../../../local/sms-voice/index.ts';
import { DEFAULT_SWITCHES, type Switches } from '../../../local/switches.ts';
import { virtualClock } from '../../../local/virtual-clock.ts';
import { createGateway, inProcessHandler } from '../../../local/wire/index.ts';
import type { Peers, World } from '../../../local/world.ts';

export const OWNER = '111122223333';
export const CONSUMER = '444455556666';
export const REGION = 'us-east-1';

interface Given {
  readonly switches?: Partial<Switches>;
  readonly settlingSeconds?: number;
  readonly organization?: OrganizationTree | undefined;
}

/** A cloud of sms-voice and Organizations behind the gateway, its time at 2026-10-02T22:39:11Z until it is moved. */
export function aCloud(given: Given = {}) {
  const clock = virtualClock({ mode: 'manual', startMs: Date.UTC(2026, 9, 2, 22, 39, 11) });
  const emitted: Parameters<World['emit']>[0][] = [];
  const ram = aRam();
  const world: World = {
    clock,
    ...seededRandom(1),
    switches: { ...DEFAULT_SWITCHES, ...given.switches },
    emit: (event) => void emitted.push(event),
    inFlight: () => () => {},
    peers: {} as Peers, // filled below, as in every world
  };
  const organizations = organizationsService(
    world,
    'organization' in given ? given.organization : EXAMPLE_ORGANIZATION,
  );
  const smsVoice = smsVoiceService(world, { settlingSeconds: given.settlingSeconds ?? 0 });
  Object.assign(world.peers, {
    organizations: organizations.truth,
    ram: ram.truth,
    smsVoice: smsVoice.truth,
  });

  const gateway = createGateway({
    world,
    services: [smsVoice.service, organizations.service],
    identities: createIdentities({ world, defaultAccount: OWNER }),
    defaultRegion: REGION,
  });
  const connection = (account: string, region: string) => ({
    requestHandler: inProcessHandler(gateway),
    credentials: { accessKeyId: account, secretAccessKey: 'any' },
    region,
    maxAttempts: 1,
  });
  return {
    world,
    clock,
    emitted,
    calls: gateway.calls.entries,
    ram,
    truth: smsVoice.truth,
    organizations: organizations.truth,
    sms: (account = OWNER, region = REGION) => new PinpointSMSVoiceV2Client(connection(account, region)),
    directory: (account: string) => new OrganizationsClient(connection(account, REGION)),
  };
}

/** RAM as sms-voice sees it: who gets what is set by hand, and what RAM is told is kept. */
function aRam() {
  const shared = new Map<string, readonly string[]>();
  const told: (readonly [what: string, arn: string, document?: string])[] = [];
  return {
    told,
    share: (account: string, ...arns: readonly string[]) => void shared.set(account, arns),
    truth: {
      sharedWith: (account: string) => shared.get(account) ?? [],
      sharingWithOrganization: () => true,
      policyChanged: (arn: string, document: string | undefined) =>
        void told.push(document === undefined ? ['policy deleted', arn] : ['policy put', arn, document]),
      resourceDeleted: (arn: string) => void told.push(['resource deleted', arn]),
    },
  };
}

/** A number of the account, TRANSACTIONAL and American where nothing else is said. */
export async function aNumber(
  client: PinpointSMSVoiceV2Client,
  request: Partial<RequestPhoneNumberCommandInput> = {},
) {
  const {
    PhoneNumberId: id = '',
    PhoneNumberArn: arn = '',
    ...rest
  } = await client.send(
    new RequestPhoneNumberCommand({
      IsoCountryCode: 'US',
      MessageType: 'TRANSACTIONAL',
      NumberCapabilities: ['SMS'],
      NumberType: 'LONG_CODE',
      ...request,
    }),
  );
  return { id, arn, ...rest };
}

export async function aSenderId(client: PinpointSMSVoiceV2Client, SenderId = 'ACME', IsoCountryCode = 'GB') {
  const answer = await client.send(new RequestSenderIdCommand({ SenderId, IsoCountryCode }));
  return { arn: answer.SenderIdArn ?? '' };
}

/** A pool with this identity, or with a number of its own. */
export async function aPool(client: PinpointSMSVoiceV2Client, OriginationIdentity?: string) {
  const identity = OriginationIdentity ?? (await aNumber(client)).id;
  const { PoolId: id = '', PoolArn: arn = '' } = await client.send(
    new CreatePoolCommand({ OriginationIdentity: identity, MessageType: 'TRANSACTIONAL' }),
  );
  return { id, arn };
}

/** Puts a policy of these statements, which are on the resource and allow sending unless they say otherwise. */
export async function putPolicy(
  client: PinpointSMSVoiceV2Client,
  arn: string,
  ...statements: readonly Readonly<Record<string, unknown>>[]
) {
  const Statement = statements.map((statement) => ({
    Effect: 'Allow',
    Action: 'sms-voice:SendTextMessage',
    Resource: arn,
    ...statement,
  }));
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  await client.send(new PutResourcePolicyCommand({ ResourceArn: arn, Policy }));
  return Policy;
}
