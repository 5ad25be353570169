import type { Command as Parser } from 'commander';
import { oneLine } from '../../alerts/one-line.ts';
import { waive } from '../../flows/waive.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { checkTerms, type TermsInput, termsOptions } from '../operating/checked-terms.ts';
import { type OperatingInput, operating, operatingOptions } from '../operating/operating.ts';
import { resourceText } from '../plan/plan-text.ts';

export interface WaiveInput extends OperatingInput, TermsInput {
  readonly resource: string;
  readonly consumer: string;
  readonly json?: true;
}

export function define(parser: Parser): void {
  parser
    .description(
      'Allow one consumer one resource until a day, whatever the guardrails say of it. It takes the place of the ' +
        'waiver that was granted before.',
    )
    .argument('<resource>', 'the whole ARN of an SMS resource')
    .argument('<consumer>', 'the id of an account, OU or organization, a service, or "*" for everyone');
  termsOptions(parser);
  operatingOptions(parser);
}

/** Prints what is waived, and what that does. */
export async function run(
  { resource, consumer, until, reason, ...input }: WaiveInput,
  io: Io,
): Promise<ExitCode> {
  await checkTerms({ resource, consumer, until, reason }, io);
  const waiver = await operating(input, io, async (aws, ledger) => {
    const { arn: approvedBy } = await aws.caller();
    const terms = { until, reason, approvedBy, grantedAt: io.now() };
    return waive({ resource, consumer }, terms, { ledger, clock: io });
  });
  if (input.json) io.out(JSON.stringify(waiver, null, 2));
  else {
    io.out(`${resourceText(resource)} is waived for ${oneLine(consumer)} until the end of ${until}, UTC.`);
    io.err(
      'It counts from the next event or sweep on. Who was removed before is not put back: `undo` does that.',
    );
  }
  return EXIT.fine;
}
