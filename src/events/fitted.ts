import type { FindingEvent } from './finding-event.ts';

/** In bytes of JSON: with its envelope it is taken by every target of EventBridge, and by SNS with its attributes. */
const MOST_BYTES = 240_000;
/** In characters: names and reasons of AWS are far shorter. */
export const LONGEST_TEXT = 2000;
/** How long its lists may be: the first of these that fits. */
const LENGTHS = [Number.POSITIVE_INFINITY, 1000, 300, 100, 30, 10, 3];
/** What is cut means nothing: these are told whole. */
const WHOLE = ['key', 'id', 'undo'];

/** The event as AWS takes it: texts well-formed and cut, lists as long as they fit, with how much of which was left out. */
export function fitted(event: FindingEvent): FindingEvent {
  const said = shortened(event) as FindingEvent; // the same members: only texts are others
  const isFit = (each: FindingEvent) => bytesOf(each) <= MOST_BYTES;
  return LENGTHS.map((length) => listsCut(said, length)).find(isFit) ?? listsCut(said, 1);
}

function listsCut(event: FindingEvent, length: number): FindingEvent {
  const omitted: Record<string, number> = {};
  const first = <Entry>(name: string, entries: Entry[]): Entry[] => {
    const left = Math.max(0, entries.length - length);
    if (left > 0) omitted[name] = (omitted[name] ?? 0) + left;
    return entries.slice(0, length);
  };
  const { policy } = event;
  return {
    ...event,
    policy: policy && { ...policy, statements: first('policy.statements', policy.statements) },
    resources: first('resources', event.resources),
    verdicts: first('verdicts', event.verdicts),
    missing: first('missing', event.missing).map(({ consumer, members }) => ({
      consumer,
      members: first('missing.members', members),
    })),
    added: first('added', event.added),
    concerned: first('concerned', event.concerned),
    decisions: first('decisions', event.decisions),
    omitted,
  };
}

/** The texts of a policy may hold halves of characters, which EventBridge would not take. */
function shortened(value: unknown, name = ''): unknown {
  if (typeof value === 'string') {
    const isLong = value.length > LONGEST_TEXT && !WHOLE.includes(name);
    return (isLong ? `${value.slice(0, LONGEST_TEXT - 1)}…` : value).toWellFormed();
  }
  if (Array.isArray(value)) return value.map((each) => shortened(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shortened(each, key)]));
}

const bytesOf = (event: FindingEvent): number => new TextEncoder().encode(JSON.stringify(event)).length;
