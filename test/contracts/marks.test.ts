import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dynamoFindings } from '../../src/aws/dynamo-findings.ts';
import { dynamoLedger } from '../../src/aws/dynamo-ledger.ts';
import type { Findings } from '../../src/ports.ts';
import { aRemoval } from '../support/builders.ts';
import { aDraft, at, OWNER, POOL, REGION, SHARE, smsArn } from './samples.ts';
import { type RunningStore, STORES, titleOf } from './stores.ts';

const SCOPE = { account: OWNER, region: REGION };

describe.each(STORES.map((store) => [titleOf(store), store] as const))('the marks on %s', (_, store) => {
  describe.skipIf(store.missing)('with an empty table', () => {
    let running: RunningStore;
    let tableName: string;
    let findings: Findings;
    beforeAll(async () => {
      running = await store.start();
    });
    afterAll(() => running?.stop());
    beforeEach(async () => {
      tableName = await running.createTable();
      findings = dynamoFindings(running.client, tableName);
    });

    it('name what something was opened about, in its scope only', async () => {
      await findings.open(aDraft(), at(0));
      await findings.open(aDraft({ id: 'another' }), at(1));
      await findings.open(aDraft({ id: 'elsewhere', region: 'eu-west-1' }), at(2));
      expect(await findings.marked(SCOPE)).toEqual([{ about: SHARE, at: at(1) }]);
      expect(await findings.marked({ ...SCOPE, region: 'eu-west-1' })).toEqual([{ about: SHARE, at: at(2) }]);
    });

    it('cost nothing while a finding is open', async () => {
      await findings.open(aDraft(), at(0));
      await findings.open(aDraft({ actor: { arn: 'arn:aws:iam::111122223333:user/alice' } }), at(5));
      expect(await findings.marked(SCOPE)).toEqual([{ about: SHARE, at: at(0) }]);
    });

    it('are set anew when a finding is reopened', async () => {
      const finding = await findings.open(aDraft(), at(0));
      await findings.resolve(finding, 'gone', at(1));
      await findings.open(aDraft(), at(2));
      expect(await findings.marked(SCOPE)).toEqual([{ about: SHARE, at: at(2) }]);
    });

    it('can be taken away, unless they were set anew since they were read', async () => {
      await findings.open(aDraft(), at(0));
      const [mark] = await findings.marked(SCOPE);
      if (!mark) throw new Error('no mark');
      await findings.open(aDraft({ id: 'another' }), at(1));
      await findings.unmark(SCOPE, mark);
      expect(await findings.marked(SCOPE)).toEqual([{ about: SHARE, at: at(1) }]);
      await findings.unmark(SCOPE, { about: SHARE, at: at(1) });
      expect(await findings.marked(SCOPE)).toEqual([]);
    });

    it.each([1, 2, 3])('are there wherever opening dies: at call %i', async (call) => {
      const dying = dynamoFindings(dyingAt(call, running.client), tableName);
      await dying.open(aDraft(), at(0)).catch(() => undefined);
      const open = (await findings.about(SHARE)).length;
      expect((await findings.marked(SCOPE)).length).toBeGreaterThanOrEqual(open);
    });

    it('name the share that a member of a pool is put on, though its finding is about the pool', async () => {
      const before = { resources: [POOL], sources: [], permissions: [] };
      const act = { kind: 'share-member', member: smsArn('phone-number/phone-01'), before } as const;
      const ledger = dynamoLedger(running.client, tableName);
      await ledger.planRemoval(aRemoval({ act, about: SHARE }));
      expect((await findings.marked(SCOPE)).map(({ about }) => about)).toEqual([SHARE]);
    });
  });
});

/** A client whose process is dead from its n-th call on. The call itself still comes through. */
function dyingAt(n: number, client: DynamoDBDocumentClient): DynamoDBDocumentClient {
  let calls = 0;
  return new Proxy(client, {
    get(target, member, receiver) {
      if (member !== 'send') return Reflect.get(target, member, receiver);
      return async (command: Parameters<typeof client.send>[0]) => {
        calls += 1;
        const answer = calls > n ? undefined : await target.send(command);
        if (calls >= n) throw new Error('the process is dead');
        return answer;
      };
    },
  });
}
