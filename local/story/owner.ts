import {
  AssociateOriginationIdentityCommand,
  CreateOptOutListCommand,
  CreatePoolCommand,
  PinpointSMSVoiceV2Client,
  RequestPhoneNumberCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import {
  AssociateResourceShareCommand,
  CreateResourceShareCommand,
  paginateGetResourceShareAssociations,
  RAMClient,
} from '@aws-sdk/client-ram';

/** A resource, by the name that the story calls it. */
export interface Named {
  readonly name: string;
  readonly arn: string;
}

/** What the owner of SMS resources does, as anybody would: with the SDK, over the socket. */
export function owner({ endpoint, region, account }: { endpoint: string; region: string; account: string }) {
  // The access key says which account it is; the secret is not looked at.
  const config = { endpoint, region, credentials: { accessKeyId: account, secretAccessKey: 'local' } };
  const sms = new PinpointSMSVoiceV2Client(config);
  const ram = new RAMClient(config);

  return {
    async optOutList(name: string): Promise<Named> {
      const { OptOutListArn } = await sms.send(new CreateOptOutListCommand({ OptOutListName: name }));
      return { name, arn: given(OptOutListArn) };
    },
    async number(optOutListName: string): Promise<Named & { readonly id: string }> {
      const answer = await sms.send(
        new RequestPhoneNumberCommand({
          IsoCountryCode: 'US',
          MessageType: 'TRANSACTIONAL',
          NumberCapabilities: ['SMS'],
          NumberType: 'TOLL_FREE',
          OptOutListName: optOutListName,
        }),
      );
      return {
        name: given(answer.PhoneNumber),
        arn: given(answer.PhoneNumberArn),
        id: given(answer.PhoneNumberId),
      };
    },
    async pool(
      first: { readonly id: string },
      ...others: readonly { readonly id: string }[]
    ): Promise<Named> {
      const { PoolArn, PoolId } = await sms.send(
        new CreatePoolCommand({
          OriginationIdentity: first.id,
          IsoCountryCode: 'US',
          MessageType: 'TRANSACTIONAL',
        }),
      );
      for (const { id } of others) {
        await sms.send(
          new AssociateOriginationIdentityCommand({
            PoolId: given(PoolId),
            OriginationIdentity: id,
            IsoCountryCode: 'US',
          }),
        );
      }
      return { name: given(PoolId), arn: given(PoolArn) };
    },
    async share(
      name: string,
      resources: readonly Named[],
      principals: readonly string[],
      options: { readonly outsiders: boolean },
    ): Promise<Named> {
      const { resourceShare } = await ram.send(
        new CreateResourceShareCommand({
          name,
          resourceArns: resources.map(({ arn }) => arn),
          principals: [...principals],
          allowExternalPrincipals: options.outsiders,
        }),
      );
      return { name, arn: given(resourceShare?.resourceShareArn) };
    },
    async addTo(
      share: Named,
      more: { readonly resources?: readonly Named[]; readonly principals?: readonly string[] },
    ): Promise<void> {
      await ram.send(
        new AssociateResourceShareCommand({
          resourceShareArn: share.arn,
          ...(more.resources && { resourceArns: more.resources.map(({ arn }) => arn) }),
          ...(more.principals && { principals: [...more.principals] }),
        }),
      );
    },
    /** Who is on the share now, with RAM's word for how: every page, also after an empty one. */
    async principals(share: Named): Promise<ReadonlyMap<string, string>> {
      const pages = paginateGetResourceShareAssociations(
        { client: ram },
        { associationType: 'PRINCIPAL', resourceShareArns: [share.arn] },
      );
      const seen = new Map<string, string>();
      for await (const { resourceShareAssociations = [] } of pages) {
        for (const { associatedEntity, status } of resourceShareAssociations) {
          if (associatedEntity && status) seen.set(associatedEntity, status);
        }
      }
      return seen;
    },
    close() {
      sms.destroy();
      ram.destroy();
    },
  };
}

export type Owner = ReturnType<typeof owner>;

/** Members that AWS's model calls optional and every answer holds. */
function given(value: string | undefined): string {
  if (value === undefined) throw new Error('an answer of the cloud lacks an id or ARN');
  return value;
}
