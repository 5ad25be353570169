import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { ALLOWED, OUTSIDER, SANDBOX } from '../support/builders.ts';
import { ownerAccount } from '../support/owner-account.ts';
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

describe('docs/command-line.md', () => {
  it.each(COMMANDS.map(({ name }) => name))('tells of %s, with an example', (name) => {
    expect(text).toMatch(new RegExp(`^## \`sharewarden ${name}\\b`, 'm'));
    expect(examples.some(({ command }) => command.startsWith(`npx sharewarden ${name}`))).toBe(true);
  });

  it.each(examples)('shows what this prints: $command', async ({ command, printed }) => {
    const [npx, program, ...args] = command.replaceAll('\\\n', '').split(/\s+/);
    expect([npx, program]).toEqual(['npx', 'sharewarden']);
    const { code, all } = await (/^(plan|explain)$/.test(args[0] ?? '') ? inAccount(args) : offline(args));
    expect(code === EXIT.fine || code === EXIT.forbidden).toBe(true);
    if (printed !== undefined) expect(all).toBe(printed);
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
