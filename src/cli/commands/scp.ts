import type { Command as Parser } from 'commander';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type GuardrailsInput, guardrailsOption, readGuardrails } from '../guardrail-file.ts';
import type { Io } from '../io.ts';
import { LONGEST_POLICY, policiesOf, policyText } from '../scp/policies.ts';
import { preventionOf } from '../scp/prevention.ts';
import type { Note, Statement } from '../scp/statement.ts';
import { Stop } from '../stop.ts';
import { table } from '../table.ts';

export interface ScpInput extends GuardrailsInput {
  readonly rolePattern: string;
  readonly json?: true;
}

export function define(parser: Parser): void {
  guardrailsOption(parser);
  parser
    .description(
      'Print a service control policy that prevents what the guardrails forbid, as far as the condition keys of RAM ' +
        'can, and list what is left to be found. Nothing that the guardrails allow is denied.',
    )
    .option('--role-pattern <arn>', 'the roles that nothing is denied', 'arn:aws:iam::*:role/sharewarden-*');
}

/** Prints the policies, and what they don't prevent. */
export async function run(input: ScpInput, io: Io): Promise<ExitCode> {
  const { rolePattern, json } = input;
  if (!/^arn:[^:]+:iam::[^:]+:role\/.+$/.test(rolePattern)) {
    const example = 'such as arn:aws:iam::*:role/sharewarden-*';
    throw new Stop(
      EXIT.badInput,
      `--role-pattern takes the ARN of roles, ${example}; there is ${rolePattern}`,
    );
  }
  const file = await readGuardrails(input, io);
  const { statements, notes } = preventionOf(file, { rolePattern, now: io.now() });
  const { policies, tooLong } = policiesOf(statements);
  const all = [...tooLong.map(noteOfLength), ...notes];
  if (json) {
    io.out(JSON.stringify({ policies, notes: all }, null, 2));
    return EXIT.fine;
  }
  for (const policy of policies) io.out(policyText(policy));
  io.err(howMany(policies.length));
  io.err(table([...all.map(({ about, reason }) => [`  ${about}`, reason])], io.columns));
  return EXIT.fine;
}

function howMany(policies: number): string {
  if (policies === 0) return 'No service control policy can prevent anything of it:';
  if (policies === 1) return 'What it does not prevent, and what it does besides:';
  const count = `${policies} policies, because one takes ${LONGEST_POLICY} characters`;
  return `${count}: attach all of them. What they do not prevent, and what they do besides:`;
}

const noteOfLength = ({ Sid }: Statement): Note => ({
  about: Sid,
  reason: `a policy takes ${LONGEST_POLICY} characters, and its list is longer; it can't be divided`,
});
