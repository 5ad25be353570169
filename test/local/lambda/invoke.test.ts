import { describe, expect, it } from 'vitest';
import { aFolder, aLambda, START } from './support/local-lambda.ts';

const json = (outcome: { status: string; payload?: string; error?: unknown }) =>
  outcome.status === 'success' ? JSON.parse(outcome.payload ?? '') : outcome.error;

describe('a function that answers', () => {
  it('gets the event and gives its answer back, as JSON', async () => {
    const { lambda, add } = aLambda();
    await add('export const handler = async (event) => ({ ...event, seen: true })');
    expect(json(await lambda.invoke('hello', { name: 'Žofie' }))).toEqual({ name: 'Žofie', seen: true });
  });

  it('is found by its ARN, with or without a version', async () => {
    const { lambda, add } = aLambda();
    const arn = await add('export const handler = () => 1');
    expect(arn).toBe('arn:aws:lambda:eu-west-1:111122223333:function:hello');
    expect(json(await lambda.invoke(arn, {}))).toBe(1);
    expect(json(await lambda.invoke(`${arn}:$LATEST`, {}))).toBe(1);
    await expect(lambda.invoke('nobody', {})).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });

  it.each([
    ['synchronous', 'index.mjs', 'export const handler = (event) => event', 'index.handler'],
    ['CommonJS', 'index.js', 'exports.handler = async (event) => event', 'index.handler'],
    [
      'CommonJS that hides its exports',
      'index.cjs',
      'module["exp"+"orts"] = { handler: (e) => e }',
      'index.handler',
    ],
    [
      'in a folder and nested',
      'dist/app.mjs',
      'export const api = { get: (event) => event }',
      'dist/app.api.get',
    ],
  ])('may be %s', async (_, file, source, handler) => {
    const { lambda, add } = aLambda();
    await add('', { artifact: await aFolder({ [file]: source }), handler });
    expect(json(await lambda.invoke('hello', { a: 1 }))).toEqual({ a: 1 });
  });

  it('answers null where it returns nothing', async () => {
    const { lambda, add } = aLambda();
    await add('export const handler = async () => {}');
    expect(json(await lambda.invoke('hello', {}))).toBeNull();
  });

  it('keeps its process for the next event', async () => {
    const { lambda, add } = aLambda();
    await add('let calls = 0; export const handler = () => ++calls');
    await lambda.invoke('hello', {});
    expect(json(await lambda.invoke('hello', {}))).toBe(2);
    expect(lambda.processes()).toBe(1);
  });

  it('gets a complete context', async () => {
    const { lambda, add } = aLambda();
    const arn = await add(
      'export const handler = (_, context) => ({ ...context, left: context.getRemainingTimeInMillis() })',
      { memoryMb: 256, timeoutSeconds: 5 },
    );
    const context = json(await lambda.invoke('hello', {}));
    expect(context).toMatchObject({
      functionName: 'hello',
      functionVersion: '$LATEST',
      memoryLimitInMB: '256',
      invokedFunctionArn: arn,
      logGroupName: '/aws/lambda/hello',
      logStreamName: expect.stringMatching(/^2026\/03\/01\/\[\$LATEST\][0-9a-f]{32}$/),
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(context.left).toBeGreaterThan(0);
    expect(context.left).toBeLessThanOrEqual(5000);
  });

  it("lives in the local cloud's time, which moves on between two events", async () => {
    const { lambda, add, clock } = aLambda();
    await add(
      `export const handler = () => ({
         now: Date.now(), made: new Date().getTime(), text: Date(), fixed: new Date(0).toISOString(),
         same: new Date() instanceof Date && new Date().constructor === Date })`,
    );
    const before = json(await lambda.invoke('hello', {}));
    expect(before.now - START).toBeGreaterThanOrEqual(0);
    expect(before.now - START).toBeLessThan(60_000);
    expect(before.made - before.now).toBeLessThan(1000);
    expect(before.text).toContain('2026');
    expect(before).toMatchObject({ fixed: '1970-01-01T00:00:00.000Z', same: true });
    await clock.advance(12 * 3_600_000);
    const after = json(await lambda.invoke('hello', {}));
    expect(after.now - before.now).toBeGreaterThan(11 * 3_600_000);
  });
});

describe('a function that fails', () => {
  it.each([
    [
      'throws',
      'throw new TypeError("no such share")',
      { errorType: 'TypeError', errorMessage: 'no such share' },
    ],
    ['throws a string', 'throw "oops"', { errorType: 'string', errorMessage: 'oops' }],
    ['answers what is no JSON', 'return { big: 1n }', { errorType: 'TypeError' }],
    [
      'leaves',
      'process.exit(3)',
      {
        errorType: 'Runtime.ExitError',
        errorMessage: expect.stringMatching(
          /^RequestId: \S+ Error: Runtime exited with error: exit status 3$/,
        ),
      },
    ],
    [
      'leaves quietly',
      'process.exit(0)',
      { errorMessage: expect.stringContaining('Runtime exited without providing a reason') },
    ],
    [
      'is killed',
      'process.kill(process.pid, "SIGKILL"); await new Promise(() => {})',
      { errorMessage: expect.stringContaining('Runtime exited with error: signal: killed') },
    ],
    [
      'throws later',
      'setImmediate(() => { throw new RangeError("late") }); await new Promise(() => {})',
      { errorType: 'RangeError', errorMessage: 'late' },
    ],
    [
      'drops a promise',
      'Promise.reject(new Error("dropped")); await new Promise(() => {})',
      { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'dropped' },
    ],
    ['answers too much', 'return "x".repeat(6_291_557)', { errorType: 'Function.ResponseSizeTooLarge' }],
  ])('%s: its caller is told, and the next event is served', async (_, body, error) => {
    const { lambda, add } = aLambda();
    await add(`export const handler = async (event) => { if (event.fine) return "fine"; ${body} }`);
    expect(json(await lambda.invoke('hello', {}))).toMatchObject(error);
    expect(json(await lambda.invoke('hello', { fine: true }))).toBe('fine');
  });

  it.each([
    [
      'throws while loading',
      'throw new Error("no table")',
      'index.handler',
      { errorType: 'Error', errorMessage: 'no table' },
    ],
    ['does not parse', 'export const = 1', 'index.handler', { errorType: 'Runtime.UserCodeSyntaxError' }],
    ['lacks a module', 'import "./nowhere.mjs"', 'index.handler', { errorType: 'Runtime.ImportModuleError' }],
    [
      'is not there',
      '',
      'other.handler',
      { errorType: 'Runtime.ImportModuleError', errorMessage: "Error: Cannot find module 'other'" },
    ],
    [
      'exports nothing of the name',
      'export const main = 1',
      'index.handler',
      { errorType: 'Runtime.HandlerNotFound', errorMessage: 'index.handler is undefined or not exported' },
    ],
    [
      'exports no function',
      'export const handler = 1',
      'index.handler',
      { errorType: 'Runtime.HandlerNotFound' },
    ],
    [
      'takes a callback',
      'export const handler = (e, c, callback) => callback()',
      'index.handler',
      { errorType: 'Runtime.CallbackHandlerDeprecated' },
    ],
    ['has a malformed name', '', 'handler', { errorType: 'Runtime.MalformedHandlerName' }],
    ['leaves while loading', 'process.exit(1)', 'index.handler', { errorType: 'Runtime.ExitError' }],
  ])('%s: every invocation says so', async (_, source, handler, error) => {
    const { lambda, add } = aLambda();
    await add(source, { handler });
    expect(json(await lambda.invoke('hello', {}))).toMatchObject(error);
    expect(json(await lambda.invoke('hello', {}))).toMatchObject(error);
    expect(lambda.processes()).toBe(0);
  });

  it('is ended at its timeout, even when it spins', async () => {
    const { lambda, add } = aLambda();
    await add('export const handler = ({ spin }) => { while (spin) {} return 1 }', { timeoutSeconds: 0.3 });
    expect(json(await lambda.invoke('hello', { spin: true }))).toMatchObject({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 0\.30 seconds$/),
    });
    expect(lambda.processes()).toBe(0);
    expect(json(await lambda.invoke('hello', {}))).toBe(1);
  });

  it('can not take more memory than it has', async () => {
    const { lambda, add } = aLambda();
    await add(
      'export const handler = () => { const all = []; for (;;) all.push(new Array(1e5).fill(all.length)) }',
      { memoryMb: 128, timeoutSeconds: 15 },
    );
    expect(json(await lambda.invoke('hello', {}))).toMatchObject({ errorType: 'Runtime.ExitError' });
  });
});

describe('the environment of a function', () => {
  const source = 'export const handler = () => ({ ...process.env })';

  it('is that of the template, the reserved variables and PATH, and nothing of this process', async () => {
    process.env.SECRET_OF_THE_PARENT = 'x';
    const { lambda, add, assumed } = aLambda();
    await add(source, { environment: { TABLE: 'ledger' } });
    const {
      PATH,
      AWS_LAMBDA_RUNTIME_API,
      AWS_LAMBDA_LOG_STREAM_NAME,
      LAMBDA_TASK_ROOT,
      _X_AMZN_TRACE_ID,
      ...rest
    } = json(await lambda.invoke('hello', {}));
    delete process.env.SECRET_OF_THE_PARENT;
    expect(rest).toEqual({
      TABLE: 'ledger',
      LANG: 'en_US.UTF-8',
      TZ: ':UTC',
      _HANDLER: 'index.handler',
      AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE1',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_FUNCTION_NAME: 'hello',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/hello',
      AWS_REGION: 'eu-west-1',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_SESSION_TOKEN: 'session',
    });
    expect(_X_AMZN_TRACE_ID).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/);
    expect(assumed).toEqual(['arn:aws:iam::111122223333:role/hello hello']);
  });

  it('has new credentials before the old ones expire', async () => {
    const { lambda, add, clock } = aLambda();
    await add('export const handler = () => process.env.AWS_ACCESS_KEY_ID');
    expect(json(await lambda.invoke('hello', {}))).toBe('ASIAEXAMPLE1');
    await clock.advance(3_599_000);
    expect(json(await lambda.invoke('hello', {}))).toBe('ASIAEXAMPLE2');
    expect(lambda.processes()).toBe(1);
  });

  it.each([
    [{ AWS_REGION: 'eu-west-1' }, 'Reserved keys used in this request: AWS_REGION'],
    [{ BIG: 'x'.repeat(4096) }, 'exceeded the 4KB limit'],
  ])('is refused where Lambda would refuse it', async (environment, message) => {
    const { add } = aLambda();
    await expect(add(source, { environment })).rejects.toThrow(message);
  });
});

