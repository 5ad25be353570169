import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { OWNER, REGION, SCOPE, SHARE, smsArn } from '../support/builders.ts';
import { operated } from '../support/operated.ts';
import { type ServiceInProcess, serviceInProcess } from '../support/service.ts';

const STACK = 'sharewarden-prod';
const POOL = smsArn('pool/pool-01');

let service: ServiceInProcess;
beforeEach(async () => {
  service = await serviceInProcess();
});
afterEach(() => service.stop());

/** The queues of a stack, with their dead-letter queues, as infra/queues.yml has them. */
function aStack(stack = STACK) {
  const { queues } = service.cloud;
  const made = (name: string, settings = {}) => queues.create(SCOPE, `${stack}-${name}-0A1B2C3D`, settings);
  const rules = made('RuleDeadLetters');
  const pair = (name: string) => {
    const deadLetters = made(`${name}DeadLetters`);
    const policy = { deadLetterTargetArn: deadLetters, maxReceiveCount: 1 };
    return { deadLetters, queue: made(`${name}Queue`, { RedrivePolicy: JSON.stringify(policy) }) };
  };
  return { share: pair('Share'), resource: pair('Resource'), finding: pair('Finding'), rules };
}

const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });
const put = (queue: string, body: unknown, attributes: Readonly<Record<string, string>> = {}) =>
  service.cloud.queues.send(queue, {
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, attribute(value)]),
    ),
  });
const visible = (queue: string) => service.cloud.queues.depth(queue);
const bodiesIn = (queue: string) =>
  service.cloud.queues.receive(queue, 10, 0).map(({ body }) => JSON.parse(body));
const run = (...args: readonly string[]) => operated(service, ['redrive', ...args]);

const RECHECK = { recheck: SHARE, for: 'removal' };
const FAILED = { error: 'Error: RAM is out of order', function: 'sharewarden-prod-on-share-change' };

