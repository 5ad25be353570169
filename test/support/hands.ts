import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import {
  AssociateOriginationIdentityCommand,
  CreatePoolCommand,
  GetResourcePolicyCommand,
  PinpointSMSVoiceV2Client,
  PutResourcePolicyCommand,
  RequestPhoneNumberCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import {
  AssociateResourceShareCommand,
  CreateResourceShareCommand,
  DeleteResourceShareCommand,
  DisassociateResourceShareCommand,
  GetResourceShareAssociationsCommand,
  RAMClient,
  type RAMClientConfig,
} from '@aws-sdk/client-ram';
import { OWNER, REGION } from './builders.ts';

/** What an operator does, whatever client is at hand. */
export interface Hands {
  requestNumber(): Promise<{ readonly id: string; readonly arn: string }>;
  createPool(numberId: string): Promise<{ readonly id: string; readonly arn: string }>;
  addToPool(poolId: string, numberId: string): Promise<void>;
  /** @returns ARN of the share. */
  share(name: string, resources: readonly string[], principals: readonly string[]): Promise<string>;
  addToShare(shareArn: string, resource: string): Promise<void>;
  addPrincipal(shareArn: string, ...principals: readonly string[]): Promise<void>;
  removeFromShare(
    shareArn: string,
    what: { readonly resource?: string; readonly principal?: string },
  ): Promise<void>;
  deleteShare(shareArn: string): Promise<void>;
  putPolicy(resourceArn: string, document: string): Promise<void>;
  /** The policy on the resource, as text. */
  policy(resourceArn: string): Promise<string>;
  /** Statuses by principal, as RAM lists them. */
  principals(shareArn: string): Promise<Readonly<Record<string, string>>>;
}

const NUMBER = { IsoCountryCode: 'US', MessageType: 'TRANSACTIONAL', NumberType: 'TOLL_FREE' } as const;

/** @param requestHandler reaches a local cloud in this process, without a socket. */
export function sdkHands(
  endpoint: string,
  requestHandler?: RAMClientConfig['requestHandler'],
  region = REGION,
): Hands {
  const credentials = { accessKeyId: OWNER, secretAccessKey: 'local' };
  const options = { endpoint, region, credentials, ...(requestHandler && { requestHandler }) };
  const ram = new RAMClient(options);
  const sms = new PinpointSMSVoiceV2Client(options);
  return {
    async requestNumber() {
      const made = await sms.send(new RequestPhoneNumberCommand({ ...NUMBER, NumberCapabilities: ['SMS'] }));
      return { id: text(made.PhoneNumberId), arn: text(made.PhoneNumberArn) };
    },
    async createPool(numberId) {
      const input = {
        OriginationIdentity: numberId,
        IsoCountryCode: 'US',
        MessageType: 'TRANSACTIONAL',
      } as const;
      const made = await sms.send(new CreatePoolCommand(input));
      return { id: text(made.PoolId), arn: text(made.PoolArn) };
    },
    async addToPool(PoolId, OriginationIdentity) {
      await sms.send(
        new AssociateOriginationIdentityCommand({ PoolId, OriginationIdentity, IsoCountryCode: 'US' }),
      );
    },
    async share(name, resourceArns, principals) {
      const input = { name, resourceArns: [...resourceArns], principals: [...principals] };
      return text((await ram.send(new CreateResourceShareCommand(input))).resourceShare?.resourceShareArn);
    },
    async addToShare(resourceShareArn, resource) {
      await ram.send(new AssociateResourceShareCommand({ resourceShareArn, resourceArns: [resource] }));
    },
    async addPrincipal(resourceShareArn, ...principals) {
      await ram.send(new AssociateResourceShareCommand({ resourceShareArn, principals: [...principals] }));
    },
    async removeFromShare(resourceShareArn, { resource, principal }) {
      await ram.send(
        new DisassociateResourceShareCommand({
          resourceShareArn,
          ...(resource && { resourceArns: [resource] }),
          ...(principal && { principals: [principal] }),
        }),
      );
    },
    async deleteShare(resourceShareArn) {
      await ram.send(new DeleteResourceShareCommand({ resourceShareArn }));
    },
    async putPolicy(ResourceArn, Policy) {
      await sms.send(new PutResourcePolicyCommand({ ResourceArn, Policy }));
    },
    async policy(ResourceArn) {
      return text((await sms.send(new GetResourcePolicyCommand({ ResourceArn }))).Policy);
    },
    async principals(shareArn) {
      const { resourceShareAssociations: associations = [] } = await ram.send(
        new GetResourceShareAssociationsCommand({
          associationType: 'PRINCIPAL',
          resourceShareArns: [shareArn],
        }),
      );
      return Object.fromEntries(
        associations.map(({ associatedEntity = '', status = '' }) => [associatedEntity, status]),
      );
    },
  };
}

export function cliHands(endpoint: string): Hands {
  return commandHands((service, operation, input) =>
    run(endpoint, 'aws', [
      service,
      kebab(operation),
      '--cli-input-json',
      JSON.stringify(input),
      '--output',
      'json',
    ]),
  );
}

export function botoHands(endpoint: string): Hands {
  const script = `
import boto3, json, sys
service, operation, given = sys.argv[1:]
print(json.dumps(getattr(boto3.client(service), operation)(**json.loads(given)), default=str))`;
  return commandHands((service, operation, input) =>
    run(endpoint, 'python3', [
      '-c',
      script,
      service,
      kebab(operation).replaceAll('-', '_'),
      JSON.stringify(input),
    ]),
  );
}

type Answer = Readonly<Record<string, unknown>>;

/** Hands whose client is a command: an answer is AWS's own JSON. */
function commandHands(call: (service: string, operation: string, input: object) => Promise<Answer>): Hands {
  const sms = (operation: string, input: object) => call('pinpoint-sms-voice-v2', operation, input);
  return {
    async requestNumber() {
      const made = await sms('RequestPhoneNumber', { ...NUMBER, NumberCapabilities: ['SMS'] });
      return { id: text(made.PhoneNumberId), arn: text(made.PhoneNumberArn) };
    },
    async createPool(OriginationIdentity) {
      const made = await sms('CreatePool', {
        OriginationIdentity,
        IsoCountryCode: 'US',
        MessageType: 'TRANSACTIONAL',
      });
      return { id: text(made.PoolId), arn: text(made.PoolArn) };
    },
    async addToPool(PoolId, OriginationIdentity) {
      await sms('AssociateOriginationIdentity', { PoolId, OriginationIdentity, IsoCountryCode: 'US' });
    },
    async share(name, resourceArns, principals) {
      const made = await call('ram', 'CreateResourceShare', { name, resourceArns, principals });
      return text((made.resourceShare as Answer).resourceShareArn);
    },
    async addToShare(resourceShareArn, resource) {
      await call('ram', 'AssociateResourceShare', { resourceShareArn, resourceArns: [resource] });
    },
    async addPrincipal(resourceShareArn, ...principals) {
      await call('ram', 'AssociateResourceShare', { resourceShareArn, principals });
    },
    async removeFromShare(resourceShareArn, { resource, principal }) {
      await call('ram', 'DisassociateResourceShare', {
        resourceShareArn,
        ...(resource && { resourceArns: [resource] }),
        ...(principal && { principals: [principal] }),
      });
    },
    async deleteShare(resourceShareArn) {
      await call('ram', 'DeleteResourceShare', { resourceShareArn });
    },
    async putPolicy(ResourceArn, Policy) {
      await sms('PutResourcePolicy', { ResourceArn, Policy });
    },
    async policy(ResourceArn) {
      return text((await sms('GetResourcePolicy', { ResourceArn })).Policy);
    },
    async principals(shareArn) {
      const input = { associationType: 'PRINCIPAL', resourceShareArns: [shareArn] };
      const listed = await call('ram', 'GetResourceShareAssociations', input);
      const associations = listed.resourceShareAssociations as readonly Record<string, string>[];
      return Object.fromEntries(
        associations.map(({ associatedEntity = '', status = '' }) => [associatedEntity, status]),
      );
    },
  };
}

async function run(endpoint: string, command: string, args: readonly string[]): Promise<Answer> {
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: OWNER,
    AWS_SECRET_ACCESS_KEY: 'local',
  };
  const { stdout } = await promisify(execFile)(command, args, { env });
  return stdout.trim() ? JSON.parse(stdout) : {};
}

const kebab = (operation: string) => operation.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase();

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`expected a text, got ${value}`);
  return value;
}
