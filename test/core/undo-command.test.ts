import { describe, expect, it } from 'vitest';
import type { RemovalStatus } from '../../src/core/removal.ts';
import { removalCode } from '../../src/core/removal-code.ts';
import { undoCommand } from '../../src/core/undo-command.ts';
import { HOSTILE } from '../alerts/hostile.ts';
import { aStep, stepsTo } from '../support/builders.ts';

describe('the command that undoes a removal', () => {
  it.each<[RemovalStatus, boolean]>([
    ['planned', false],
    ['waiting', false],
    ['requested', true],
    ['done', true],
    ['refused', false],
    ['undone', false],
  ])('is there for one that is %s: %s', (status, isThere) => {
    const removal = { id: 'an id', status, steps: stepsTo(status, 'forbidden') };
    expect(undoCommand(removal) !== undefined).toBe(isThere);
  });

  it('is not there for one that was over before AWS was asked', () => {
    const steps = (['planned', 'waiting', 'done'] as const).map((status) => aStep(status));
    expect(undoCommand({ id: 'an id', status: 'done', steps })).toBeUndefined();
  });

  it('has nothing of what is in its id', () => {
    for (const id of HOSTILE)
      expect(undoCommand({ id, status: 'done', steps: stepsTo('done', id) })).toMatch(
        /^npx sharewarden undo [0-9a-f]{12} --until YYYY-MM-DD --reason "…"$/,
      );
  });
});

describe('the code of a removal', () => {
  // The published test vectors of FNV-1a are cbf29ce484222325, af63dc4c8601ec8c and 85944171f73967e8; these are they, mixed.
  it.each([
    ['', 'ecba3df2c3383c52'],
    ['a', 'ed8170de1919a24d'],
    ['foobar', '6916ce8b48d4bc55'],
  ])('of %o is %s', (id, code) => {
    expect(removalCode(id)).toBe(code);
  });

  it('begins differently for each occurrence', () => {
    const codes = Array.from({ length: 5000 }, (_, n) =>
      removalCode(`forbidden-consumer|share|${n}`).slice(0, 8),
    );
    expect(new Set(codes).size).toBeGreaterThan(4990);
  });
});
