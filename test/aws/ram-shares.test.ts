import { RAMClient } from '@aws-sdk/client-ram';
import { describe, expect, it } from 'vitest';
import { ramShares } from '../../src/aws/ram-shares.ts';
import { type Answer, type Request, scripted } from './scripted.ts';

const NOW = '2026-11-02T10:00:00.000Z';
const SCOPE = { account: '111122223333', region: 'us-east-1' };
const POOL = 'arn:aws:sms-voice:us-east-1:111122223333:pool/pool-01';
const NUMBER = 'arn:aws:sms-voice:us-east-1:111122223333:phone-number/phone-01';
const SUBNET = 'arn:aws:ec2:us-east-1:111122223333:subnet/subnet-01';
const shareArn = (n: number) => `arn:aws:ram:us-east-1:111122223333:resource-share/share-${n}`;

const share = (n: number, own: object = {}) => ({
  resourceShareArn: shareArn(n),
  name: `share ${n}`,
  owningAccountId: '111122223333',
  status: 'ACTIVE',
  featureSet: 'STANDARD',
  ...own,
});
const link = (n: number, associatedEntity: string, status = 'ASSOCIATED') => ({
  resourceShareArn: shareArn(n),
  associatedEntity,
  status,
});

/** RAM with these pages; each list is answered page by page, the token being the number of the next. */
function ram(lists: { shares?: object[][]; principals?: object[][]; resources?: object[][] }) {
  const page = (member: string, pages: object[][] = [[]], token: unknown): Answer => {
    const nth = Number(token ?? 0);
    const nextToken = nth + 1 < pages.length ? String(nth + 1) : undefined;
    return { body: { [member]: pages[nth], nextToken } };
  };
  return scripted(({ operation, input }: Request) => {
    if (operation === 'getresourceshares') return page('resourceShares', lists.shares, input.nextToken);
    const pages = input.associationType === 'PRINCIPAL' ? lists.principals : lists.resources;
    return page('resourceShareAssociations', pages, input.nextToken);
  });
}
const sharesOn = (aws: ReturnType<typeof scripted>) =>
  ramShares(new RAMClient(aws.client), { now: () => NOW });

describe('one share', () => {
  it('is read by three calls that name it, 500 to a page', async () => {
    const aws = ram({
      shares: [[share(1)]],
      principals: [[link(1, '444455556666')]],
      resources: [[link(1, POOL, 'ASSOCIATING')]],
    });
    expect(await sharesOn(aws).read(shareArn(1))).toEqual({
      arn: shareArn(1),
      name: 'share 1',
      owner: '111122223333',
      region: 'us-east-1',
      principals: [{ entity: '444455556666', state: 'active', status: 'ASSOCIATED' }],
      resources: [{ entity: POOL, state: 'pending', status: 'ASSOCIATING' }],
      featureSet: 'STANDARD',
      allowsExternal: false,
      retainsOnLeave: false,
      readAt: NOW,
    });
    expect(aws.asked().toSorted()).toEqual([
      'getresourceshareassociations',
      'getresourceshareassociations',
      'getresourceshares',
    ]);
    for (const { input } of aws.requests) {
      expect(input).toMatchObject({ resourceShareArns: [shareArn(1)], maxResults: 500 });
    }
  });

  it('is read to the last page, also behind an empty one', async () => {
    const principals = [[], [link(1, '444455556666')], [], [link(1, '555566667777')], []];
    const aws = ram({ shares: [[], [share(1)]], principals, resources: [[], [], [link(1, POOL)]] });
    const read = await sharesOn(aws).read(shareArn(1));
    expect(read?.principals.map(({ entity }) => entity)).toEqual(['444455556666', '555566667777']);
    expect(read?.resources.map(({ entity }) => entity)).toEqual([POOL]);
  });

  it('keeps what RAM says of an association that failed, and takes new words for unsettled', async () => {
    const failed = { ...link(1, '444455556666', 'FAILED'), statusMessage: 'not in your organization' };
    const principals = [[failed, link(1, '555566667777', 'SUSPENDED')]];
    const read = await sharesOn(ram({ shares: [[share(1)]], principals })).read(shareArn(1));
    expect(read?.principals).toEqual([
      {
        entity: '444455556666',
        state: 'failed',
        status: 'FAILED',
        statusMessage: 'not in your organization',
      },
      { entity: '555566667777', state: 'unsettled', status: 'SUSPENDED' },
    ]);
  });

  it.each(['DELETING', 'DELETED'])('is not there any more when RAM lists it as %s', async (status) => {
    expect(await sharesOn(ram({ shares: [[share(1, { status })]] })).read(shareArn(1))).toBeUndefined();
  });

  it('is not there when RAM does not know it or lists none', async () => {
    const unknown = scripted(() => ({ error: 'UnknownResourceException' }));
    expect(await sharesOn(unknown).read(shareArn(1))).toBeUndefined();
    expect(await sharesOn(ram({})).read(shareArn(1))).toBeUndefined();
  });

  it.each(['getresourceshares', 'PRINCIPAL', 'RESOURCE'])('is not decided when %s fails', async (failing) => {
    const aws = scripted(({ operation, input }) =>
      operation === failing || input.associationType === failing
        ? { status: 500, error: 'ServerInternalException' }
        : { body: {} },
    );
    await expect(sharesOn(aws).read(shareArn(1))).rejects.toMatchObject({ name: 'ServerInternalException' });
  });

  it('is read although RAM throttles the first call of each kind', async () => {
    const aws = scripted(({ operation }, nth) => {
      if (nth === 1) return { status: 429, error: 'ThrottlingException' };
      return { body: operation === 'getresourceshares' ? { resourceShares: [share(1)] } : {} };
    });
    expect((await sharesOn(aws).read(shareArn(1)))?.name).toBe('share 1');
  });
});

