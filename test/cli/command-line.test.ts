import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { EXIT } from '../../src/cli/exit-codes.ts';
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

describe('docs/command-line.md', () => {
  it.each(COMMANDS.map(({ name }) => name))('tells of %s, with an example', (name) => {
    expect(text).toMatch(new RegExp(`^## \`sharewarden ${name}\\b`, 'm'));
    expect(examples.some(({ command }) => command.startsWith(`npx sharewarden ${name}`))).toBe(true);
  });

  it.each(examples)('shows what this prints: $command', async ({ command, printed }) => {
    const [npx, program, ...args] = command.replaceAll('\\\n', '').split(/\s+/);
    expect([npx, program]).toEqual(['npx', 'sharewarden']);
    const { code, all } = await sharewarden(args, { files });
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
