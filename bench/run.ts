import { bundleSizes } from './bundle-sizes.ts';
import { decisions } from './decisions.ts';
import { planCost } from './plan-cost.ts';
import { stormCost } from './storm-cost.ts';
import { violationCost } from './violation-cost.ts';

/** `npm run bench`: what decisions, a violation and a plan cost and what is deployed, each figure with its bound. */
const rows = [
  ...(await decisions()),
  ...(await violationCost()),
  ...(await stormCost()),
  ...(await planCost()),
  ...(await bundleSizes()),
];
const width = Math.max(...rows.map(({ what }) => what.length));
for (const { what, value, bound, unit } of rows) {
  const verdict = bound === undefined ? '' : value <= bound ? `  within ${bound}` : `  ABOVE ${bound}`;
  console.log(`${what.padEnd(width)}  ${String(value).padStart(8)} ${unit}${verdict}`);
}
process.exitCode = rows.some(({ value, bound }) => bound !== undefined && value > bound) ? 1 : 0;
