import { type Document, LineCounter, parseDocument, visit, type YAMLError } from 'yaml';
import { type Position, type Problem, positionsOf } from './problem.ts';

/** A YAML text as values, with the places of what they were read from. */
export interface YamlFile {
  readonly document: Document;
  readonly value: unknown;
  readonly positionAt: (offset: number) => Position;
  readonly problemAt: (offset: number, message: string) => Problem;
  /** What YAML itself finds wrong. */
  readonly problems: readonly Problem[];
  /** The problems leave no doubt of what the text says, so that the rest of it can be checked too. */
  readonly isLegible: boolean;
}

/** Reads YAML 1.2 (core schema: dates are text, `yes` and `no` are text). Never throws. */
export function readYaml(text: string, file: string): YamlFile {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, logLevel: 'error' });
  const positionAt = positionsOf(lineCounter);
  const problemAt = (offset: number, message: string) => ({ file, ...positionAt(offset), message });
  const places = { document, positionAt, problemAt };
  const found = [...document.errors, ...document.warnings];
  const problems = [
    ...found.map((error) => problemAt(error.pos[0], messageOf(error, text))),
    ...danglingAliases(document).map(({ offset, name }) =>
      problemAt(offset, `*${name} stands for nothing: no &${name} comes before it`),
    ),
  ];
  const isLegible = problems.length === found.length && found.every(({ code }) => code === 'DUPLICATE_KEY');
  if (!isLegible) return { ...places, value: undefined, problems, isLegible };
  try {
    return { ...places, value: document.toJS(), problems, isLegible };
  } catch (error) {
    // Aliases of aliases without end.
    const message = error instanceof Error ? lowerFirst(error.message) : String(error);
    return { ...places, value: undefined, problems: [problemAt(0, message)], isLegible: false };
  }
}

function danglingAliases(document: Document): readonly { offset: number; name: string }[] {
  const dangling: { offset: number; name: string }[] = [];
  visit(document, {
    Alias(_, alias) {
      if (!alias.resolve(document)) dangling.push({ offset: alias.range?.[0] ?? 0, name: alias.source });
    },
  });
  return dangling;
}

function messageOf({ code, message, pos }: YAMLError, text: string): string {
  if (code === 'DUPLICATE_KEY') {
    const [key = ''] = /^[^\s:]+/.exec(text.slice(pos[0])) ?? [];
    return `the key ${key} stands here for a second time`;
  }
  if (code === 'MULTIPLE_DOCS') return 'a second document begins here: the file is one document';
  if (code === 'BAD_ALIAS' && text[pos[0]] === '*') return 'a * that begins a text takes quotes, such as "*"';
  return lowerFirst(message);
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