describe('dead letters', () => {
  it('are none', async () => {
    aStack();
    expect(await run()).toMatchObject({
      code: EXIT.fine,
      out: 'No message lies in a dead-letter queue.',
    });
  });

  it('are listed with their errors and subjects, and lie there as before', async () => {
    const stack = aStack();
    const sentAt = service.ports.clock.now();
    const recheck = put(stack.share.deadLetters, RECHECK, FAILED);
    const odd = put(stack.resource.deadLetters, '{"half', { error: 'not JSON', function: 'f' });
    const lost = put(stack.resource.deadLetters, { recheck: POOL, for: 'doubt' });
    const byRule = put(stack.rules, RECHECK, {
      RULE_ARN: `arn:aws:events:${REGION}:${OWNER}:rule/ram`,
      TARGET_ARN: stack.share.queue,
      ERROR_CODE: 'NO_PERMISSIONS',
      ERROR_MESSAGE: 'not authorized',
    });
    const { code, out, err } = await run();
    expect(code).toBe(EXIT.fine);
    const rows = out.split('\n').map((line) => line.split(/\s{2,}/));
    const seen = [sentAt, 'received 1 time'];
    expect(rows).toEqual([
      ['share', recheck, ...seen, 'sharewarden-prod-on-share-change', SHARE, 'Error: RAM is out of order'],
      ['resource', odd, ...seen, 'f', 'not JSON', 'not JSON'],
      ['resource', lost, ...seen, 'on-resource-change', POOL, expect.stringContaining('without an error')],
      [
        'rule',
        byRule,
        ...seen,
        `arn:aws:events:${REGION}:${OWNER}:rule/ram`,
        SHARE,
        'NO_PERMISSIONS: not authorized',
      ],
    ]);
    expect(err).toBe(
      '4 messages, none sent back: --message ID sends one to where it came from, --all every one.',
    );
    expect(visible(stack.share.deadLetters)).toMatchObject({ visible: 1, inFlight: 0 });
    expect(visible(stack.resource.deadLetters)).toMatchObject({ visible: 2, inFlight: 0 });
    expect(visible(stack.rules)).toMatchObject({ visible: 1, inFlight: 0 });
    expect(visible(stack.share.queue)).toMatchObject({ visible: 0 });
  });

  it('go back to the queue they came from, those that are named and no others', async () => {
    const stack = aStack();
    const recheck = put(stack.share.deadLetters, RECHECK, FAILED);
    put(stack.share.deadLetters, { recheck: 'another', for: 'doubt' });
    const byRule = put(stack.rules, { source: 'aws.ram' }, { TARGET_ARN: stack.resource.queue });
    const { code, err } = await run('--message', recheck, byRule);
    expect(code).toBe(EXIT.fine);
    expect(err).toBe('3 messages, 2 sent back to where they came from.');
    expect(bodiesIn(stack.resource.queue)).toEqual([{ source: 'aws.ram' }]);
    const [message] = service.cloud.queues.receive(stack.share.queue, 10, 0);
    expect(message?.body).toBe(JSON.stringify(RECHECK));
    expect(message?.messageAttributes).toMatchObject({ error: { StringValue: FAILED.error } });
    expect(bodiesIn(stack.share.deadLetters)).toEqual([{ recheck: 'another', for: 'doubt' }]);
    expect(visible(stack.rules)).toMatchObject({ visible: 0, inFlight: 0 });
  });

  it('all go back, of however many', async () => {
    const stack = aStack();
    for (let n = 0; n < 25; n += 1) put(stack.share.deadLetters, { n });
    put(stack.finding.deadLetters, {});
    expect((await run('--all', '--queue', 'share', '--dry-run')).err).toBe(
      '25 messages, 25 would be sent back to where they came from.',
    );
    expect(visible(stack.share.deadLetters)).toMatchObject({ visible: 25 });
    expect((await run('--all', '--queue', 'share')).err).toBe(
      '25 messages, 25 sent back to where they came from.',
    );
    expect(visible(stack.share.queue)).toMatchObject({ visible: 25 });
    expect(visible(stack.share.deadLetters)).toMatchObject({ visible: 0, inFlight: 0 });
    expect(visible(stack.finding.deadLetters)).toMatchObject({ visible: 1 });
  });

  it('stay where they are when they can’t be sent, or not be deleted', async () => {
    const stack = aStack();
    put(stack.share.deadLetters, RECHECK);
    const { faults } = service.cloud.gateway;
    faults.add({ service: 'sqs', operation: 'SendMessage', error: 'AccessDeniedException', times: 1 });
    const { code, err } = await run('--all');
    expect(code).toBe(EXIT.unknown);
    expect(err).toMatch(/^SendMessage of SQS failed: AccessDenied/);
    expect(bodiesIn(stack.share.deadLetters)).toEqual([RECHECK]);
    faults.add({ service: 'sqs', operation: 'DeleteMessage', error: 'AccessDeniedException', times: 1 });
    expect((await run('--all')).code).toBe(EXIT.unknown);
    expect(bodiesIn(stack.share.queue)).toEqual([RECHECK]);
    expect((await run('--all')).code).toBe(EXIT.fine);
    expect(visible(stack.share.deadLetters)).toMatchObject({ visible: 0, inFlight: 0 });
  });

  it('are one JSON value for programs', async () => {
    const stack = aStack();
    const id = put(stack.share.deadLetters, RECHECK, FAILED);
    const { out, err } = await run('--json', '--message', id, 'another');
    expect(JSON.parse(out)).toMatchObject({
      letters: [{ queue: 'share', id, about: SHARE, error: FAILED.error, isSent: true }],
      missing: ['another'],
    });
    expect(err).toBe('no dead-letter queue holds another');
  });
});

describe('what is asked for', () => {
  it('is of a stack that there is', async () => {
    expect(await run()).toMatchObject({
      code: EXIT.badInput,
      err: expect.stringContaining(`account ${OWNER} in us-east-1 has no dead-letter queue of Sharewarden`),
    });
  });

  it('is of one stack', async () => {
    aStack();
    aStack('sharewarden-test');
    const { code, err } = await run();
    expect(code).toBe(EXIT.badInput);
    expect(err.split('\n').slice(1)).toEqual(['  sharewarden-prod', '  sharewarden-test']);
    expect((await run('--stack', 'sharewarden-test')).code).toBe(EXIT.fine);
  });

  it('is one of the two choices', async () => {
    expect(await run('--all', '--message', 'x')).toMatchObject({ code: EXIT.badInput });
    expect((await run('--queue', 'other')).code).toBe(EXIT.badInput);
  });
});
