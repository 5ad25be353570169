import { expect } from 'vitest';
import { type Death, fated, isRead } from '../support/fate.ts';
import { guardrailsIn } from './guardrails.ts';
import { inProcess } from './in-process.ts';
import { tell, worldOf } from './stage.ts';
import type { Story } from './story.ts';

/** Of a long story only so many calls at its beginning and its end are deadly: those between are the same again and again. */
const [FIRST, LAST] = [40, 25];

/** Tells the story with nobody dying. @returns the calls of all functions. */
async function toldWell(story: Story): Promise<readonly string[]> {
  const calls = fated();
  await using stage = await inProcess(guardrailsIn('enforce'), calls);
  for (const ending of await tell([story], stage)) expect(await worldOf(ending, stage)).toEqual(ending);
  return calls.made;
}

/**
 * Tells the story once for each call that the functions make but those that tell people, and has the function die after
 * it; before it, too, where the call writes. The queue brings the messages of the dead again, and the world ends the same.
 *
 * @returns how often somebody died.
 */
export async function dieAtEveryCall(story: Story): Promise<number> {
  const calls = await toldWell(story);
  let deaths = 0;
  for (const [index, call] of calls.entries()) {
    if (story.isLong && index >= FIRST && index < calls.length - LAST) continue;
    // How people are told is the same in all stories: slack.test.ts has on-finding die at each of its calls.
    if (call.startsWith('on-finding')) continue;
    for (const dies of isRead(call) ? (['after'] as const) : (['before', 'after'] as const)) {
      await toldWithDeath(story, { at: index + 1, dies }, calls);
      deaths += 1;
    }
  }
  return deaths;
}

async function toldWithDeath(story: Story, fate: Death, made: readonly string[]): Promise<void> {
  const calls = fated(fate);
  await using stage = await inProcess(guardrailsIn('enforce'), calls);
  const [ending] = await tell([story], stage);
  if (!ending) throw new Error('a story without an end');
  const where = `${story.title}: ${JSON.stringify(fate)}, ${made[fate.at - 1]}`;
  expect(calls.hasStruck(), where).toBe(true);
  const { messages, ...world } = await worldOf(ending, stage);
  const { messages: expected, ...rest } = ending;
  // What one call would have changed may take one for each removal.
  const { changes, ...others } = world;
  const { changes: expectedChanges, removals } = rest;
  expect({ ...others, changes: [...new Set(changes)] }, where).toEqual({
    ...rest,
    changes: [...new Set(expectedChanges)],
  });
  expect(changes.length, where).toBeLessThanOrEqual(Object.values(removals).flat().length);
  for (const [word, count] of Object.entries(expected)) {
    const told = messages[word] ?? 0;
    expect(told, `${where}: messages with ${word}`).toBeGreaterThanOrEqual(count);
    expect(told, `${where}: messages with ${word}`).toBeLessThanOrEqual(
      isUnnoted(made, fate) ? 2 * count : count,
    );
  }
}

/**
 * Did Slack take a message, perhaps, without anybody living to note it? It is told again then rather than never. The news
 * of one batch is told side by side.
 */
export function isUnnoted(made: readonly string[], { at, dies }: Death): boolean {
  const lately = made.slice(Math.max(0, at - 12), dies === 'after' ? at : at - 1);
  return lately.some((call) => call.endsWith(' Slack'));
}
