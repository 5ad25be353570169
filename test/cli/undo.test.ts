import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PinpointSMSVoiceV2Client, RequestSenderIdCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { CreateResourceShareCommand, RAMClient } from '@aws-sdk/client-ram';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ramShares } from '../../src/aws/ram-shares.ts';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { ALLOWED, aRemoval, OUTSIDER, OWNER, SANDBOX } from '../support/builders.ts';
import { operated } from '../support/operated.ts';
import { policyHands, toAccount } from '../support/policies.ts';
import { type ServiceInProcess, serviceInProcess } from '../support/service.ts';

let service: ServiceInProcess;
beforeEach(async () => {
  service = await serviceInProcess();
});
afterEach(() => service.stop());

const run = (...args: readonly string[]) => operated(service, args);
const today = () => service.ports.clock.now().slice(0, 10);
const TERMS = ['--until', '2027-12-31', '--reason', 'campaign 42'];

/** A share that the sandbox was taken off. */
async function aShareCut(name = 'summer') {
  const number = await service.operator.requestNumber();
  const share = await service.operator.share(name, [number.arn], [SANDBOX, ALLOWED]);
  await service.advance(1);
  await service.lookAtShare(share);
  await service.rest();
  return { number, share };
}

interface Row {
  readonly code: string;
  readonly id: string;
  readonly status: string;
}
const history = async (...about: readonly string[]): Promise<readonly Row[]> =>
  JSON.parse((await run('history', ...about, '--json')).out);

describe('a Region that nobody names', () => {
  it('is asked for', async () => {
    const aws = { ...service.client, region: async () => Promise.reject(new Error('Region is missing')) };
    for (const command of ['history', 'waivers']) {
      const { code, err } = await operated(service, [command], undefined, { aws, env: {} });
      expect(err).toBe('no AWS Region is set: --region or AWS_REGION names it');
      expect(code).toBe(EXIT.badInput);
    }
  });
});

describe('history', () => {
  it('says that there is none', async () => {
    expect(await run('history')).toMatchObject({
      code: EXIT.fine,
      out: 'Nothing is on record: Sharewarden has removed nobody yet.',
    });
    expect((await run('history', OUTSIDER)).out).toBe(`Nothing is on record about ${OUTSIDER}.`);
  });

  it('shows each removal with its reason, its steps and the way back', async () => {
    const { number, share } = await aShareCut();
    const [row] = await history();
    expect(row?.id).toContain(share);
    const { code, out } = await run('history');
    expect(code).toBe(EXIT.fine);
    const lines = out.split('\n');
    expect(lines[0]).toBe(`${row?.code}  done  take ${SANDBOX} off share summer`);
    expect(lines[1]).toBe(`  what  phone number ${number.id}`);
    expect(lines[2]).toBe(`  why   only-campaigns allows only account ${ALLOWED}`);
    expect(lines.slice(3, 6).map((line) => line.trim().split(/\s{2,}/))).toEqual([
      [
        expect.stringMatching(/Z$/),
        'planned',
        'sharewarden',
        'event',
        expect.stringContaining('only-campaigns'),
      ],
      [expect.stringMatching(/Z$/), 'requested', 'sharewarden', 'event', 'RAM accepted the request'],
      [expect.stringMatching(/Z$/), 'done', 'sharewarden', 're-check', expect.stringMatching(/^read back/)],
    ]);
    expect(lines[6]).toMatch(
      new RegExp(`^  npx sharewarden undo ${row?.code} --until \\d{4}-\\d\\d-\\d\\d --reason "…"$`),
    );
  });

  it('lists the newest first, and only what is about a share, resource or consumer', async () => {
    const first = await aShareCut('summer');
    await service.advance(60);
    const second = await aShareCut('winter');
    await service.advance(60);
    await policyHands(service).put(first.number.arn, toAccount(OUTSIDER));
    await service.lookAtPolicy(first.number.arn);
    await service.rest();
    const ids = (await history()).map(({ id }) => id);
    expect(ids).toEqual([
      expect.stringContaining(first.number.arn),
      expect.stringContaining(second.share),
      expect.stringContaining(first.share),
    ]);
    const of = async (about: string) => (await history(about)).map(({ id }) => ids.indexOf(id));
    expect(await of('summer')).toEqual([2]);
    expect(await of(second.share)).toEqual([1]);
    expect(await of(first.number.id)).toEqual([0, 2]);
    expect(await of(first.number.arn)).toEqual([0, 2]);
    expect(await of(SANDBOX)).toEqual([1, 2]);
    expect(await of(OUTSIDER)).toEqual([0]);
  });
});

