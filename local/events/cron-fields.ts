/** A day, and how many its month has. `month` and `date` count from 1. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly date: number;
  readonly days: number;
}
export type DayTest = (day: Day) => boolean;

interface Range {
  readonly least: number;
  readonly most: number;
  /** Names of the values from `least` on. */
  readonly names?: readonly string[];
}

/** The values of a field such as `1,5-9,20/10` or `MON-FRI`, in order. `undefined`: it can't be read. */
export function numbersOf(text: string, range: Range): readonly number[] | undefined {
  const parts = text.split(',').map((part) => numbersOfPart(part, range));
  const numbers = parts.flatMap((part) => part ?? []);
  return parts.includes(undefined) ? undefined : [...new Set(numbers)].sort((one, other) => one - other);
}

/** Day of month: also `L`, the last, and `15W`, the weekday nearest to the 15th in its month. */
export function monthDayTest(text: string): DayTest | undefined {
  if (text === 'L') return ({ date, days }) => date === days;
  const [, near] = /^(\d{1,2})W$/.exec(text) ?? [];
  if (near !== undefined) {
    const wanted = Number(near);
    return wanted >= 1 && wanted <= 31 ? (day) => day.date === nearestWeekday(wanted, day) : undefined;
  }
  const dates = numbersOf(text, { least: 1, most: 31 });
  return dates && (({ date }) => dates.includes(date));
}

/** Day of week, 1 is Sunday: also `L`, Saturday; `6L`, the month's last Friday; `3#2`, its second Tuesday. */
export function weekDayTest(text: string): DayTest | undefined {
  const [, lastOf] = /^([1-7]|[A-Z]{3})L$/.exec(text) ?? [];
  const [, nthOf, nth] = /^([1-7]|[A-Z]{3})#([1-5])$/.exec(text) ?? [];
  const weekDays = numbersOf(lastOf ?? nthOf ?? (text === 'L' ? '7' : text), {
    least: 1,
    most: 7,
    names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
  });
  if (!weekDays) return undefined;
  return (day) =>
    weekDays.includes(weekDayOf(day, day.date)) &&
    (lastOf === undefined || day.date + 7 > day.days) &&
    (nth === undefined || Math.ceil(day.date / 7) === Number(nth));
}

function numbersOfPart(part: string, { least, most, names = [] }: Range): readonly number[] | undefined {
  const [, base = '', stepText] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
  const [fromText = '', toText, ...rest] = base === '*' ? [String(least), String(most)] : base.split('-');
  const numbered = (text: string) =>
    names.includes(text.toUpperCase()) ? names.indexOf(text.toUpperCase()) + least : numberOf(text);
  const from = numbered(fromText);
  const isSingle = toText === undefined && stepText === undefined;
  const to = isSingle ? from : toText === undefined ? most : numbered(toText);
  const step = Number(stepText ?? 1);
  const isWithin = from >= least && to <= most && from <= to && step >= 1 && rest.length === 0;
  if (!isWithin) return undefined;
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

const numberOf = (text: string): number => (/^\d{1,4}$/.test(text) ? Number(text) : Number.NaN);

const weekDayOf = ({ year, month }: Day, date: number): number =>
  new Date(Date.UTC(year, month - 1, date)).getUTCDay() + 1;

/** A Saturday gives way to the Friday before, a Sunday to the Monday after, but never into another month. */
function nearestWeekday(wanted: number, day: Day): number | undefined {
  if (wanted > day.days) return undefined;
  const weekDay = weekDayOf(day, wanted);
  if (weekDay === 7) return wanted === 1 ? 3 : wanted - 1;
  if (weekDay === 1) return wanted === day.days ? wanted - 2 : wanted + 1;
  return wanted;
}
