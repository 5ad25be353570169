import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PinpointSMSVoiceV2Client, RequestSenderIdCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { codeOf } from '../../src/cli/operating/removal-code.ts';
import { parseGuardrails } from '../../src/policy/parse-guardrails.ts';
import { ALLOWED, OUTSIDER, OWNER, SANDBOX, SCOPE } from '../support/builders.ts';
import { operated } from '../support/operated.ts';
import { ownerAccount } from '../support/owner-account.ts';
import { serviceInProcess } from '../support/service.ts';
import { sharewarden } from './running.ts';

const text = readFileSync(join(import.meta.dirname, '../../docs/command-line.md'), 'utf8');

/** The code blocks, in order: ```` ```json policy.json ```` is a file, `sh` a command, `text` what it prints. */
const blocks = [...text.matchAll(/^```(\w+) ?(\S*)\n(.*?)^```$/gms)].map(
  ([, language = '', name = '', code = '']) => ({ language, name, code }),
);
const files = Object.fromEntries(
  blocks.filter(({ name }) => name !== '').map(({ name, code }) => [name, code]),
);
const examples = blocks.flatMap(({ language, code }, index) => {
  const next = blocks[index + 1];
  const printed = next?.language === 'text' ? next.code.trimEnd() : undefined;
  return language === 'sh' ? [{ command: code.trim(), printed }] : [];
});

const offline = (args: readonly string[]) => sharewarden(args, { files });

/** In the account that the examples speak of. */
async function inAccount(args: readonly string[]) {
  const account = await ownerAccount();
  try {
    const sender = await account.senderId('ACME');
    await account.share('summer', [sender], [OUTSIDER, SANDBOX, ALLOWED]);
    await account.putPolicy(sender, { Sid: 'Alarms', Principal: { Service: 'sns.amazonaws.com' } });
    await account.advance(1);
    return await account.run(args, files['guardrails.yml'] ?? '');
  } finally {
    await account.cloud.stop();
  }
}

/** Where Sharewarden runs: a consumer was removed, another is waived, and a message could not be handled. */
async function inService(args: readonly string[]) {
  const parsed = parseGuardrails(files['guardrails.yml'] ?? '', 'guardrails.yml');
  if (!parsed.ok) throw new Error('the guardrail file of the documentation is none');
  const service = await serviceInProcess(parsed.guardrails);
  try {
    const sms = new PinpointSMSVoiceV2Client(service.client);
    const input = { SenderId: 'ACME', IsoCountryCode: 'GB' };
    const { SenderIdArn: sender = '' } = await sms.send(new RequestSenderIdCommand(input));
    const share = await service.operator.share('summer', [sender], [SANDBOX, ALLOWED]);
    await service.advance(1);
    await service.lookAtShare(share, { changes: [{ ...BY_ANN, at: service.ports.clock.now() }] });
    await service.rest();
    const terms = { until: '2026-12-31', reason: 'trial', approvedBy: BY_ANN.arn };
    const now = service.ports.clock.now();
    await service.ports.ledger.grantWaiver({
      resource: sender,
      consumer: OUTSIDER,
      ...terms,
      grantedAt: now,
    });
    const { queues } = service.cloud;
    const deadLetters = queues.create(SCOPE, 'sharewarden-prod-ShareDeadLetters-0A1B2C3D');
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: deadLetters, maxReceiveCount: 5 });
    queues.create(SCOPE, 'sharewarden-prod-ShareQueue-0A1B2C3D', { RedrivePolicy });
    queues.send(deadLetters, {
      body: JSON.stringify({ recheck: share, for: 'removal' }),
      attributes: {
        error: { DataType: 'String', StringValue: 'ThrottlingException: Rate exceeded' },
        function: { DataType: 'String', StringValue: 'sharewarden-prod-on-share-change' },
      },
    });
    const [removal] = await service.removals(share);
    const code = removal ? codeOf(removal, [removal]) : '';
    const named = args.map((each) => (/^[0-9a-f]{8}$/.test(each) ? code : each));
    return await operated(service, named, files['guardrails.yml']);
  } finally {
    await service.stop();
  }
}
const BY_ANN = {
  arn: `arn:aws:sts::${OWNER}:assumed-role/Admin/ann`,
  eventName: 'CreateResourceShare',
  eventId: '3b1f0c52',
  added: [SANDBOX],
  removed: [],
};

/** How a shell divides a command into words. */
const wordsOf = (command: string): readonly string[] =>
  [...command.replaceAll('\\\n', '').matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );

/** Codes, ids and times are another's in every account. */
const likeAnyOther = (printed: string): string =>
  printed
    .replace(/(?<![\w-])[0-9a-f]{8}(-[0-9a-f-]{27})?\b/g, 'id')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time');

describe('docs/command-line.md', () => {
  it.each(COMMANDS.map(({ name }) => name))('tells of %s, with an example', (name) => {
    expect(text).toMatch(new RegExp(`^## \`sharewarden ${name}\\b`, 'm'));
    expect(examples.some(({ command }) => command.startsWith(`npx sharewarden ${name}`))).toBe(true);
  });

  it.each(examples)('shows what this prints: $command', async ({ command, printed }) => {
    const [npx, program, ...args] = wordsOf(command);
    expect([npx, program]).toEqual(['npx', 'sharewarden']);
    const [name = ''] = args;
    const isOperated = /^(report|history|undo|waive|waivers|unwaive|redrive)$/.test(name);
    const run = isOperated ? inService : /^(plan|explain)$/.test(name) ? inAccount : offline;
    const { code, all } = await run(args);
    expect(code === EXIT.fine || code === EXIT.forbidden).toBe(true);
    if (printed !== undefined && !isOperated) expect(all).toBe(printed);
    else if (printed !== undefined) expect(likeAnyOther(all)).toBe(likeAnyOther(printed));
  });

  it('says what --fix ends with', async () => {
    const fix = examples.find(({ command }) => command.endsWith('--fix'));
    const { code } = await sharewarden(fix?.command.split(/\s+/).slice(2) ?? [], { files });
    expect(code).toBe(EXIT.fine);
  });

  it.each(Object.entries(EXIT))('names the ending %s', (_, code) => {
    expect(text).toMatch(new RegExp(`^\\| ${code} \\|`, 'm'));
  });
});
