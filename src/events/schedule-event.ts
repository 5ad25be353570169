import type { Reading } from '../core/reading.ts';
import { envelopeOf } from './envelope.ts';

/** Reads what wakes `on-schedule`: a rule that fires by the clock. However often it has fired, it asks for one thing. Never throws. */
export function readScheduleEvent(message: unknown): Reading<'schedule'> {
  const read = envelopeOf(message);
  if ('malformed' in read) return read;
  const { source, detailType } = read.envelope;
  if (source === 'aws.events' && detailType === 'Scheduled Event') return { subject: 'schedule' };
  return { ignored: `an event of ${source}, ${detailType}` };
}
