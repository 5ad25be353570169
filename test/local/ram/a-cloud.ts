import {
  AssociateResourceShareCommand,
  type AssociateResourceShareCommandInput,
  CreateResourceShareCommand,
  type CreateResourceShareCommandInput,
  DisassociateResourceShareCommand,
  type DisassociateResourceShareCommandInput,
  EnableSharingWithAwsOrganizationCommand,
  GetResourceShareAssociationsCommand,
  GetResourceShareInvitationsCommand,
  GetResourceSharesCommand,
  ListResourcesCommand,
  RAMClient,
  type ResourceShareAssociationType,
} from '@aws-sdk/client-ram';
import { createIdentities } from '../../../local/identities.ts';
import { inFlight } from '../../../local/in-flight.ts';
import {
  EXAMPLE_ACCOUNTS,
  EXAMPLE_ORGANIZATION,
  EXAMPLE_UNITS,
  type OrganizationTree,
  organizationsService,
} from '../../../local/organizations/index.ts';
import { ramService } from '../../../local/ram/index.ts';
import { seededRandom } from '../../../local/random.ts';
import { DEFAULT_SWITCHES, type Switches } from '../../../local/switches.ts';
import { virtualClock } from '../../../local/virtual-clock.ts';
import { createGateway, inProcessHandler } from '../../../local/wire/index.ts';
import type { Peers, SmsVoiceTruth, World } from '../../../local/world.ts';

export const OWNER = EXAMPLE_ACCOUNTS.owner;
export const CAMPAIGNS = EXAMPLE_ACCOUNTS.campaigns;
export const SANDBOX = EXAMPLE_ACCOUNTS.sandbox;
export const OUTSIDE = EXAMPLE_ACCOUNTS.outside;
export const MANAGEMENT = EXAMPLE_ACCOUNTS.management;
export const REGION = 'us-east-1';
export const ORGANIZATION = `arn:aws:organizations::${MANAGEMENT}:organization/o-exampleorgid`;
export const CAMPAIGNS_OU = `arn:aws:organizations::${MANAGEMENT}:ou/o-exampleorgid/${EXAMPLE_UNITS.campaigns}`;
export const ROLE = `arn:aws:iam::${CAMPAIGNS}:role/Sender`;
export const SERVICE = 'sns.amazonaws.com';

const sms = (rest: string, account: string = OWNER) => `arn:aws:sms-voice:${REGION}:${account}:${rest}`;
export const POOL = sms('pool/pool-0123');
export const NUMBER = sms('phone-number/phone-0123');
export const SENDER_ID = sms('sender-id/ACME/GB');
export const LIST = sms('opt-out-list/Default');
export const SUBNET = `arn:aws:ec2:${REGION}:${OWNER}:subnet/subnet-0123`;
export const GATEWAY = `arn:aws:ec2:${REGION}:${OWNER}:transit-gateway/tgw-0123`;
export const RULES = `arn:aws:route53resolver:${REGION}:${OWNER}:firewall-rule-group/rslvr-frg-0123`;

const NATIVE = 'Resource Sharing State Change';

interface Given {
  readonly switches?: Partial<Switches>;
  /** Sharing with the organization. Default: on. */
  readonly sharing?: boolean;
  readonly organization?: OrganizationTree | undefined;
}

