/** What is known of an invocation that has ended. `initMs` only for the first in its process. */
export interface InvocationReport {
  readonly requestId: string;
  readonly durationMs: number;
  readonly memoryMb: number;
  readonly maxRssKb?: number | undefined;
  readonly initMs?: number | undefined;
}

/** The line that Lambda closes an invocation's log with. */
export function reportLine({ requestId, durationMs, memoryMb, maxRssKb, initMs }: InvocationReport): string {
  const parts = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(durationMs + (initMs ?? 0))} ms`,
    `Memory Size: ${memoryMb} MB`,
    ...(maxRssKb === undefined ? [] : [`Max Memory Used: ${Math.ceil(maxRssKb / 1024)} MB`]),
    ...(initMs === undefined ? [] : [`Init Duration: ${initMs.toFixed(2)} ms`]),
  ];
  return parts.join('\t');
}