describe('undo', () => {
  it('puts a consumer back, says until when it stays, and shows in the history who did it', async () => {
    const { number, share } = await aShareCut();
    const [row] = await history();
    const { code, out } = await run('undo', row?.code ?? '', ...TERMS);
    expect(out).toBe(
      [
        `Undone: ${SANDBOX} is back on share summer.`,
        `  phone number ${number.id} is waived for ${SANDBOX} until the end of 2027-12-31, UTC`,
        'Then the next event or sweep decides anew.',
      ].join('\n'),
    );
    expect(code).toBe(EXIT.fine);
    await service.advance(1);
    expect(await service.operator.principals(share)).toMatchObject({ [SANDBOX]: 'ASSOCIATED' });
    const after = await run('history');
    expect(after.out).toContain(`${row?.code}  undone  take`);
    expect(after.out).toMatch(new RegExp(`undone  +arn:aws:iam::${OWNER}:user/operator +undo +campaign 42`));
    expect(after.out).not.toContain('npx sharewarden undo');
    expect(await run('undo', row?.id ?? '', ...TERMS)).toMatchObject({
      code: EXIT.fine,
      out: expect.stringContaining(`Undone already: ${SANDBOX} is back on share summer.`),
    });
  });

  it('refuses what would not be exact, with every reason', async () => {
    const { share, number } = await aShareCut();
    const another = await service.operator.requestNumber();
    await service.operator.addToShare(share, another.arn);
    await service.advance(1);
    await service.operator.removeFromShare(share, { resource: number.arn });
    await service.advance(5);
    const [row] = await history();
    expect(await run('undo', row?.code ?? '', ...TERMS)).toMatchObject({
      code: EXIT.forbidden,
      out: '',
      err: [
        `Not undone: take ${SANDBOX} off share summer. Nothing was changed, since it would not be exact:`,
        `  the share holds ${another.arn} since`,
        `  the share no longer holds ${number.arn}`,
      ].join('\n'),
    });
    const { out } = await run('undo', row?.code ?? '', ...TERMS, '--json');
    expect(JSON.parse(out)).toMatchObject({ removal: row?.id, outcome: 'refused', reasons: { length: 2 } });
  });

  it('acts in the Region of the removal, whichever the table is in', async () => {
    const there = { ...service.client, region: 'eu-west-1' };
    const [ram, sms] = [new RAMClient(there), new PinpointSMSVoiceV2Client(there)];
    const sender = { SenderId: 'ACME', IsoCountryCode: 'GB' };
    const { SenderIdArn = '' } = await sms.send(new RequestSenderIdCommand(sender));
    const input = { name: 'summer', resourceArns: [SenderIdArn], principals: [ALLOWED] };
    const made = await ram.send(new CreateResourceShareCommand(input));
    const about = made.resourceShare?.resourceShareArn ?? '';
    await service.advance(1);
    const shares = ramShares(ram, service.ports.clock);
    const before = { resources: [SenderIdArn], sources: [], permissions: await shares.permissions(about) };
    await service.ports.ledger.planRemoval(
      aRemoval({
        about,
        region: 'eu-west-1',
        act: { kind: 'share-principal', before },
        principal: SANDBOX,
        resources: [SenderIdArn],
        status: 'done',
      }),
    );
    const [row] = await history();
    expect((await run('undo', row?.code ?? '', ...TERMS)).code).toBe(EXIT.fine);
    const principals = (await shares.read(about))?.principals.map(({ entity }) => entity);
    expect(principals?.sort()).toEqual([ALLOWED, SANDBOX]);
  });

  it('needs credentials of the owner', async () => {
    await service.ports.ledger.planRemoval(aRemoval({ owner: ALLOWED, status: 'done' }));
    const [row] = await history();
    expect(await run('undo', row?.code ?? '', ...TERMS)).toMatchObject({
      code: EXIT.badInput,
      err: expect.stringContaining(`is of account ${ALLOWED}, and these are credentials of ${OWNER}`),
    });
  });

  it.each<[string, readonly string[], RegExp]>([
    [
      'no removal of that code',
      ['undo', '12345678', ...TERMS],
      /^no removal 12345678 is on record: `sharewarden history`/,
    ],
    [
      'no such day',
      ['undo', 'x', '--until', '2027-02-30', '--reason', 'x'],
      /^until takes a day of the calendar/,
    ],
    [
      'a day that is over',
      ['undo', 'x', '--until', '2020-01-01', '--reason', 'x'],
      /^until is over: today is /,
    ],
    [
      'no reason',
      ['undo', 'x', '--until', '2027-12-31', '--reason', ' '],
      /^reason takes a sentence for people$/,
    ],
    ['no --until', ['undo', 'x', '--reason', 'x'], /required option '--until <day>'/],
  ])('is told what is wrong: %s', async (_, args, message) => {
    const { code, err } = await run(...args);
    expect(code).toBe(EXIT.badInput);
    expect(err).toMatch(message);
  });
});

