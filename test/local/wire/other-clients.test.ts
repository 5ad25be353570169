import { execFile, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsError } from '../../../local/aws-error.ts';
import { nodeListener } from '../../../local/wire/index.ts';
import { aGateway, NOW, noting } from './a-gateway.ts';
import { organizations, ram, smsVoice, sns, sqs, ssm, sts } from './some-services.ts';

// AWS's other clients know AWS's protocols from another source than the SDK's schemas that the gateway is made of.

const SHARE = 'arn:aws:ram:us-east-1:111122223333:resource-share/1';
const TOPIC = 'arn:aws:sns:us-east-1:111122223333:alerts';
const QUEUE = 'http://127.0.0.1/111122223333/q';
const seen: unknown[] = [];
const missingQueue = () => {
  throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
};

const { gateway } = aGateway([
  ram({
    DeleteResourceShare: noting(seen, { returnValue: true }),
    GetResourceShares: () => ({ resourceShares: [{ resourceShareArn: SHARE, creationTime: new Date(NOW) }] }),
  }),
  smsVoice({
    CreatePool: (input) => ({ PoolId: 'pool-1', Tags: input.Tags, CreatedTimestamp: new Date(NOW) }),
    DescribePools: () => ({ Pools: [] }),
  }),
  organizations({
    DescribeAccount: ({ AccountId }) => ({ Account: { Id: AccountId, Paths: ['o-a/r-b/'] } }),
  }),
  sns({
    CreateTopic: ({ Name, Tags, Attributes }) => {
      seen.push({ Tags, Attributes });
      return { TopicArn: TOPIC.replace('alerts', Name) };
    },
    GetTopicAttributes: () => ({ Attributes: { Owner: '111122223333', DisplayName: '<&>' } }),
    ListTopics: () => ({ Topics: [{ TopicArn: TOPIC }] }),
    Publish: () => {
      throw new AwsError('NotFoundException', 'Topic does not exist');
    },
  }),
  sqs({ GetQueueUrl: missingQueue, PurgeQueue: noting(seen, {}) }),
  ssm({ GetParameter: ({ Name }) => ({ Parameter: { Name, Value: 'x', LastModifiedDate: new Date(NOW) } }) }),
  sts({
    GetCallerIdentity: (_, { caller }) => ({ Arn: caller.arn, Account: caller.account, UserId: 'AIDA' }),
  }),
]);
const server = createServer(nodeListener(gateway.handle));
let environment: NodeJS.ProcessEnv = {};

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // server.address() is a text for pipes only.
  const { port } = server.address() as AddressInfo;
  environment = {
    ...process.env,
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: '111122223333',
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_MAX_ATTEMPTS: '1',
    AWS_PAGER: '',
  };
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const isHere = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;
const withoutCli = !isHere('aws', '--version');
const withoutBoto3 = !isHere('python3', '-c', 'import boto3');

/** Runs a command; its output, or what it complained of. */
async function run(command: string, args: readonly string[]): Promise<string> {
  try {
    return (await promisify(execFile)(command, args, { env: environment })).stdout;
  } catch (error) {
    return String(Object(error).stderr);
  }
}

const aws = async (line: string) => {
  const output = await run('aws', [...line.split(' '), '--output', 'json']);
  return output.trim().startsWith('{') ? JSON.parse(output) : output.trim();
};

/** Every command starts a Python of its own. */
const SLOW = { timeout: 90_000 };

/** Version 1 prints times as they are on the wire, version 2 in ISO 8601. */
const momentOf = (time: number | string) => (typeof time === 'number' ? time * 1000 : Date.parse(time));

