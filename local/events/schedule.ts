import { AwsError } from '../aws-error.ts';
import { cronSchedule } from './cron.ts';

/** When a rule fires by itself. */
export interface Schedule {
  /** The next time after `afterMs`, milliseconds since 1970, UTC. `undefined`: never again. */
  next(afterMs: number): number | undefined;
}

/**
 * Reads `rate(5 minutes)` or `cron(0 18 ? * MON-FRI *)`. A rate counts from the moment it is asked after.
 *
 * @throws AwsError ValidationException.
 */
export function schedule(expression: string): Schedule {
  const [, kind, inside = ''] = /^(rate|cron)\((.*)\)$/.exec(expression) ?? [];
  const read = kind === 'rate' ? rate(inside) : kind === 'cron' ? cronSchedule(inside) : undefined;
  if (!read) throw new AwsError('ValidationException', 'Parameter ScheduleExpression is not valid.');
  return read;
}

/** One minute, but five minutes: EventBridge insists on the grammar. */
function rate(text: string): Schedule | undefined {
  const [, digits = '', unit = '', plural] = /^(\d+) (minute|hour|day)(s)?$/.exec(text) ?? [];
  const count = Number(digits);
  const unitMs = UNITS_MS[unit];
  if (!unitMs || count === 0 || (count === 1) !== (plural === undefined)) return undefined;
  return { next: (afterMs) => afterMs + count * unitMs };
}

const UNITS_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
