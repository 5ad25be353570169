/** A process with a function in it, which prints the function's process id and stays until it is killed. */
import { createLambda } from '../../../../local/lambda/index.ts';
import { seededRandom } from '../../../../local/random.ts';
import { virtualClock } from '../../../../local/virtual-clock.ts';

const lambda = createLambda({
  world: { clock: virtualClock({ mode: 'real' }), ...seededRandom(1), inFlight: () => () => {} },
  identities: {
    assume: () => ({
      accessKeyId: 'ASIAEXAMPLE',
      secretAccessKey: 'local',
      sessionToken: 'session',
      expiration: new Date(8e12),
    }),
  },
  queues: { exists: () => false, receive: () => [], delete: () => {}, onVisible: () => () => {} },
  endpoint: () => 'http://127.0.0.1:4566',
  onLog: ({ stream, text }) => stream === 'stdout' && console.log(text),
});
await lambda.createFunction({
  name: 'stays',
  scope: { account: '111122223333', region: 'eu-west-1' },
  artifact: process.argv[2] ?? '',
  handler: 'index.handler',
  roleArn: 'arn:aws:iam::111122223333:role/stays',
  timeoutSeconds: 60,
});
await lambda.invoke('stays', { wait: process.argv[3] === 'busy' });
