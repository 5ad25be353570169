import { describe, expect, it, onTestFinished } from 'vitest';
import { RESPONSE_LIMIT_BYTES, runtimeApi } from '../../../local/lambda/runtime-api.ts';

/** A runtime of another make: it knows nothing but what AWS documents. */
async function aRuntime() {
  const api = await runtimeApi();
  onTestFinished(() => api.close());
  const url = `http://${api.address}/2018-06-01/runtime`;
  return {
    api,
    next: () => fetch(`${url}/invocation/next`),
    post: (path: string, body: string, headers: Record<string, string> = {}) =>
      fetch(`${url}${path}`, { method: 'POST', body, headers }),
  };
}

const INVOCATION = {
  requestId: '8476a536-e9f4-11e8-9739-2dfe598c3fcd',
  payload: '{"a":1}',
  deadlineMs: 1_772_366_405_000.4,
  functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:hello',
  traceId: 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700',
  clockOffsetMs: 0,
};

describe('the runtime API', () => {
  it('hands out the event with its headers to a runtime that waited for it', async () => {
    const { api, next, post } = await aRuntime();
    const asked = next();
    expect(await api.initialized).toMatchObject({ status: 'success' });
    const answer = api.invoke(INVOCATION);
    const response = await asked;
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ a: 1 });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': INVOCATION.requestId,
      'lambda-runtime-deadline-ms': '1772366405000',
      'lambda-runtime-invoked-function-arn': INVOCATION.functionArn,
      'lambda-runtime-trace-id': INVOCATION.traceId,
    });
    expect((await post(`/invocation/${INVOCATION.requestId}/response`, '"done"')).status).toBe(202);
    expect(await answer).toEqual({ outcome: { status: 'success', payload: '"done"' } });
  });

  it('keeps the event for a runtime that asks later, and hands it out once', async () => {
    const { api, next, post } = await aRuntime();
    const answer = api.invoke(INVOCATION);
    await (await next()).text();
    const second = next();
    await post(`/invocation/${INVOCATION.requestId}/response`, 'null');
    await answer;
    const again = api.invoke({ ...INVOCATION, requestId: 'second' });
    expect((await second).headers.get('lambda-runtime-aws-request-id')).toBe('second');
    await post('/invocation/second/response', '2');
    expect(await again).toMatchObject({ outcome: { payload: '2' } });
  });

  it('takes an error with its type, message and trace', async () => {
    const { api, next, post } = await aRuntime();
    const answer = api.invoke(INVOCATION);
    await next();
    const error = { errorType: 'RangeError', errorMessage: 'too far', trace: ['at a', 'at b'] };
    await post(`/invocation/${INVOCATION.requestId}/error`, JSON.stringify(error));
    expect(await answer).toEqual({ outcome: { status: 'failure', error } });
  });

  it.each([
    ['not JSON', { errorType: 'Runtime.Odd', errorMessage: 'not JSON' }],
    [
      '{"stackTrace":["x"]}',
      { errorType: 'Runtime.Odd', errorMessage: '{"stackTrace":["x"]}', trace: ['x'] },
    ],
  ])('reads an error in the form %s as well as it can', async (body, error) => {
    const { api, post } = await aRuntime();
    const { status } = await post('/init/error', body, {
      'Lambda-Runtime-Function-Error-Type': 'Runtime.Odd',
    });
    expect(status).toBe(202);
    expect(await api.initialized).toEqual({ status: 'failure', error });
  });

  it('refuses answers to what it did not ask', async () => {
    const { api, next, post } = await aRuntime();
    const early = await post('/invocation/nobody/response', '1');
    expect([early.status, await early.json()]).toEqual([
      400,
      { errorMessage: 'Invalid request ID', errorType: 'InvalidRequestID' },
    ]);
    const answer = api.invoke(INVOCATION);
    await next();
    expect((await post('/invocation/other/error', '{}')).status).toBe(400);
    await post(`/invocation/${INVOCATION.requestId}/response`, '1');
    await answer;
    expect((await post(`/invocation/${INVOCATION.requestId}/response`, '1')).status).toBe(400);
    expect((await post('/telemetry', '{}')).status).toBe(404);
    expect((await fetch(`http://${api.address}/2018-06-01/runtime/init/error`)).status).toBe(404);
  });

  it('takes 6 MB and not a byte more', async () => {
    const { api, next, post } = await aRuntime();
    const path = `/invocation/${INVOCATION.requestId}/response`;
    const fits = api.invoke(INVOCATION);
    await next();
    expect((await post(path, 'x'.repeat(RESPONSE_LIMIT_BYTES))).status).toBe(202);
    expect((await fits).outcome.status).toBe('success');
    const tooLarge = api.invoke(INVOCATION);
    await next();
    expect((await post(path, 'x'.repeat(RESPONSE_LIMIT_BYTES + 1))).status).toBe(413);
    expect(await tooLarge).toMatchObject({
      outcome: { error: { errorType: 'Function.ResponseSizeTooLarge' } },
    });
  });

  it('serves one event at a time', async () => {
    const { api } = await aRuntime();
    void api.invoke(INVOCATION);
    expect(() => api.invoke(INVOCATION)).toThrow(`the sandbox is busy with ${INVOCATION.requestId}`);
  });

  it('ends what is awaited when the runtime is gone', async () => {
    const { api } = await aRuntime();
    const answer = api.invoke(INVOCATION);
    const gone = {
      status: 'failure',
      error: { errorType: 'Runtime.ExitError', errorMessage: 'gone' },
    } as const;
    api.abandon(gone);
    expect(await answer).toEqual({ outcome: gone });
    expect(await api.initialized).toEqual(gone);
    await api.readied();
  });
});
