/** `2026-11-02 10:00:00 UTC` */
export const utcText = (time: string): string => `${time.slice(0, 10)} ${time.slice(11, 19)} UTC`;

/** How long ago, or ahead, in the largest unit that fits: `3 min ago`, `in 2 days`. @param now milliseconds since 1970. */
export function relativeText(time: string, now: number): string {
  const seconds = Math.round((now - Date.parse(time)) / 1000);
  if (Number.isNaN(seconds)) return '';
  if (Math.abs(seconds) < 2) return 'now';
  const text = lengthText(Math.abs(seconds));
  return seconds > 0 ? `${text} ago` : `in ${text}`;
}

/** `0.4 s`, `12 s`, `3 min`, `5 h`, `2 days`. */
export function lengthText(seconds: number): string {
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`;
  const [size, unit] = UNITS.find(([size]) => seconds >= size) ?? [1, 's'];
  const count = Math.floor(seconds / size);
  return `${count} ${unit}${unit === 'day' && count !== 1 ? 's' : ''}`;
}

const UNITS = [
  [86_400, 'day'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const;
