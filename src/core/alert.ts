import type { Finding, News } from './finding.ts';
import type { Removal } from './removal.ts';

/** What a channel makes its message of. `removal`: what was done about a forbidden consumer. */
export interface Alert {
  readonly finding: Finding;
  readonly news: News;
  readonly removal?: Removal | undefined;
}
