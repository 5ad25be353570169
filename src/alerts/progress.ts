import type { Alert } from '../core/alert.ts';
import { remedyOf } from '../core/finding.ts';

/**
 * How far it has come with what is to be done about a finding. `planned`: it is on record, and no answer is. `over`: a
 * read has shown that it is done.
 */
export type Progress = 'observed' | 'refused' | 'planned' | 'waiting' | 'done' | 'over';

/** As far as it is known when it is told. `undefined`: nothing is to be done, this is only told. */
export function progressOf({ finding, removal }: Alert): Progress | undefined {
  const remedy = remedyOf(finding.body);
  if (!remedy) return undefined;
  if (finding.resolution?.startsWith('removed')) return 'over';
  if (remedy.action === 'observe') return 'observed';
  if (remedy.action === 'refuse') return 'refused';
  switch (removal?.status) {
    case undefined:
    case 'planned':
      return 'planned';
    case 'requested':
    case 'done':
    case 'undone':
      return 'done';
    case 'waiting':
    case 'refused':
      return removal.status;
  }
}
