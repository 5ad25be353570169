import { type DayTest, monthDayTest, numbersOf, weekDayTest } from './cron-fields.ts';
import type { Schedule } from './schedule.ts';

/**
 * AWS's cron: minutes, hours, day of month, month, day of week, year; UTC. One of the two days is `?`.
 * Source: EventBridge User Guide, "Cron expressions reference".
 *
 * @returns `undefined` for what is none.
 */
export function cronSchedule(text: string): Schedule | undefined {
  const fields = text.trim().split(/\s+/);
  const [minuteText = '', hourText = '', monthDay = '', monthText = '', weekDay = '', yearText = ''] = fields;
  if (fields.length !== 6 || (monthDay === '?') === (weekDay === '?')) return undefined;
  const minutes = numbersOf(minuteText, { least: 0, most: 59 });
  const hours = numbersOf(hourText, { least: 0, most: 23 });
  const months = numbersOf(monthText, { least: 1, most: 12, names: MONTHS });
  const years = numbersOf(yearText, { least: 1970, most: 2199 });
  const day = weekDay === '?' ? monthDayTest(monthDay) : weekDayTest(weekDay);
  if (!minutes || !hours || !months || !years || !day) return undefined;
  return { next: (afterMs) => nextTime(afterMs, { minutes, hours, months, years, day }) };
}

interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: readonly number[];
  readonly years: readonly number[];
  readonly day: DayTest;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

function nextTime(afterMs: number, { minutes, hours, months, years, day }: Cron): number | undefined {
  const firstYear = new Date(afterMs).getUTCFullYear();
  for (const year of years.filter((each) => each >= firstYear)) {
    for (const month of months) {
      const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
      if (Date.UTC(year, month, 1) <= afterMs) continue;
      for (let date = 1; date <= days; date += 1) {
        if (Date.UTC(year, month - 1, date + 1) <= afterMs || !day({ year, month, date, days })) continue;
        const times = hours.flatMap((hour) =>
          minutes.map((minute) => Date.UTC(year, month - 1, date, hour, minute)),
        );
        const next = times.find((time) => time > afterMs);
        if (next !== undefined) return next;
      }
    }
  }
  return undefined;
}
