import type { Alert } from '../core/alert.ts';

/** The first words of a message, all our own. */
export function headlineOf({ finding, news, removal }: Alert): string {
  const { body } = finding;
  if (news.change === 'resolved') return `Resolved: ${SUBJECTS[body.kind]}`;
  const change = news.change === 'changed' ? 'Changed: ' : '';
  if (body.kind === 'uncovered-pool') return `${change}pool shared without all that is in it`;
  if (body.kind === 'undecided-consumer') return `${change}nobody can say whether a consumer is allowed`;
  if (body.remedy.action === 'observe') return `${change}forbidden consumer would be removed`;
  const isRefused = body.remedy.action === 'refuse' || removal?.status === 'refused';
  if (finding.resolution?.startsWith('removed')) return `${change}forbidden consumer removed`;
  if (isRefused) return `${change}forbidden consumer not removed, a person is needed`;
  const isRemoved = removal?.status === 'requested' || removal?.status === 'done';
  return isRemoved ? `${change}forbidden consumer removed` : `${change}forbidden consumer, removal waits`;
}

const SUBJECTS = {
  'forbidden-consumer': 'forbidden consumer',
  'undecided-consumer': 'undecided consumer',
  'uncovered-pool': 'pool shared without all that is in it',
} as const;
