import { OUTSIDER } from '../test/support/builders.ts';
import { sdkHands } from '../test/support/hands.ts';
import { runCloud } from '../test/support/running-cloud.ts';
import type { Row } from './row.ts';

interface Call {
  readonly service: string;
  readonly operation: string;
  readonly role?: string | null;
  readonly status: number;
}

/**
 * Calls that the deployed functions make from the event of a forbidden share to its removal, and after it until all is
 * quiet, counted in the local cloud's own log.
 */
export async function violationCost(): Promise<readonly Row[]> {
  const cloud = await runCloud('--no-story');
  try {
    const operator = sdkHands(cloud.endpoint);
    const number = await operator.requestNumber();
    await cloud.idle();
    const before = (await cloud.get<readonly Call[]>('calls')).length;
    await operator.share('bench', [number.arn], [OUTSIDER]);
    await cloud.idle();
    const calls = (await cloud.get<readonly Call[]>('calls')).slice(before);
    const ours = calls.filter(({ role, service }) => role && service === 'ram');
    const removal = ours.findIndex(({ operation }) => operation === 'DisassociateResourceShare');
    if (removal < 0) throw new Error('the outsider was not removed');
    const removals = ours.filter(({ operation }) => operation === 'DisassociateResourceShare').length;
    return [
      { what: 'RAM calls from the event to the removal', value: removal + 1, unit: 'calls', bound: 4 },
      { what: 'RAM calls that remove', value: removals, unit: 'calls', bound: 1 },
      { what: 'RAM calls after it: verify, pools', value: ours.length - removal - 1, unit: 'calls' },
      { what: 'all calls of all functions', value: calls.filter(({ role }) => role).length, unit: 'calls' },
    ];
  } finally {
    await cloud.stop();
  }
}
