/** What JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [member: string]: Json;
}

/** No policy is nested deeper. What is would only exhaust the stack. */
const DEEPEST = 100;

/** @returns `undefined`: the text is not JSON, or nested so deep that it was made to do harm. */
export function parsedJson(text: string): Json | undefined {
  try {
    const json = JSON.parse(text) as Json; // JSON.parse makes nothing else
    return isDeeper(json, DEEPEST) ? undefined : json;
  } catch {
    return undefined;
  }
}

const isDeeper = (json: Json, depth: number): boolean =>
  typeof json === 'object' &&
  json !== null &&
  (depth === 0 || Object.values(json).some((each: Json) => isDeeper(each, depth - 1)));

export const isObject = (json: Json | undefined): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/** The same text for the same value: the order of members says nothing in JSON. */
export function canonical(json: Json): string {
  if (Array.isArray(json)) return `[${json.map(canonical).join()}]`;
  if (!isObject(json)) return JSON.stringify(json);
  const members = Object.keys(json).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(json[name] ?? null)}`).join()}}`;
}
