import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { undoCommand, waiveCommands } from '../../src/core/commands.ts';
import type { RemovalStatus } from '../../src/core/removal.ts';
import { anAlert, forbidden, uncovered } from '../alerts/alerts.ts';
import { HOSTILE } from '../alerts/hostile.ts';
import { aRemoval, aVerdict, NUMBER, OUTSIDER, POOL } from '../support/builders.ts';

describe('the command that undoes a removal', () => {
  it.each<[RemovalStatus, boolean]>([
    ['planned', false],
    ['waiting', false],
    ['requested', true],
    ['done', true],
    ['refused', false],
    ['undone', false],
  ])('is there for one that is %s: %s', (status, isThere) => {
    expect(undoCommand(aRemoval({ status })) !== undefined).toBe(isThere);
  });

  it('hands its id to the shell as one word', () => {
    const ids = [...HOSTILE, "it's $(id) `id` \\ \"x\" 'y'"].filter((id) => !/[\0\ud800]/.test(id));
    const commands = ids.map((id) => undoCommand(aRemoval({ id, status: 'done' })));
    const script = `npx() { printf '%s\\0' "$3"; }\n${commands.join('\n')}`;
    expect(execFileSync('bash', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)).toEqual(ids);
  });

  it('leaves nothing unquoted', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        const command = undoCommand(aRemoval({ id, status: 'done' })) ?? '';
        const word = command.slice('npx sharewarden undo '.length, command.indexOf(' --until '));
        expect(word.replace(/'[^']*'|\\'/g, '')).toMatch(/^[\w@%+=:,./-]*$/);
      }),
    );
  });
});

describe('the commands that waive a finding', () => {
  it('name each resource that the consumer is forbidden once, until a month later', () => {
    const verdicts = [aVerdict(), aVerdict({ guardrail: 'another' }), aVerdict({ resource: POOL })];
    const alert = anAlert({ body: forbidden({ action: 'observe' }, { verdicts }) });
    expect(waiveCommands(alert)).toEqual(
      [NUMBER, POOL].map((arn) => `npx sharewarden waive ${arn} ${OUTSIDER} --until 2026-12-02 --reason "…"`),
    );
  });

  it('are none of what is in order, or names no consumer', () => {
    const resolved = anAlert({ body: forbidden(), change: 'resolved', finding: { status: 'resolved' } });
    expect([resolved, anAlert({ body: uncovered([]) })].flatMap(waiveCommands)).toEqual([]);
  });
});
