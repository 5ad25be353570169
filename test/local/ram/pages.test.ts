import {
  GetResourceShareAssociationsCommand,
  type GetResourceShareAssociationsCommandInput,
  GetResourceShareInvitationsCommand,
  GetResourceSharesCommand,
  ListPermissionsCommand,
  ListResourcesCommand,
  ListResourceTypesCommand,
  paginateGetResourceShareAssociations,
  paginateGetResourceShares,
} from '@aws-sdk/client-ram';
import { describe, expect, it } from 'vitest';
import { aCloud, CAMPAIGNS, OWNER } from './a-cloud.ts';

const accounts = (count: number) => Array.from({ length: count }, (_, index) => String(2e11 + index));

async function sevenPrincipals(switches = {}) {
  const cloud = await aCloud({ organization: undefined, switches });
  const arn = await cloud.share({ principals: accounts(7) });
  const page = (input: Partial<GetResourceShareAssociationsCommandInput>, account: string = OWNER) =>
    cloud
      .client(account)
      .send(
        new GetResourceShareAssociationsCommand({ associationType: 'PRINCIPAL', maxResults: 3, ...input }),
      );
  return { cloud, arn, page };
}

describe('a list of more than one page', () => {
  it('holds each item once', async () => {
    const { cloud } = await sevenPrincipals();
    const pages: number[] = [];
    const seen: (string | undefined)[] = [];
    const config = { client: cloud.client(), pageSize: 3 };
    for await (const { resourceShareAssociations = [] } of paginateGetResourceShareAssociations(config, {
      associationType: 'PRINCIPAL',
    })) {
      pages.push(resourceShareAssociations.length);
      seen.push(...resourceShareAssociations.map(({ associatedEntity }) => associatedEntity));
    }
    expect(pages).toEqual([3, 3, 1]);
    expect(seen.sort()).toEqual(accounts(7));
  });

  it('skips and repeats nothing when items go on the way', async () => {
    const { cloud, arn, page } = await sevenPrincipals();
    const first = await page({});
    const [gone = ''] =
      first.resourceShareAssociations?.map(({ associatedEntity }) => associatedEntity) ?? [];
    await cloud.disassociate(arn, { principals: [gone] });
    await cloud.pass(61);
    const second = await page({ nextToken: first.nextToken });
    const entities = [
      ...(first.resourceShareAssociations ?? []),
      ...(second.resourceShareAssociations ?? []),
    ];
    expect(new Set(entities.map(({ associatedEntity }) => associatedEntity)).size).toBe(6);
  });

  it('takes its tokens back only from the same caller and query', async () => {
    const { cloud, page } = await sevenPrincipals();
    const { nextToken } = await page({});
    const refusal = { name: 'InvalidNextTokenException' };
    await expect(page({ nextToken: 'made-up' })).rejects.toMatchObject(refusal);
    await expect(page({ nextToken, associationStatus: 'ASSOCIATING' })).rejects.toMatchObject(refusal);
    await expect(page({ nextToken }, CAMPAIGNS)).rejects.toMatchObject(refusal);
    await expect(
      cloud.client().send(new GetResourceSharesCommand({ resourceOwner: 'SELF', nextToken })),
    ).rejects.toMatchObject(refusal);
    expect((await page({ nextToken, maxResults: 500 })).resourceShareAssociations).toHaveLength(4);
  });

  it('has 1 to 500 items a page', async () => {
    const { page } = await sevenPrincipals();
    for (const maxResults of [0, 501]) {
      await expect(page({ maxResults })).rejects.toThrow();
    }
  });
});

describe('with empty pages switched on', () => {
  it('every list begins with one, and a token', async () => {
    const { cloud } = await sevenPrincipals({ emptyPages: true });
    const client = cloud.client();
    const answers = await Promise.all([
      client.send(new GetResourceSharesCommand({ resourceOwner: 'SELF' })),
      client.send(new GetResourceShareAssociationsCommand({ associationType: 'PRINCIPAL' })),
      client.send(new GetResourceShareInvitationsCommand({})),
      client.send(new ListPermissionsCommand({})),
      client.send(new ListResourcesCommand({ resourceOwner: 'SELF' })),
      client.send(new ListResourceTypesCommand({})),
    ]);
    for (const { nextToken, $metadata: _, ...lists } of answers) {
      expect(nextToken).toEqual(expect.any(String));
      expect(Object.values(lists)).toEqual([[]]);
    }
  });

  it('whoever follows the token finds everything', async () => {
    const { cloud } = await sevenPrincipals({ emptyPages: true });
    const found: (string | undefined)[] = [];
    const paginator = paginateGetResourceShares({ client: cloud.client() }, { resourceOwner: 'SELF' });
    for await (const { resourceShares = [] } of paginator)
      found.push(...resourceShares.map(({ name }) => name));
    expect(found).toEqual(['share']);
  });
});
