import { DynamoDBClient, ListTablesCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCloud } from '../../local/cloud.ts';

const ROLE = 'arn:aws:iam::111122223333:role/reader';

async function given() {
  const cloud = await createCloud({ clock: 'manual' });
  onTestFinished(() => cloud.stop());
  cloud.permissions.addRole({
    arn: ROLE,
    trust: { Statement: [] },
    policies: [{ Statement: [{ Effect: 'Allow', Action: 'dynamodb:ListTables', Resource: '*' }] }],
    managedPolicyArns: [],
  });
  const { requestHandler } = cloud;
  // The moment of a manual clock is not the machine's, by which the SDK takes these to be over.
  const { expiration: _, ...credentials } = cloud.identities.assume(ROLE, 'session');
  return { cloud, client: new DynamoDBClient({ requestHandler, region: 'us-east-1', credentials }) };
}

describe('a role at DynamoDB', () => {
  it('does what its policy allows', async () => {
    const { client } = await given();
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
  });

  it('is refused the rest, as AWS refuses it, and the call shows', async () => {
    const { cloud, client } = await given();
    const put = client.send(new PutItemCommand({ TableName: 'sharewarden', Item: { pk: { S: 'x' } } }));
    await expect(put).rejects.toThrow(
      expect.objectContaining({
        name: 'AccessDeniedException',
        message: expect.stringContaining(
          'dynamodb:PutItem on resource: arn:aws:dynamodb:us-east-1:111122223333:table/sharewarden',
        ),
      }),
    );
    expect(cloud.calls.entries()).toMatchObject([{ operation: 'PutItem', role: ROLE, status: 400 }]);
  });
});