describe('the log of a function', () => {
  it('holds what it printed between the lines of Lambda', async () => {
    const heard: string[] = [];
    const { lambda, add } = aLambda({ onLog: ({ text }) => heard.push(text) });
    await add('export const handler = () => { console.log("first\\nsecond"); console.error("third") }');
    await lambda.invoke('hello', {});
    const lines = lambda.logs('hello');
    const [start, ...rest] = lines.map(({ stream, text }) => `${stream} ${text}`);
    const report = rest.pop();
    const end = rest.pop();
    expect(start).toMatch(/^platform START RequestId: \S+ Version: \$LATEST$/);
    expect(rest.sort()).toEqual(['stderr third', 'stdout first', 'stdout second']);
    expect(end).toMatch(/^platform END RequestId: \S+$/);
    expect(report).toMatch(
      /^platform REPORT RequestId: \S+\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration: [\d.]+ ms$/,
    );
    expect(new Set(lines.map(({ requestId }) => requestId)).size).toBe(1);
    expect(heard).toHaveLength(lines.length);
  });
});

describe('many at once', () => {
  const meet = `
    import { readdirSync, writeFileSync } from 'node:fs';
    export const handler = async ({ folder, count }) => {
      writeFileSync(folder + '/' + process.pid, '');
      while (readdirSync(folder).length < count) await new Promise((done) => setTimeout(done, 5));
      return process.pid;
    }`;

  it('run side by side, each in a process of its own', async () => {
    const { lambda, add, work } = aLambda();
    const folder = await aFolder({});
    await add(meet, { timeoutSeconds: 10 });
    const all = [1, 2, 3].map(() => lambda.invoke('hello', { folder, count: 3 }));
    expect(work.current()).toHaveLength(3);
    expect(new Set((await Promise.all(all)).map(json)).size).toBe(3);
    expect(work.current()).toEqual([]);
  });

  it('wait for a process where the machine has no room, and one of another function makes way', async () => {
    const { lambda, add } = aLambda({ processLimit: 1 });
    await add('export const handler = () => "hello"');
    await add('export const handler = () => "other"', { name: 'other' });
    const all = ['hello', 'other', 'hello', 'other'].map((name) => lambda.invoke(name, {}));
    expect((await Promise.all(all)).map(json)).toEqual(['hello', 'other', 'hello', 'other']);
    expect(lambda.processes()).toBe(1);
  });

  it('are throttled beyond the reserved concurrency', async () => {
    const { lambda, add } = aLambda();
    await add('export const handler = () => 1', { reservedConcurrency: 1 });
    const first = lambda.invoke('hello', {});
    await expect(lambda.invoke('hello', {})).rejects.toMatchObject({
      code: 'TooManyRequestsException',
      message: 'Rate Exceeded.',
    });
    expect(json(await first)).toBe(1);
    expect(json(await lambda.invoke('hello', {}))).toBe(1);
  });
});

