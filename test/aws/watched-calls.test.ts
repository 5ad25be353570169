import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { watching } from '../../src/aws/watched-calls.ts';
import { scripted } from './scripted.ts';

/** An STS that refuses. */
async function refused() {
  const answered: string[] = [];
  const { watch, failedCall } = watching((operation) => answered.push(operation));
  const sts = watch(new STSClient(scripted(() => ({ error: 'AccessDenied' })).client));
  const error: unknown = await sts.send(new GetCallerIdentityCommand({})).catch((each) => each);
  return { answered, failedCall, error };
}

describe('a call that fails', () => {
  it('is an answer, and is known by its error', async () => {
    const { answered, failedCall, error } = await refused();
    expect(answered).toEqual(['GetCallerIdentity']);
    expect(failedCall(error)).toBe('GetCallerIdentity of STS');
  });

  it('is known by an error that was made of its error', async () => {
    const { failedCall, error } = await refused();
    expect(failedCall(new Error('the walk failed', { cause: error }))).toBe('GetCallerIdentity of STS');
  });

  it('is no other error, nor what is no error', async () => {
    const { failedCall } = await refused();
    expect(failedCall(new Error('of something else'))).toBeUndefined();
    expect(failedCall('a text')).toBeUndefined();
  });
});
