import { Option, type Command as Parser } from 'commander';
import { type SmsResource, smsResource } from '../../core/resource.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { policyFor, refusal, SENDING_SERVICES, type SendingService } from '../policies/policy-for.ts';
import { Stop } from '../stop.ts';

export interface GrantPolicyInput {
  readonly resource: string;
  readonly service?: readonly SendingService[];
  readonly consumer?: readonly string[];
  readonly json?: true;
}

export function define(parser: Parser): void {
  parser
    .description(
      'Print a resource policy that lets SNS or Pinpoint send with a number, sender ID or pool for its owner, or lets ' +
        'other accounts send with it.',
    )
    .requiredOption('--resource <arn>', 'the phone number, sender ID or pool')
    .addOption(
      new Option('--service <name...>', 'services that send for the owner').choices(SENDING_SERVICES),
    )
    .option('--consumer <account...>', 'accounts that send with it');
}

/** Prints the policy, and what else there is to know. */
export async function run(input: GrantPolicyInput, io: Io): Promise<ExitCode> {
  const services = [...new Set(input.service)];
  const accounts = [...new Set(input.consumer)];
  const resource = resourceOf(input.resource);
  if (services.length + accounts.length === 0)
    throw new Stop(
      EXIT.badInput,
      'nobody to let in: name --service sns or pinpoint, --consumer ACCOUNT or both',
    );
  const stranger = accounts.find((account) => !/^\d{12}$/.test(account));
  if (stranger !== undefined)
    throw new Stop(EXIT.badInput, `--consumer takes account ids of twelve digits; there is ${stranger}`);
  const refused = refusal(resource, services, accounts);
  if (refused) throw new Stop(EXIT.forbidden, refused);

  const policy = policyFor(resource, services, accounts);
  const notes = notesOf(resource);
  io.out(JSON.stringify(input.json ? { policy, notes } : policy, null, 2));
  if (!input.json) for (const note of notes) io.err(note);
  return EXIT.fine;
}

function resourceOf(arn: string): SmsResource {
  const resource = smsResource(arn);
  if (resource) return resource;
  const example = 'arn:aws:sms-voice:us-east-1:111122223333:sender-id/ACME/GB';
  throw new Stop(
    EXIT.badInput,
    `--resource takes the ARN of an SMS resource, such as ${example}; there is ${arn}`,
  );
}

function notesOf({ type, arn }: SmsResource): readonly string[] {
  const pool =
    'Every number and sender ID in the pool needs such a policy too: sharing the pool does not share them.';
  return [
    ...(type === 'pool' ? [pool] : []),
    'It takes the place of the policy that is there, with all its statements. See what that says first:',
    `  aws pinpoint-sms-voice-v2 get-resource-policy --resource-arn ${arn}`,
  ];
}
