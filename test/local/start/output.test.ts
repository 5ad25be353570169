import { describe, expect, it } from 'vitest';
import { output } from '../../../local/start/output.ts';

function given(colour = false) {
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  return { tell: output({ write, colour }), text: () => text };
}

describe('the output for people', () => {
  it('is plain where there is no terminal', () => {
    const { tell, text } = given();
    tell.title('One');
    tell.say('A sentence.');
    tell.facts([
      ['pool', 'pool-1'],
      ['opt-out list', 'stops'],
    ]);
    tell.quote('first\nsecond');
    tell.good('done');
    tell.bad('not done');
    expect(text()).toBe(`
One
   A sentence.
   pool          pool-1
   opt-out list  stops
   | first
   | second
   ok  done
   !!  not done
`);
  });

  it('is coloured on a terminal', () => {
    const { tell, text } = given(true);
    tell.good('done');
    expect(text()).toBe('   \x1b[32mok\x1b[0m  done\n');
  });

  it('breaks long text between words, within a hundred columns', () => {
    const { tell, text } = given();
    tell.say('word '.repeat(60));
    const lines = text().trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(2);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(text()).not.toMatch(/ $/m);
  });

  it('lets nothing from the cloud steer the terminal', () => {
    const { tell, text } = given();
    tell.quote('a name\x1b[2J with\x07 \x9b31m control characters\r');
    expect(text()).toBe('   | a name�[2J with� �31m control characters�\n');
  });

  it('has no facts to align when there are none', () => {
    const { tell, text } = given();
    tell.facts([]);
    expect(text()).toBe('');
  });
});
