import {
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { OWNER, REGION } from '../support/builders.ts';
import type { Hands } from '../support/hands.ts';
import type { RunningCloud } from '../support/running-cloud.ts';
import { acceptInvitation, addSource, type Entry, type Stage } from './stage.ts';

/** The deployed functions, each in processes of its own, behind the local cloud's front door. */
export async function deployedIn(cloud: RunningCloud, operator: Hands): Promise<Stage> {
  const credentials = { accessKeyId: OWNER, secretAccessKey: 'local' };
  const client = { endpoint: cloud.endpoint, region: REGION, credentials };
  const sqs = new SQSClient(client);
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  const queue = (name: string) => QueueUrls.find((url) => url.includes(name)) ?? '';

  async function waiting(): Promise<number> {
    const names = ['ShareQueue', 'ResourceQueue', 'FindingQueue'];
    const counts = ['Messages', 'MessagesNotVisible', 'MessagesDelayed'] as const;
    const depths = names.map(async (name) => {
      const AttributeNames = counts.map((count) => `ApproximateNumberOf${count}` as const);
      const asked = new GetQueueAttributesCommand({ QueueUrl: queue(name), AttributeNames });
      const { Attributes = {} } = await sqs.send(asked);
      return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
    });
    return (await Promise.all(depths)).reduce((sum, depth) => sum + depth, 0);
  }

  async function pass(seconds: number): Promise<void> {
    await cloud.idle();
    await cloud.post('clock', { advanceSeconds: seconds });
    await cloud.idle();
  }

  let number: string | undefined;
  const about = async (list: string, arn: string) =>
    (await cloud.get<readonly Entry[]>(list)).filter((entry) => entry.about === arn);
  return {
    client,
    people: {
      operator,
      // An account has 25 of them.
      async aNumber() {
        number ??= (await operator.requestNumber()).arn;
        return number;
      },
      accept: (account, share) => acceptInvitation(client, account, share),
      addSource: (share, account) => addSource(client, share, account),
      switches: async (values) => void (await cloud.post('switches', values)),
      events: async (faults) => void (await cloud.post('faults', { events: faults })),
      send: async (MessageBody) =>
        void (await sqs.send(new SendMessageCommand({ QueueUrl: queue('ShareQueue'), MessageBody }))),
    },
    pass,
    async rest() {
      await pass(2);
      for (let seconds = 2; (await waiting()) > 0; seconds = Math.min(900, seconds * 1.5))
        await pass(seconds);
    },
    removals: (arn) => about('removals', arn),
    findings: (arn) => about('findings', arn),
    calls: () => cloud.get('calls'),
    slack: () => cloud.get('slack'),
    slackFails: async (...slack) => void (await cloud.post('faults', { slack })),
    async deadLetters() {
      const QueueUrl = queue('ShareDeadLetters');
      const input = { QueueUrl, VisibilityTimeout: 0, MaxNumberOfMessages: 10 };
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(input));
      return Messages.map(({ Body = '' }) => Body);
    },
  };
}
