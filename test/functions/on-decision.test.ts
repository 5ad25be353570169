import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoFindings } from '../../src/aws/dynamo-findings.ts';
import { dynamoLedger } from '../../src/aws/dynamo-ledger.ts';
import { documentClient } from '../../src/aws/dynamo-table.ts';
import { aDraft, NOW, NUMBER, OUTSIDER, OWNER, REGION, SHARE } from '../support/builders.ts';
import { type DeployedFunction, deployed, failing } from './deployed.ts';

const ANN = 'slack:T0123456789/U0000000ANN';

let deployment: DeployedFunction;
beforeAll(async () => {
  deployment = await deployed('on-decision');
});
afterAll(() => deployment.stop());

const table = () =>
  documentClient(
    new DynamoDBClient({
      endpoint: deployment.cloud.endpoint(),
      region: REGION,
      credentials: { accessKeyId: OWNER, secretAccessKey: 'local' },
    }),
  );

describe('on-decision', () => {
  it('waives what a finding names, once, however often the press comes', async () => {
    const finding = await dynamoFindings(table(), 'sharewarden').open(aDraft(), NOW);
    const press = {
      kind: 'waive',
      about: SHARE,
      findingId: finding.id,
      occurrence: 1,
      by: ANN,
      at: new Date().toISOString(),
      place: { channel: 'C0000000001', ts: '1762077600.000100' },
    };
    const { answer, lines } = await deployment.receive(press, press);
    expect(answer).toEqual(failing());
    expect(lines.filter(({ message }) => message === 'handled')).toMatchObject([
      { messages: 2, outcome: [{ outcome: 'decided' }, { outcome: 'decided-before' }] },
    ]);
    const waivers = await dynamoLedger(table(), 'sharewarden').waivers(new Date().toISOString());
    expect(waivers).toMatchObject([{ resource: NUMBER, consumer: OUTSIDER, approvedBy: ANN }]);
  });

  it('sets aside what makes no sense', async () => {
    expect((await deployment.receive({ kind: 'waive' })).answer).toEqual(failing());
    expect(deployment.deadLetters()).toMatchObject([{ error: expect.stringContaining('not a decision') }]);
  });
});