describe('the table', () => {
  const dynamo = () => new DynamoDBClient(service.client);
  const aTable = (TableName: string) =>
    dynamo().send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({
          AttributeName,
          AttributeType: 'S' as const,
        })),
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      }),
    );
  const bare = (...args: readonly string[]) => operated(service, args, undefined, { env: {} });

  it('is the one that the stack made, or the one that is named', async () => {
    await aTable('sharewarden-prod-Table-0A1B2C3D');
    await aTable('another-prod-Table-0A1B2C3D');
    await aShareCut();
    expect((await bare('history')).out).toMatch(/^Nothing is on record/);
    expect((await bare('history', '--table', 'sharewarden')).out).toContain(SANDBOX);
  });

  it('is asked for where there is none, or several', async () => {
    expect(await bare('history')).toMatchObject({
      code: EXIT.badInput,
      err: expect.stringMatching(new RegExp(`^account ${OWNER} in us-east-1 has no table of Sharewarden: `)),
    });
    await aTable('sharewarden-prod-Table-0A1B2C3D');
    await aTable('sharewarden-test-Table-0A1B2C3D');
    const { code, err } = await bare('history');
    expect(code).toBe(EXIT.badInput);
    expect(err.split('\n')).toEqual([
      expect.stringContaining('several tables of Sharewarden: which of them? --table names it'),
      '  sharewarden-prod-Table-0A1B2C3D',
      '  sharewarden-test-Table-0A1B2C3D',
    ]);
  });

  it('that is not there is told by the call that failed', async () => {
    const { code, err } = await bare('history', '--table', 'nothing');
    expect(code).toBe(EXIT.unknown);
    expect(err).toMatch(/^Scan of DynamoDB failed: ResourceNotFoundException/);
  });
});

