import type { Command as Parser } from 'commander';
import { explain } from '../../flows/survey/explain.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { explanationText, placeOf, waiverPlace } from '../explain/explain-text.ts';
import { consumerNamed, resourceNamed } from '../explain/named.ts';
import { type GuardrailsInput, guardrailsOption, readGuardrailFile } from '../guardrail-file.ts';
import type { Io } from '../io.ts';
import { type OperatingInput, operatingOptions } from '../operating/operating.ts';
import { withWaivers } from '../operating/with-waivers.ts';
import { connected } from '../reading.ts';
import { Stop } from '../stop.ts';

export interface ExplainInput extends GuardrailsInput, OperatingInput {
  readonly resource: string;
  readonly consumer: string;
  readonly json?: true;
}

export function define(parser: Parser): void {
  parser
    .description(
      'Say whether a consumer may use a resource, by which line of the guardrail file, and by which shares and ' +
        'policies it has it now. Changes nothing.',
    )
    .argument('<resource>', 'the ARN of an SMS resource, or its id or name')
    .argument('<consumer>', 'the id of an account, OU or organization, a service, or "*" for everyone');
  guardrailsOption(parser);
  operatingOptions(parser);
}

/** Prints the decision, the ways by which the consumer has the resource, and what every guardrail says. */
export async function run(input: ExplainInput, io: Io): Promise<ExitCode> {
  const file = await readGuardrailFile(input, io);
  const consumer = consumerNamed(input.consumer, file.guardrails.organization);
  // Loaded when it is needed: help is there at once.
  const { connectReporting } = await import('../../runtime/connect-reporting.ts');
  const explanation = await connected(connectReporting, input, io, async (aws) => {
    const guardrails = await withWaivers(input, io, file.guardrails, aws);
    const resource = await resourceNamed(input.resource, await aws.scope(), aws.inventory);
    const explained = await explain(resource, consumer, guardrails, aws);
    if (explained) return explained;
    throw new Stop(EXIT.badInput, `there is no ${resource.arn}`);
  });
  const { decision, guardrail, opinions } = explanation;
  if (input.json) {
    const at = guardrail === undefined ? undefined : placeOf(guardrail, file);
    const said = opinions.map((each) => ({ ...each, at: placeOf(each.guardrail ?? '', file) }));
    const waiver = waiverPlace(explanation, file);
    io.out(JSON.stringify({ ...explanation, at, waiver, opinions: said }, null, 2));
  } else {
    io.out(explanationText(explanation, file, io));
  }
  return { forbidden: EXIT.forbidden, unknown: EXIT.unknown, allowed: EXIT.fine }[decision];
}
