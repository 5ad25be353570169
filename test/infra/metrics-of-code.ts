import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const runtime = join(import.meta.dirname, '../../src/runtime');
const source = readdirSync(runtime).map((file) => readFileSync(join(runtime, file), 'utf8'));

/** The names of the metrics that the functions count, as their code has them. */
export const metricsOfCode: readonly string[] = [
  ...new Set(
    source.flatMap((text) =>
      [...text.matchAll(/\b(?:count|measure|addMetric)\(\s*'(\w+)'/g)].map(([, name = '']) => name),
    ),
  ),
];

/** SQS delays a message no longer. */
export const MOST_DELAY_SECONDS = 900;