/** RAM and Organizations behind the gateway; sms-voice is a set of ARNs. Time is moved by hand. */
export async function aCloud(given: Given = {}) {
  const clock = virtualClock({ mode: 'manual', startMs: Date.UTC(2026, 9, 2, 22, 39, 11) });
  const work = inFlight();
  const emitted: Parameters<World['emit']>[0][] = [];
  const smsVoice = anSmsVoice();
  const world: World = {
    clock,
    ...seededRandom(1),
    switches: { ...DEFAULT_SWITCHES, disassociatedListedSeconds: 60, ...given.switches },
    // Events of CloudTrail are the wire's.
    emit: (event) => void (event['detail-type'] === NATIVE && emitted.push(event)),
    inFlight: work.begin,
    peers: {} as Peers, // filled below, as in every world
  };
  const tree = 'organization' in given ? given.organization : EXAMPLE_ORGANIZATION;
  const organizations = organizationsService(world, tree);
  const ram = ramService(world);
  Object.assign(world.peers, { organizations: organizations.truth, ram: ram.truth, smsVoice });

  const gateway = createGateway({
    world,
    services: [ram.service, organizations.service],
    identities: createIdentities({ world, defaultAccount: OWNER }),
    defaultRegion: REGION,
    log: (line) => {
      throw new Error(line);
    },
  });
  const client = (account: string = OWNER, region = REGION) =>
    new RAMClient({
      requestHandler: inProcessHandler(gateway),
      credentials: { accessKeyId: account, secretAccessKey: 'any' },
      region,
      maxAttempts: 1,
    });
  if (given.sharing !== false && tree) {
    await client(MANAGEMENT).send(new EnableSharingWithAwsOrganizationCommand({}));
  }

  return {
    world,
    client,
    ram,
    smsVoice,
    organizations: organizations.truth,
    truth: ram.truth,
    work,
    /** RAM's own events so far, each as `account status`. */
    nativeEvents: () => emitted.map(({ account, detail }) => `${account} ${detail.status}`),
    emitted,
    pass: (seconds: number) => clock.advance(seconds * 1000),
    /** Makes a share, and lets it settle. @returns its ARN. */
    async share(request: Partial<CreateResourceShareCommandInput>, account: string = OWNER): Promise<string> {
      const { resourceShare } = await client(account).send(
        new CreateResourceShareCommand({ name: 'share', ...request }),
      );
      await clock.advance(1000);
      return resourceShare?.resourceShareArn ?? '';
    },
    async associate(resourceShareArn: string, request: Partial<AssociateResourceShareCommandInput>) {
      const command = new AssociateResourceShareCommand({ resourceShareArn, ...request });
      return (await client().send(command)).resourceShareAssociations ?? [];
    },
    async disassociate(resourceShareArn: string, request: Partial<DisassociateResourceShareCommandInput>) {
      const command = new DisassociateResourceShareCommand({ resourceShareArn, ...request });
      return (await client().send(command)).resourceShareAssociations ?? [];
    },
    /** What the owner sees on its shares, by entity. */
    async associations(associationType: ResourceShareAssociationType = 'PRINCIPAL') {
      const command = new GetResourceShareAssociationsCommand({ associationType });
      const { resourceShareAssociations = [] } = await client().send(command);
      return Object.fromEntries(
        resourceShareAssociations.map(({ associatedEntity = '', status }) => [associatedEntity, status]),
      );
    },
    async invitations(account: string, region = REGION) {
      const { resourceShareInvitations = [] } = await client(account, region).send(
        new GetResourceShareInvitationsCommand({}),
      );
      return resourceShareInvitations;
    },
    async sharesSeenBy(account: string, region = REGION) {
      const { resourceShares = [] } = await client(account, region).send(
        new GetResourceSharesCommand({ resourceOwner: 'OTHER-ACCOUNTS' }),
      );
      return resourceShares.map(({ resourceShareArn }) => resourceShareArn);
    },
    async resourcesSeenBy(account: string) {
      const { resources = [] } = await client(account).send(
        new ListResourcesCommand({ resourceOwner: 'OTHER-ACCOUNTS' }),
      );
      return resources.map(({ arn }) => arn);
    },
    sharedWith: (account: string, region = REGION) => ram.truth.sharedWith(account, region),
  };
}

export type TestCloud = Awaited<ReturnType<typeof aCloud>>;

/** sms-voice as RAM knows it: what exists, and which statements RAM has written. */
function anSmsVoice() {
  const existing = new Set([POOL, NUMBER, SENDER_ID, LIST]);
  const statements = new Map<string, readonly Readonly<Record<string, unknown>>[]>();
  const truth: SmsVoiceTruth = {
    exists: (arn) => existing.has(arn),
    setRamStatements: (arn, written) => void statements.set(arn, written),
  };
  return { ...truth, existing, statementsOn: (arn: string) => statements.get(arn) ?? [] };
}
