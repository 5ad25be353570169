import {
  AssociateResourceShareCommand,
  CreateResourceShareCommand,
  DeleteResourceShareCommand,
} from '@aws-sdk/client-ram';
import { describe, expect, it } from 'vitest';
import { aCloud, CAMPAIGNS, OWNER, POOL, SANDBOX } from './a-cloud.ts';

const token = 'c0ffee00-0000-4000-8000-000000000000';
const create = (name: string, clientToken: string | undefined = token) =>
  new CreateResourceShareCommand({ name, clientToken });

describe('a request with a client token', () => {
  it('has one effect and one answer, however often it is made', async () => {
    const cloud = await aCloud();
    const first = await cloud.client().send(create('a'));
    await cloud.pass(60);
    const second = await cloud.client().send(create('a'));
    expect(second.resourceShare).toEqual(first.resourceShare);
    expect(first.clientToken).toBe(token);
  });

  it('is refused with other parameters', async () => {
    const cloud = await aCloud();
    await cloud.client().send(create('a'));
    await expect(cloud.client().send(create('b'))).rejects.toMatchObject({
      name: 'IdempotentParameterMismatchException',
    });
  });

  it('is another one for another account, Region or operation, and after a day', async () => {
    const cloud = await aCloud();
    const first = await cloud.client().send(create('a'));
    await cloud.client(CAMPAIGNS).send(create('b'));
    await cloud.client(OWNER, 'eu-west-1').send(create('c'));
    const resourceShareArn = first.resourceShare?.resourceShareArn;
    await cloud.client().send(new DeleteResourceShareCommand({ resourceShareArn, clientToken: token }));
    await cloud.pass(24 * 3600);
    const later = await cloud.client().send(create('a'));
    expect(later.resourceShare?.resourceShareArn).not.toBe(resourceShareArn);
  });

  it('may be tried again when it was refused', async () => {
    const cloud = await aCloud();
    const resourceShareArn = await cloud.share({ principals: [CAMPAIGNS, SANDBOX] });
    await cloud.disassociate(resourceShareArn, { principals: [CAMPAIGNS] });
    const request = { resourceShareArn, principals: [CAMPAIGNS], clientToken: token };
    const associate = () => cloud.client().send(new AssociateResourceShareCommand(request));
    await expect(associate()).rejects.toMatchObject({ name: 'InvalidStateTransitionException' });
    await cloud.pass(1);
    expect((await associate()).resourceShareAssociations).toHaveLength(1);
  });

  it('is refused when the token is malformed', async () => {
    const cloud = await aCloud();
    for (const malformed of ['', 'x'.repeat(65), 'a b']) {
      await expect(cloud.client().send(create('a', malformed))).rejects.toMatchObject({
        name: 'InvalidClientTokenException',
      });
    }
  });
});

describe('a request without one', () => {
  it('has its effect each time', async () => {
    const cloud = await aCloud();
    const arns = [await cloud.share({ resourceArns: [POOL] }), await cloud.share({ resourceArns: [POOL] })];
    expect(new Set(arns).size).toBe(2);
  });
});