describe('the AWS CLI', () => {
  it.skipIf(withoutCli)('speaks restJson1 with it (needs the AWS CLI)', SLOW, async () => {
    const list = await aws('ram get-resource-shares --resource-owner SELF');
    expect(list.resourceShares[0].resourceShareArn).toBe(SHARE);
    expect(momentOf(list.resourceShares[0].creationTime)).toBe(NOW);
    expect(await aws(`ram delete-resource-share --resource-share-arn ${SHARE}`)).toEqual({
      returnValue: true,
    });
    expect(seen).toContainEqual({ resourceShareArn: SHARE });
    expect(await aws('ram list-permissions')).toContain(
      "(NotImplementedError) when calling the ListPermissions operation: ram ListPermissions is in AWS's model",
    );
  });

  it.skipIf(withoutCli)('speaks awsJson with it (needs the AWS CLI)', SLOW, async () => {
    const pool = await aws(
      'pinpoint-sms-voice-v2 create-pool --origination-identity phone-1 --message-type PROMOTIONAL --tags Key=a,Value=b',
    );
    expect(pool).toMatchObject({ PoolId: 'pool-1', Tags: [{ Key: 'a', Value: 'b' }] });
    expect(await aws('pinpoint-sms-voice-v2 describe-pools --max-results 500')).toMatch(
      /\(ValidationException\).*Value '500' at 'maxResults' failed to satisfy constraint/,
    );
    const { Account } = await aws('organizations describe-account --account-id 444455556666');
    expect(Account).toEqual({ Id: '444455556666', Paths: ['o-a/r-b/'] });
    const { Parameter } = await aws('ssm get-parameter --name /slack');
    expect(momentOf(Parameter.LastModifiedDate)).toBe(NOW);
  });

  it.skipIf(withoutCli)('speaks awsQuery with it (needs the AWS CLI)', SLOW, async () => {
    expect((await aws('sts get-caller-identity')).Arn).toBe('arn:aws:iam::111122223333:user/operator');
    await aws('sns create-topic --name alerts --tags Key=a,Value=b --attributes DisplayName=x');
    expect(seen).toContainEqual({ Tags: [{ Key: 'a', Value: 'b' }], Attributes: { DisplayName: 'x' } });
    expect((await aws(`sns get-topic-attributes --topic-arn ${TOPIC}`)).Attributes.DisplayName).toBe('<&>');
    expect((await aws('sns list-topics')).Topics).toEqual([{ TopicArn: TOPIC }]);
    expect(await aws(`sns publish --topic-arn ${TOPIC} --message x`)).toContain(
      '(NotFound) when calling the Publish operation: Topic does not exist',
    );
  });
});

describe('boto3', () => {
  it.skipIf(withoutBoto3)('knows the errors of SQS by their codes of old (needs boto3)', SLOW, async () => {
    const script = `
import boto3
sqs = boto3.client("sqs")
sqs.purge_queue(QueueUrl="${QUEUE}")
try:
    sqs.get_queue_url(QueueName="q")
except sqs.exceptions.QueueDoesNotExist as error:
    print(error.response["Error"]["Code"], error.response["Error"]["QueryErrorCode"])
`;
    expect((await run('python3', ['-c', script])).trim()).toBe(
      'AWS.SimpleQueueService.NonExistentQueue QueueDoesNotExist',
    );
    expect(seen).toContainEqual({ QueueUrl: QUEUE });
  });

  it.skipIf(withoutBoto3)('has the members of errors, and dates (needs boto3)', SLOW, async () => {
    const script = `
import boto3
sms = boto3.client("pinpoint-sms-voice-v2")
print(int(sms.create_pool(OriginationIdentity="p", IsoCountryCode="US", MessageType="PROMOTIONAL")["CreatedTimestamp"].timestamp() * 1000))
try:
    sms.create_pool(OriginationIdentity="not valid", IsoCountryCode="US", MessageType="PROMOTIONAL")
except sms.exceptions.ValidationException as error:
    print(error.response["Reason"], error.response["Fields"][0]["Name"], error.response["ResponseMetadata"]["HTTPStatusCode"])
`;
    expect((await run('python3', ['-c', script])).trim().split('\n')).toEqual([
      String(NOW),
      'INVALID_PARAMETER originationIdentity 400',
    ]);
  });
});
