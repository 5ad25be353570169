import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RemovalStatus } from '../../src/core/removal.ts';
import { undoCommand } from '../../src/core/undo-command.ts';
import { HOSTILE } from '../alerts/hostile.ts';

describe('the command that undoes a removal', () => {
  it.each<[RemovalStatus, boolean]>([
    ['planned', false],
    ['waiting', false],
    ['requested', true],
    ['done', true],
    ['refused', false],
    ['undone', false],
  ])('is there for one that is %s: %s', (status, isThere) => {
    expect(undoCommand({ id: 'an id', status }) !== undefined).toBe(isThere);
  });

  it('hands its id to the shell as one word', () => {
    const ids = [...HOSTILE, "it's $(id) `id` \\ \"x\" 'y'"].filter((id) => !/[\0\ud800]/.test(id));
    const commands = ids.map((id) => undoCommand({ id, status: 'done' }));
    const script = `npx() { printf '%s\\0' "$3"; }\n${commands.join('\n')}`;
    expect(execFileSync('bash', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)).toEqual(ids);
  });

  it('leaves nothing unquoted', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        const command = undoCommand({ id, status: 'done' }) ?? '';
        const word = command.slice('npx sharewarden undo '.length, command.indexOf(' --until YYYY'));
        expect(word.replace(/'[^']*'|\\'/g, '')).toBe('');
      }),
    );
  });
});
