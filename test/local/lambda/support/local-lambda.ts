import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { inFlight } from '../../../../local/in-flight.ts';
import { createLambda, type LambdaOptions } from '../../../../local/lambda/index.ts';
import { seededRandom } from '../../../../local/random.ts';
import { virtualClock } from '../../../../local/virtual-clock.ts';
import { fakeQueues } from './fake-queues.ts';

export const SCOPE = { account: '111122223333', region: 'eu-west-1' };
export const START = Date.parse('2026-03-01T12:00:00Z');

/** A Lambda of its own for one test, stopped at its end. Time stands still until `clock.advance`. */
export function aLambda(options: Partial<LambdaOptions> = {}) {
  const clock = virtualClock({ mode: 'manual', startMs: START });
  const work = inFlight();
  const queues = fakeQueues();
  const assumed: string[] = [];
  const lambda = createLambda({
    world: { clock, ...seededRandom(7), inFlight: work.begin },
    identities: {
      assume(roleArn, sessionName) {
        assumed.push(`${roleArn} ${sessionName}`);
        return {
          accessKeyId: `ASIAEXAMPLE${assumed.length}`,
          secretAccessKey: 'local',
          sessionToken: 'session',
          expiration: new Date(clock.now() + 3_600_000),
        };
      },
    },
    queues,
    endpoint: () => 'http://127.0.0.1:4566',
    ...options,
  });
  onTestFinished(() => lambda.stop());
  const add = async (source: string, more: Partial<Parameters<typeof lambda.createFunction>[0]> = {}) =>
    lambda.createFunction({
      name: 'hello',
      scope: SCOPE,
      artifact: await aFolder({ 'index.mjs': source }),
      handler: 'index.handler',
      roleArn: 'arn:aws:iam::111122223333:role/hello',
      ...more,
    });
  return { lambda, add, clock, work, queues, assumed };
}

/** A folder with these files, removed at the test's end. */
export async function aFolder(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'function-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}
