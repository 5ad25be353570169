import { describe, expect, it } from 'vitest';
import { readScheduleEvent } from '../../src/events/schedule-event.ts';
import { anEvent } from './messages.ts';

describe('a message for on-schedule', () => {
  it('asks for sweeps when a rule fired by the clock', () => {
    const event = anEvent({ source: 'aws.events', 'detail-type': 'Scheduled Event' });
    expect(readScheduleEvent(event)).toEqual({ subject: 'schedule' });
  });

  it('of another kind is ignored', () => {
    expect(readScheduleEvent(anEvent())).toEqual({
      ignored: 'an event of aws.ram, AWS API Call via CloudTrail',
    });
  });

  it.each([[null], ['x'], [{}]])('that is %j makes no sense', (message) => {
    expect(readScheduleEvent(message)).toHaveProperty('malformed');
  });
});
