import type { Command as Parser } from 'commander';
import { oneLine } from '../../alerts/one-line.ts';
import { smsResource } from '../../core/resource.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { type OperatingInput, operating, operatingOptions } from '../operating/operating.ts';
import { resourceText } from '../plan/plan-text.ts';
import { Stop } from '../stop.ts';

export interface UnwaiveInput extends OperatingInput {
  readonly resource: string;
  readonly consumer: string;
  readonly json?: true;
}

export function define(parser: Parser): void {
  parser
    .description('End a waiver that was granted by `waive` or `undo`, now.')
    .argument('<resource>', 'the ARN of the resource, or its name')
    .argument('<consumer>', 'the consumer, as `waivers` lists it');
  operatingOptions(parser);
}

/** Prints what is waived no more, and what that does. */
export async function run({ resource, consumer, ...input }: UnwaiveInput, io: Io): Promise<ExitCode> {
  const ended = await operating(input, io, async (aws, ledger) => {
    const standing = (await ledger.waivers(io.now())).filter(
      (each) =>
        each.consumer === consumer && [each.resource, smsResource(each.resource)?.name].includes(resource),
    );
    const [waiver, ...others] = standing;
    if (!waiver)
      throw new Stop(
        EXIT.badInput,
        `no waiver was granted for ${resource} and ${consumer}: \`sharewarden waivers\` lists them, and those of the ` +
          'guardrail file end there',
      );
    if (others.length > 0)
      throw new Stop(EXIT.badInput, `${resource} is the name of several resources: name one by its ARN`);
    const { arn: by } = await aws.caller();
    await ledger.endWaiver(waiver.resource, consumer, by, io.now());
    return waiver;
  });
  if (input.json) io.out(JSON.stringify(ended, null, 2));
  else {
    io.out(`${resourceText(ended.resource)} is not waived for ${oneLine(consumer)} any more.`);
    io.err('The next event or sweep judges it anew: what the guardrails forbid is removed then.');
  }
  return EXIT.fine;
}
