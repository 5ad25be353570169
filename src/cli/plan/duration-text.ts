/** `4 minutes 36 seconds`. */
export function durationText(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  const minutes = Math.floor(whole / 60);
  const parts = [counted(minutes, 'minute'), counted(whole % 60, 'second')];
  return parts.filter((part) => !part.startsWith('0 ')).join(' ');
}

/** `1 pool`, `2 pools`. */
export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