describe('an invocation that nobody waits for', () => {
  it('is tried again after one minute, and after two more, and then given up', async () => {
    const { lambda, add, clock, work } = aLambda();
    await add('export const handler = () => { throw new Error("down") }');
    const starts = () => lambda.logs('hello').filter(({ text }) => text.startsWith('START')).length;
    lambda.send('hello', {});
    expect(work.current()).toHaveLength(1);
    await work.idle(10_000);
    expect(starts()).toBe(1);
    await clock.advance(59_000);
    expect(work.current()).toEqual([]);
    await clock.advance(1000);
    await work.idle(10_000);
    expect(starts()).toBe(2);
    await clock.advance(120_000);
    await work.idle(10_000);
    expect(starts()).toBe(3);
    await clock.advance(3_600_000);
    await work.idle(10_000);
    expect(starts()).toBe(3);
    expect(lambda.logs('hello').at(-1)?.text).toContain('given up after three attempts');
  });
});

describe('the end', () => {
  it('takes every process along, also those at work', async () => {
    const { lambda, add } = aLambda();
    await add(
      'export const handler = async ({ wait }) => { if (wait) await new Promise(() => setInterval(() => {}, 1e6)); return process.pid }',
      { timeoutSeconds: 30 },
    );
    const pid = json(await lambda.invoke('hello', {}));
    const stuck = lambda.invoke('hello', { wait: true });
    await lambda.invoke('hello', {});
    await lambda.stop();
    expect(json(await stuck)).toMatchObject({ errorType: 'Runtime.ExitError' });
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(lambda.processes()).toBe(0);
    await expect(lambda.invoke('hello', {})).rejects.toThrow('the local cloud has stopped');
  });
});
