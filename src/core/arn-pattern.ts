/**
 * Does the ARN match the pattern, in which `*` stands for any characters, also none?
 *
 * Takes at most as many steps as the pattern has characters times those of the ARN, whatever both hold: after a `*`, the
 * first place where the next part fits is as good as any later one.
 */
export function matchesArn(pattern: string, arn: string): boolean {
  const [start = '', ...parts] = pattern.split('*');
  const end = parts.pop();
  if (end === undefined) return pattern === arn;
  if (!arn.startsWith(start) || arn.length < start.length + end.length || !arn.endsWith(end)) return false;
  let from = start.length;
  for (const part of parts) {
    const at = arn.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return from <= arn.length - end.length;
}
