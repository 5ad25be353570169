import { InvalidArgumentError, type Command as Parser } from 'commander';
import { smsResource, type Tags } from '../../core/resource.ts';
import type { PolicyOn } from '../../core/resource-policy/policy-grants.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type GuardrailsInput, guardrailsOption, readGuardrails } from '../guardrail-file.ts';
import type { Io } from '../io.ts';
import { jsonProblem } from '../json-problem.ts';
import { type PlacesInput, placesIn, placesOptions } from '../places.ts';
import { type JudgedGrant, judgedPolicy, mended } from '../policies/judged-policy.ts';
import { remediesText, rowOf, rowsText } from '../policies/policy-report.ts';
import { resourceOfPolicy } from '../policies/resource-of-policy.ts';
import { readFileFor } from '../read-file.ts';
import { Stop } from '../stop.ts';

export interface CheckPolicyInput extends GuardrailsInput, PlacesInput {
  readonly file: string;
  readonly resource?: string;
  readonly tag?: Tags;
  readonly fix?: true;
  readonly json?: true;
}

export function define(parser: Parser): void {
  parser
    .description(
      'Judge a resource policy before it is put: whom it lets in, and what the guardrails say of them.',
    )
    .argument('<file>', 'the policy document, as JSON')
    .option('--resource <arn>', 'the SMS resource that it is for, where its statements name none or several')
    .option('--tag <key=value>', 'a tag of the resource, where guardrails go by tags; may come again', addTag)
    .option('--fix', 'print the document with everything mended that is forbidden');
  guardrailsOption(parser);
  placesOptions(parser);
}

/** Prints a row for each grant, or, with `--fix`, the document mended. Ends by what is left when it is mended. */
export async function run(input: CheckPolicyInput, io: Io): Promise<ExitCode> {
  const document = await readFileFor(input.file, 'the policy document is a file', io);
  const problem = jsonProblem(document, input.file);
  if (problem) throw new Stop(EXIT.badInput, problem);
  const guardrails = await readGuardrails(input, io);
  const policy = policyOn(document, input);
  const judge = (each: string) => {
    const judged = judgedPolicy({ ...policy, document: each }, guardrails, placesIn(input), io.now());
    if (!judged.ok) throw new Stop(EXIT.badInput, `${input.file}: ${judged.reason}`);
    return judged.grants;
  };

  const grants = judge(document);
  const fixed = mended(policy, grants);
  const isMended = fixed !== document;
  if (input.json) {
    const rows = grants.map(rowOf);
    const change = isMended && { fixed: fixed === undefined ? null : JSON.parse(fixed) };
    io.out(JSON.stringify({ resource: policy.resource.arn, grants: rows, ...change }, null, 2));
  } else {
    const say = input.fix ? io.err : io.out;
    say(rowsText(grants, io));
    for (const line of remediesText(grants)) say(line);
    if (input.fix && fixed !== undefined)
      io.out(isMended ? JSON.stringify(JSON.parse(fixed), null, 2) : fixed);
    if (fixed === undefined) io.err('No statement is left: delete the policy, or do not put it.');
  }
  return exitCodeOf(input.fix ? (fixed === undefined ? [] : judge(fixed)) : grants);
}

function policyOn(document: string, { resource: arn, tag: tags, file }: CheckPolicyInput): PolicyOn {
  const resource = arn === undefined ? resourceOfPolicy(document) : smsResource(arn);
  if (resource) return { resource: { ...resource, tags }, document, ramDocuments: [] };
  if (arn !== undefined)
    throw new Stop(EXIT.badInput, `--resource takes the ARN of an SMS resource; there is ${arn}`);
  throw new Stop(EXIT.badInput, `${file} does not name one SMS resource: say which by --resource ARN`);
}

function exitCodeOf(grants: readonly JudgedGrant[]): ExitCode {
  const has = (decision: string) => grants.some(({ verdict }) => verdict.decision === decision);
  if (has('forbidden')) return EXIT.forbidden;
  return has('unknown') ? EXIT.unknown : EXIT.fine;
}

function addTag(text: string, before?: Tags): Tags {
  const [, key, value] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  if (key === undefined || value === undefined)
    throw new InvalidArgumentError('It takes such as environment=production.');
  return { ...before, [key]: value };
}
