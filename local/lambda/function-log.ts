/** One line that a function, or Lambda about it, has written. */
export interface LogLine {
  /** ISO 8601, UTC, of the virtual clock. */
  readonly time: string;
  readonly functionName: string;
  readonly requestId?: string | undefined;
  /** `platform`: Lambda's own START, END and REPORT lines, and what went wrong. */
  readonly stream: 'stdout' | 'stderr' | 'platform';
  readonly text: string;
}

export interface FunctionLogs {
  write(line: Omit<LogLine, 'time'>): void;
  /** The last lines of one function, oldest first; without a name those of all. */
  lines(functionName?: string): readonly LogLine[];
}

/** Keeps the last `capacity` lines of each function. A listener that throws is the caller's own bug. */
export function functionLogs(
  now: () => number,
  listener: (line: LogLine) => void = () => {},
  capacity = 1000,
): FunctionLogs {
  const rings = new Map<string, LogLine[]>();
  return {
    write(line) {
      const whole = { time: new Date(now()).toISOString(), ...line };
      const ring = rings.get(line.functionName) ?? [];
      ring.push(whole);
      if (ring.length > capacity) ring.shift();
      rings.set(line.functionName, ring);
      listener(whole);
    },
    lines(functionName) {
      if (functionName !== undefined) return [...(rings.get(functionName) ?? [])];
      return [...rings.values()].flat().sort((a, b) => a.time.localeCompare(b.time));
    },
  };
}

/** Cuts a stream of chunks into lines; `end` gives back what no line break has closed. */
export function lineSplitter(onLine: (text: string) => void) {
  const decoder = new TextDecoder();
  let rest = '';
  return {
    push(chunk: Uint8Array) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    },
    end() {
      const last = rest + decoder.decode();
      rest = '';
      if (last) onLine(last);
    },
  };
}