describe('waivers', () => {
  const GUARDRAILS = `organization: o-exampleorgid
mode: enforce
guardrails: []
waivers:
  - resource: arn:aws:sms-voice:us-east-1:111122223333:sender-id/ACME/GB
    consumer: "${ALLOWED}"
    until: 2099-12-31
    reason: forever
    approvedBy: Ben
  - resource: arn:aws:sms-voice:us-east-1:111122223333:sender-id/ACME/GB
    consumer: "${SANDBOX}"
    until: 2020-12-31
    reason: long ago
    approvedBy: Ben
`;
  const NUMBER = 'arn:aws:sms-voice:us-east-1:111122223333:phone-number/phone-01';
  const waivers = () => operated(service, ['waivers'], GUARDRAILS);

  it('are none', async () => {
    expect((await run('waivers')).out).toBe('No waiver is in force.');
  });

  it('are granted, listed with those of the file, replaced and ended', async () => {
    const granted = await run('waive', NUMBER, OUTSIDER, '--until', today(), '--reason', 'campaign 42');
    expect(granted).toMatchObject({
      code: EXIT.fine,
      out: `phone number phone-01 is waived for ${OUTSIDER} until the end of ${today()}, UTC.`,
    });
    const [first, second, ...more] = (await waivers()).out.split('\n').map((line) => line.split(/\s{2,}/));
    expect(first).toEqual([
      'phone number phone-01',
      OUTSIDER,
      `until ${today()}`,
      'today is its last day',
      'granted',
      `arn:aws:iam::${OWNER}:user/operator`,
      'campaign 42',
    ]);
    expect(second).toEqual([
      'sender ID ACME/GB',
      ALLOWED,
      'until 2099-12-31',
      expect.stringMatching(/^\d+ days left$/),
      'guardrails.yml:5',
      'Ben',
      'forever',
    ]);
    expect(more).toEqual([]);

    await run('waive', NUMBER, OUTSIDER, '--until', '2098-12-31', '--reason', 'campaign 43');
    expect((await waivers()).out).toMatch(/campaign 43\n.*forever$/);

    const ended = await run('unwaive', 'phone-01', OUTSIDER);
    expect(ended).toMatchObject({
      code: EXIT.fine,
      out: `phone number phone-01 is not waived for ${OUTSIDER} any more.`,
    });
    expect((await waivers()).out).not.toContain('phone-01');
    expect(await run('unwaive', NUMBER, OUTSIDER)).toMatchObject({
      code: EXIT.badInput,
      err: expect.stringContaining(`no waiver was granted for ${NUMBER} and ${OUTSIDER}`),
    });
  });

  it('keep what they undo when they are granted for longer', async () => {
    await aShareCut();
    const [row] = await history();
    await run('undo', row?.code ?? '', ...TERMS);
    const [before] = await service.ports.ledger.waivers(service.ports.clock.now());
    await run('waive', before?.resource ?? '', SANDBOX, '--until', '2098-12-31', '--reason', 'longer');
    const standing = await service.ports.ledger.waivers(service.ports.clock.now());
    expect(standing).toMatchObject([{ until: '2098-12-31', removal: row?.id }]);
  });

  it('count in plan and explain', async () => {
    const number = await service.operator.requestNumber();
    await service.operator.share('summer', [number.arn], [OUTSIDER]);
    await service.advance(1);
    const file = 'organization: o-exampleorgid\nmode: enforce\nguardrails:\n  - { id: none, allow: [] }\n';
    expect((await operated(service, ['plan'], file)).out).toContain('1 to change');
    await run('waive', number.arn, OUTSIDER, '--until', today(), '--reason', 'campaign 42');
    expect((await operated(service, ['plan'], file)).out).toContain('0 to change');
    const { code, out } = await operated(service, ['explain', number.arn, OUTSIDER], file);
    expect(out).toContain(`waived until ${today()} by arn:aws:iam::${OWNER}:user/operator: campaign 42`);
    expect(code).toBe(EXIT.fine);
  });

  it('let a consumer be, from the next look on, and no longer than they are in force', async () => {
    const number = await service.operator.requestNumber();
    const share = await service.operator.share('summer', [number.arn], [SANDBOX, ALLOWED]);
    await service.advance(1);
    await run('waive', number.arn, SANDBOX, ...TERMS);
    await service.lookAtShare(share);
    expect(await service.removals(share)).toEqual([]);
    await run('unwaive', number.arn, SANDBOX);
    await service.lookAtShare(share);
    await service.rest();
    expect(await service.removals(share)).toMatchObject([{ principal: SANDBOX, status: 'done' }]);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['a resource', ['phone-01', OUTSIDER, ...TERMS], /^resource takes the whole ARN of an SMS resource/],
    ['a consumer', [NUMBER, 'somebody', ...TERMS], /^consumer takes an account id/],
    ['a day', [NUMBER, OUTSIDER, '--until', 'tomorrow', '--reason', 'x'], /^until takes a day/],
    ['a day to come', [NUMBER, OUTSIDER, '--until', '2020-01-01', '--reason', 'x'], /^until is over/],
  ])('need %s', async (_, args, message) => {
    const { code, err } = await run('waive', ...args);
    expect(code).toBe(EXIT.badInput);
    expect(err).toMatch(message);
    expect(await service.ports.ledger.waivers(service.ports.clock.now())).toEqual([]);
  });
});
