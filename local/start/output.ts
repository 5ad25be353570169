/** Plain lines for people; colour only where a terminal shows it. */
export interface Output {
  /** A heading with an empty line before it. */
  title(text: string): void;
  /** A sentence or two, wrapped and indented. */
  say(text: string): void;
  /** Aligned pairs of name and value. */
  facts(pairs: readonly (readonly [name: string, value: string])[]): void;
  /** Lines to be copied, or quoted as they are. */
  quote(text: string): void;
  good(text: string): void;
  bad(text: string): void;
}

export interface OutputOptions {
  readonly write: (text: string) => void;
  readonly colour: boolean;
}

export function output({ write, colour }: OutputOptions): Output {
  const paint = (code: number) => (text: string) => (colour ? `\x1b[${code}m${text}\x1b[0m` : text);
  const [bold, dim, red, green, cyan] = [paint(1), paint(2), paint(31), paint(32), paint(36)];
  const line = (text: string) => write(`${text}\n`);
  return {
    title: (text) => line(`\n${bold(text)}`),
    say(text) {
      for (const each of wrapped(text, LINE - INDENT.length)) line(`${INDENT}${each}`);
    },
    facts(pairs) {
      const width = Math.max(...pairs.map(([name]) => name.length));
      for (const [name, value] of pairs) line(`${INDENT}${dim(name.padEnd(width))}  ${printable(value)}`);
    },
    quote(text) {
      for (const each of text.split('\n')) line(`${INDENT}${cyan('|')} ${printable(each)}`);
    },
    good: (text) => line(`${INDENT}${green('ok')}  ${printable(text)}`),
    bad: (text) => line(`${INDENT}${red('!!')}  ${printable(text)}`),
  };
}

/** Output to a stream: in colour when it is a terminal and NO_COLOR is not set. */
export function outputTo(stream: NodeJS.WriteStream, noColor: string | undefined): Output {
  return output({ write: (text) => stream.write(text), colour: stream.isTTY === true && !noColor });
}

const INDENT = '   ';
const LINE = 100;

/** What comes from the cloud must not steer the terminal. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return text.replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '�');
}

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.trim().split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}