describe('a scope with shares of several services', () => {
  const lists = {
    shares: [[share(1), share(2)], [], [share(3), share(4, { status: 'DELETED' })]],
    principals: [[link(1, '444455556666'), link(2, '444455556666')], [link(3, '555566667777')]],
    resources: [[link(1, POOL), link(2, SUBNET)], [], [link(3, NUMBER, 'DISASSOCIATED'), link(4, POOL)]],
  };

  it('is read in bulk, once a list', async () => {
    const aws = ram(lists);
    const read = await sharesOn(aws).readAll(SCOPE);
    expect(read.map(({ name, principals }) => [name, principals.length])).toEqual([
      ['share 1', 1],
      ['share 3', 1],
    ]);
    expect(aws.requests.filter(({ input }) => input.nextToken === undefined)).toHaveLength(3);
  });

  it('tells the shares that give a resource now, reading by name', async () => {
    const aws = ram(lists);
    await sharesOn(aws).readHolding(SCOPE, [POOL]);
    const named = aws.requests.filter(({ input }) => input.resourceShareArns);
    for (const { input } of named) expect(input.resourceShareArns).toEqual([shareArn(1), shareArn(4)]);
  });

  it('asks no more when nothing gives the resource', async () => {
    const aws = ram(lists);
    expect(await sharesOn(aws).readHolding(SCOPE, [NUMBER])).toEqual([]);
    expect(aws.requests.every(({ input }) => input.associationType === 'RESOURCE')).toBe(true);
  });

  it('reads all shares when more than a hundred give it', async () => {
    const many = Array.from({ length: 101 }, (_, n) => n);
    const aws = ram({
      shares: [many.map((n) => share(n)), [share(500)]],
      resources: [many.map((n) => link(n, POOL)), [link(500, NUMBER)]],
    });
    expect(await sharesOn(aws).readHolding(SCOPE, [POOL])).toHaveLength(101);
    expect(aws.requests.some(({ input }) => input.resourceShareArns)).toBe(false);
  });

  it('names each live pool of the scope once', async () => {
    const foreign = 'arn:aws:sms-voice:eu-west-1:111122223333:pool/pool-02';
    const resources = [[link(1, POOL)], [link(2, POOL), link(2, NUMBER), link(3, foreign)]];
    expect((await sharesOn(ram({ resources })).holdings(SCOPE)).pools).toEqual([POOL]);
    const ended = [[link(1, POOL, 'DISASSOCIATED'), link(2, POOL, 'FAILED')]];
    expect((await sharesOn(ram({ resources: ended })).holdings(SCOPE)).pools).toEqual([]);
  });

  it('refuses what credentials of another account or Region read', async () => {
    const read = sharesOn(ram(lists)).readAll({ ...SCOPE, region: 'eu-west-1' });
    await expect(read).rejects.toThrow('asked for shares of 111122223333 in eu-west-1');
  });
});
