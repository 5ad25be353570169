import {
  DeleteParameterCommand,
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { ssmService } from '../../../local/ssm/index.ts';
import { manualWorld, OWNER } from '../../support/manual-world.ts';
import { sdkSettings } from '../../support/sdk-settings.ts';

function aStore() {
  const world = manualWorld();
  const ssm = ssmService(world);
  const client = new SSMClient(sdkSettings(world, [ssm.service]));
  const get = async (Name: string, WithDecryption = false) =>
    (await client.send(new GetParameterCommand({ Name, WithDecryption }))).Parameter;
  const put = (Name: string, Value: string, more = {}) =>
    client.send(new PutParameterCommand({ Name, Value, Type: 'String', ...more }));
  return { ssm, client, get, put };
}

describe('a parameter', () => {
  it('is read by name, by ARN and by version', async () => {
    const { get, put } = aStore();
    expect(await put('/sharewarden/slack', 'one')).toMatchObject({ Version: 1, Tier: 'Standard' });
    expect(await put('/sharewarden/slack', 'two', { Overwrite: true })).toMatchObject({ Version: 2 });
    const arn = 'arn:aws:ssm:us-east-1:111122223333:parameter/sharewarden/slack';
    expect(await get('/sharewarden/slack')).toMatchObject({
      Name: '/sharewarden/slack',
      ARN: arn,
      Value: 'two',
      Version: 2,
      Type: 'String',
    });
    expect(await get(arn)).toMatchObject({ Value: 'two' });
    expect(await get('/sharewarden/slack:1')).toMatchObject({ Value: 'one', Version: 1 });
    expect(await get(`${arn}:1`)).toMatchObject({ Value: 'one' });
    await expect(get('/sharewarden/slack:3')).rejects.toMatchObject({ name: 'ParameterVersionNotFound' });
  });

  it('is sealed when it is secure, and shown to who asks for decryption', async () => {
    const { ssm, get } = aStore();
    ssm.put(OWNER, '/token', 'xoxb-secret', 'SecureString');
    const sealed = await get('/token');
    expect(sealed?.Value).toBeTruthy();
    expect(sealed?.Value).not.toContain('xoxb-secret');
    expect(Buffer.from(sealed?.Value ?? '', 'base64').toString()).not.toContain('xoxb-secret');
    expect((await get('/token', true))?.Value).toBe('xoxb-secret');
  });

  it('is not overwritten unless asked', async () => {
    const { get, put } = aStore();
    await put('name', 'one');
    await expect(put('name', 'two')).rejects.toMatchObject({ name: 'ParameterAlreadyExists' });
    expect((await get('name'))?.Value).toBe('one');
  });

  it('that is not there is ParameterNotFound, also in another account', async () => {
    const { ssm, get } = aStore();
    ssm.put({ account: '444455556666', region: 'us-east-1' }, 'name', 'x');
    await expect(get('name')).rejects.toMatchObject({ name: 'ParameterNotFound' });
    await expect(get('arn:aws:ssm:us-east-1:111122223333:parameter/name')).rejects.toMatchObject({
      name: 'ParameterNotFound',
    });
  });

  it('is gone once deleted', async () => {
    const { client, get, put } = aStore();
    await put('name', 'one');
    await client.send(new DeleteParameterCommand({ Name: 'name' }));
    await expect(get('name')).rejects.toMatchObject({ name: 'ParameterNotFound' });
    await expect(client.send(new DeleteParameterCommand({ Name: 'name' }))).rejects.toMatchObject({
      name: 'ParameterNotFound',
    });
  });

  it.each([
    ['awsthing', 'x', {}, 'ValidationException'],
    ['no spaces', 'x', {}, 'ValidationException'],
    ['half/qualified', 'x', {}, 'ValidationException'],
    ['/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16', 'x', {}, 'HierarchyLevelLimitExceededException'],
    ['name', 'x', { AllowedPattern: '^\\d+$' }, 'ParameterPatternMismatchException'],
    ['name', 'x'.repeat(8193), {}, 'ValidationException'],
  ])('called %s with value %s is refused', async (name, value, more, error) => {
    const { put } = aStore();
    await expect(put(name, value, more)).rejects.toMatchObject({ name: error });
  });
});

describe('several parameters', () => {
  async function filled() {
    const store = aStore();
    for (const name of ['/app/a', '/app/b', '/app/deep/c', '/application', 'plain'])
      await store.put(name, name);
    return store;
  }

  it('are read at once, the missing ones named', async () => {
    const { client } = await filled();
    const { Parameters, InvalidParameters } = await client.send(
      new GetParametersCommand({ Names: ['plain', 'none', '/app/a'] }),
    );
    expect(Parameters?.map(({ Value }) => Value).sort()).toEqual(['/app/a', 'plain']);
    expect(InvalidParameters).toEqual(['none']);
    const deleted = await client.send(new DeleteParametersCommand({ Names: ['plain', 'none'] }));
    expect(deleted).toMatchObject({ DeletedParameters: ['plain'], InvalidParameters: ['none'] });
  });

  it('are read by path, page by page, also when some go meanwhile', async () => {
    const { client } = await filled();
    const remove = (Name: string) => client.send(new DeleteParametersCommand({ Names: [Name] }));
    const names = async (input: {
      Recursive?: boolean;
      MaxResults?: number;
      NextToken?: string | undefined;
    }) => {
      const page = await client.send(new GetParametersByPathCommand({ Path: '/app', ...input }));
      return { names: page.Parameters?.map(({ Name }) => Name), token: page.NextToken };
    };
    expect((await names({})).names).toEqual(['/app/a', '/app/b']);
    const first = await names({ Recursive: true, MaxResults: 2 });
    await remove('/app/a');
    const second = await names({ Recursive: true, MaxResults: 2, NextToken: first.token });
    expect([first.names, second.names]).toEqual([['/app/a', '/app/b'], ['/app/deep/c']]);
    expect(second.token).toBeUndefined();
    await expect(names({ NextToken: 'nonsense' })).rejects.toMatchObject({ name: 'InvalidNextToken' });
  });

  it('are described by filters, without their values', async () => {
    const { client, ssm } = await filled();
    ssm.put(OWNER, '/secret', 'x', 'SecureString');
    const described = async (ParameterFilters: { Key: string; Option?: string; Values: string[] }[]) =>
      (await client.send(new DescribeParametersCommand({ ParameterFilters }))).Parameters ?? [];
    expect(
      (await described([{ Key: 'Name', Option: 'BeginsWith', Values: ['/app'] }])).map(({ Name }) => Name),
    ).toHaveLength(4);
    expect(
      (await described([{ Key: 'Path', Option: 'Recursive', Values: ['/app'] }])).map(({ Name }) => Name),
    ).toHaveLength(3);
    const [secret] = await described([{ Key: 'Type', Values: ['SecureString'] }]);
    expect(secret).toMatchObject({
      Name: '/secret',
      Type: 'SecureString',
      KeyId: 'alias/aws/ssm',
      Version: 1,
    });
    expect(secret).not.toHaveProperty('Value');
    await expect(described([{ Key: 'Tier', Values: ['x'] }])).rejects.toMatchObject({
      name: 'InvalidFilterKey',
    });
    await expect(described([{ Key: 'Name', Option: 'Near', Values: ['x'] }])).rejects.toMatchObject({
      name: 'InvalidFilterOption',
    });
  });
});
