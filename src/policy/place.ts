import { type Document, isAlias, isMap, isNode, isPair, isScalar, isSeq, type Node, type Pair } from 'yaml';

/** Where a value stands: keys and positions in lists, from the top. */
export type Path = readonly PropertyKey[];

/** The node of the value at the path, with aliases followed. `undefined`: nothing stands there. */
function nodeAt(document: Document, path: Path): Node | undefined {
  return path.reduce<Node | undefined>((node, key) => {
    const here = node && resolved(document, node);
    if (isSeq(here)) return nodeOf(here.items[Number(key)]);
    return nodeOf(pairAt(here, key)?.value);
  }, nodeOf(document.contents));
}

/** Where the value stands in the text, or the nearest thing around it. */
export function offsetOf(document: Document, path: Path): number {
  const node = nodeAt(document, path);
  if (node?.range && (!isScalar(node) || node.range[1] > node.range[0])) return node.range[0];
  return path.length > 0 ? keyOffset(document, path) : 0;
}

/** Where its key stands; for a key that is missing, where the map does that lacks it. */
export function keyOffset(document: Document, path: Path): number {
  const around = path.slice(0, -1);
  const map = nodeAt(document, around);
  const pair = pairAt(map && resolved(document, map), path.at(-1));
  const key = nodeOf(pair?.key);
  return key?.range?.[0] ?? offsetOf(document, around);
}

/** A scalar as it is written, without its quotes: `012345678901` for what YAML reads as a number. */
export function writtenAt(document: Document, path: Path): string | undefined {
  const node = nodeAt(document, path);
  const scalar = node && resolved(document, node);
  return isScalar(scalar) ? scalar.source : undefined;
}

function resolved(document: Document, node: Node): Node | undefined {
  return isAlias(node) ? node.resolve(document) : node;
}

function pairAt(node: unknown, key: PropertyKey | undefined): Pair | undefined {
  if (!isMap(node)) return undefined;
  return node.items.find(
    (pair) => isPair(pair) && isScalar(pair.key) && String(pair.key.value) === String(key),
  );
}

const nodeOf = (value: unknown): Node | undefined => (isNode(value) ? value : undefined);
