import { bundle } from '../infra/bundle.ts';
import type { Row } from './row.ts';

/** A cold start reads the whole bundle: what each function weighs, without its source map. */
export async function bundleSizes(): Promise<readonly Row[]> {
  const bundles = await bundle();
  return bundles.map(({ name, bytes }) => ({
    what: `bundle of ${name}`,
    value: Math.ceil(bytes / 1024),
    unit: 'KB',
    bound: 500,
  }));
}
