import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LambdaFunction } from './function.ts';
import { lineSplitter } from './function-log.ts';

export interface FunctionProcess {
  isAlive(): boolean;
  kill(): void;
  /** How it ended, in Lambda's words, when it has and all it printed is read. */
  readonly ended: Promise<string>;
}

/**
 * Starts our runtime for a function in a process of its own, with this environment and no other. It leaves when this
 * process does: by its standard input closing, and by being killed where this process can still do so.
 */
export function startProcess(
  { memoryMb, taskRoot }: LambdaFunction,
  environment: Readonly<Record<string, string>>,
  onLine: (stream: 'stdout' | 'stderr', text: string) => void,
): FunctionProcess {
  const { promise: ended, resolve } = Promise.withResolvers<string>();
  let isAlive = true;
  // Node's heap gets what Lambda's own runtime gives it of the function's memory.
  const limits = [
    `--max-old-space-size=${Math.floor(memoryMb * 0.9)}`,
    `--max-semi-space-size=${Math.max(1, Math.floor(memoryMb * 0.05))}`,
  ];
  const child = spawn(process.execPath, [...limits, BOOTSTRAP], {
    cwd: taskRoot,
    env: { ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  children.add(child);
  // A child that dies closes its pipe under us; its end tells what there is to tell.
  child.stdin.on('error', () => {});
  for (const stream of ['stdout', 'stderr'] as const) {
    const lines = lineSplitter((text) => onLine(stream, text));
    child[stream].on('data', (chunk: Uint8Array) => lines.push(chunk)).on('end', lines.end);
  }
  function end(how: string) {
    isAlive = false;
    children.delete(child);
    resolve(how);
  }
  child.once('error', ({ message }) => end(`Runtime did not start: ${message}`));
  child.once('exit', () => {
    isAlive = false;
  });
  child.once('close', (code, signal) => end(`Runtime exited ${exitText(code, signal)}`));
  return { isAlive: () => isAlive, kill: () => child.kill('SIGKILL'), ended };
}

const BOOTSTRAP = fileURLToPath(new URL('./bootstrap.ts', import.meta.url));

/** Processes that must not outlive this one, should it leave without killing them. */
const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

function exitText(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal === 'SIGKILL') return 'with error: signal: killed';
  if (signal === 'SIGABRT') return 'with error: signal: aborted';
  if (signal) return `with error: signal: ${signal}`;
  return code === 0 ? 'without providing a reason' : `with error: exit status ${code}`;
}
