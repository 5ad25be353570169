import { deliverTo, notifyQueue } from './deliver.ts';
import { createPermissions, type Permissions } from './deploy/permissions/index.ts';
import { dynamoDb } from './dynamodb/index.ts';
import { type EventBridge, eventBridgeService } from './events/index.ts';
import { createIdentities, type Identities } from './identities.ts';
import { type FunctionUrls, functionUrls } from './lambda/function-urls.ts';
import { createLambda, type Lambda, type LogLine } from './lambda/index.ts';
import { EXAMPLE_ORGANIZATION, organizationsService } from './organizations/index.ts';
import type { AssociationFaults } from './ram/association-faults.ts';
import { ramService } from './ram/index.ts';
import type { Service } from './service.ts';
import { smsVoiceService } from './sms-voice/index.ts';
import { type Sns, snsService } from './sns/index.ts';
import { type Queues, sqsService } from './sqs/index.ts';
import { type Ssm, ssmService } from './ssm/index.ts';
import { stsService } from './sts/index.ts';
import type { World } from './world.ts';

export interface ServiceOptions {
  /** Of access keys that name no account. */
  readonly account: string;
  readonly organization: 'example' | 'none';
  /** URL of the cloud, for queue URLs and for functions. */
  readonly endpoint: () => string;
  readonly dataFolder?: string | undefined;
  readonly log: (line: string) => void;
}

/** The services of a cloud, as the rest of it uses them. */
export interface CloudServices {
  /** Those that the gateway serves from the SDK's schemas. */
  readonly simulated: readonly Service[];
  readonly identities: Identities;
  /** Nobody's until something is deployed; then what its roles may do, and who may deliver to what. */
  readonly permissions: Permissions;
  readonly eventBridge: EventBridge;
  /** Of RAM's associations. */
  readonly associationFaults: AssociationFaults;
  readonly queues: Queues;
  readonly sns: Sns;
  readonly ssm: Ssm;
  readonly dynamoDb: ReturnType<typeof dynamoDb>;
  readonly lambda: Lambda;
  readonly functionUrls: FunctionUrls;
}

/** Makes all services of a world and lets them know of each other. */
export function cloudServices(world: World, options: ServiceOptions): CloudServices {
  const { account, endpoint, log } = options;
  const identities = createIdentities({ world, defaultAccount: account });
  const tree = options.organization === 'example' ? EXAMPLE_ORGANIZATION : undefined;
  const organizations = organizationsService(world, tree);
  const ram = ramService(world);
  const smsVoice = smsVoiceService(world);
  Object.assign(world.peers, {
    organizations: organizations.truth,
    ram: ram.truth,
    smsVoice: smsVoice.truth,
  });
  const permissions = createPermissions((account) =>
    organizations.truth.pathOf(account) ? organizations.truth.organization()?.id : undefined,
  );
  const sqs = sqsService(world, { endpoint });
  const sns = snsService(world, notifyQueue({ queues: sqs.queues, permissions }));
  const ssm = ssmService(world);
  const lambda = createLambda({
    world,
    identities,
    queues: sqs.queues,
    endpoint,
    onLog: (line) => {
      if (isTrouble(line)) log(`${line.functionName}: ${line.text}`);
    },
  });
  const eventBridge = eventBridgeService(world, deliverTo({ queues: sqs.queues, lambda, sns, permissions }));
  return {
    simulated: [
      ram.service,
      smsVoice.service,
      organizations.service,
      eventBridge.service,
      sqs.service,
      sns.service,
      ssm.service,
      stsService(identities),
    ],
    identities,
    permissions,
    eventBridge,
    associationFaults: ram.faults,
    queues: sqs.queues,
    sns,
    ssm,
    lambda,
    functionUrls: functionUrls({ world, lambda, endpoint, mayInvoke: permissions.mayInvokeByUrl }),
    dynamoDb: dynamoDb({ folder: options.dataFolder }),
  };
}

/** What somebody who watches wants to see of a function's log. */
function isTrouble({ stream, text }: LogLine): boolean {
  if (stream === 'platform') return !/^(START|END|REPORT|INIT_START) /.test(text);
  return stream === 'stderr' || /"level":"(ERROR|CRITICAL)"/.test(text);
}
