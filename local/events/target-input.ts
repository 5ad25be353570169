import { AwsError } from '../aws-error.ts';
import type { BusEvent } from '../world.ts';
import type { InputTransformer, Rule, Target } from './bus.ts';
import { jsonPath } from './json-path.ts';

/** What a target gets of an event: all of it, a part (InputPath), a constant (Input), or a template filled in. */
export function inputOf({ Input, InputPath, InputTransformer }: Target, event: BusEvent, rule: Rule): string {
  if (Input !== undefined) return Input;
  if (InputTransformer) return filledIn(InputTransformer, event, rule);
  if (InputPath !== undefined) return JSON.stringify(pathOf(InputPath)(event) ?? {});
  return JSON.stringify(event);
}

/** @throws AwsError ValidationException for what EventBridge refuses when the target is put. */
export function checkInput({ Input, InputPath, InputTransformer, Id }: Target): void {
  const ways = [Input, InputPath, InputTransformer].filter((way) => way !== undefined);
  if (ways.length > 1) {
    throw invalid(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`);
  }
  if (Input !== undefined) checkJson(Input, `JSON syntax error in input for target ${Id}`);
  if (InputPath !== undefined) pathOf(InputPath);
  for (const path of Object.values(InputTransformer?.InputPathsMap ?? {})) pathOf(path);
}

function filledIn(
  { InputPathsMap = {}, InputTemplate = '' }: InputTransformer,
  event: BusEvent,
  rule: Rule,
): string {
  const values: ReadonlyMap<string, unknown> = new Map([
    ...Object.entries(InputPathsMap).map(([name, path]) => [name, pathOf(path)(event)] as const),
    ['aws.events.rule-arn', rule.arn],
    ['aws.events.rule-name', rule.name],
    ['aws.events.event.ingestion-time', event.time],
    ['aws.events.event', event],
    ['aws.events.event.json', event],
  ]);
  return InputTemplate.replace(PLACEHOLDER, (_, name: string, offset: number) =>
    isInsideText(InputTemplate, offset) ? inText(values.get(name)) : JSON.stringify(values.get(name) ?? ''),
  );
}

const PLACEHOLDER = /<([\w.-]+)>/g;

/** An odd number of quotes before it: the placeholder stands inside of a JSON string. */
function isInsideText(template: string, offset: number): boolean {
  const quotes = template.slice(0, offset).match(/(?<!\\)"/g) ?? [];
  return quotes.length % 2 === 1;
}

/** What no path finds is left out. */
function inText(value: unknown): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return JSON.stringify(text).slice(1, -1);
}

function pathOf(text: string): (value: unknown) => unknown {
  const path = jsonPath(text);
  if (!path) throw invalid(`Invalid JSONPath provided: ${text}`);
  return path;
}

function checkJson(text: string, message: string): void {
  try {
    JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw invalid(message);
    throw error;
  }
}

const invalid = (message: string) => new AwsError('ValidationException', message);
