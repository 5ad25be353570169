import { AwsError } from '../../local/aws-error.ts';

/** A call that a process is about to make, or whose answer it is about to hear. */
export interface Outgoing {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
}

/**
 * What becomes of one attempt. `lost`: it comes through, its answer does not. `late`: others go on before the answer is
 * heard. `dies-…`: the process ends before the call goes out, or after it came through.
 */
export type Fate = 'answered' | 'throttled' | 'failed' | 'lost' | 'late' | 'dies-before' | 'dies-after';

/** How AWS answers just now. */
export interface Mood {
  /** Seconds by which lists of RAM lag behind the writes. */
  readonly lagSeconds: number;
  /** The most that a page holds. */
  readonly pageSize: number;
  readonly mayReadDirectory: boolean;
}
export const GOOD_MOOD: Mood = { lagSeconds: 0, pageSize: 500, mayReadDirectory: true };

/** Where a process waits until somebody lets it go on. */
export interface Gate {
  readonly call: Outgoing;
  readonly isAnswer: boolean;
  readonly open: (fate: Fate, mood: Mood) => void;
}

/** A process of a function. From its death on nothing that it does reaches the world, and it never hears of it. */
export interface Process {
  readonly name: string;
  /** Milliseconds since 1970: when it is ended. */
  readonly endsAt: number;
  readonly gates: Gate[];
  /** Nothing holds it up, and nothing goes wrong. */
  isFree: boolean;
  isDead(): boolean;
  die(): void;
  /** The calls that came through, oldest first. */
  readonly trace: CallMark[];
  /** Makes a call as an SDK client does: what fails for the moment is tried again. @param attempts the most. */
  ask(call: Outgoing, perform: (mood: Mood) => object, attempts?: number): Promise<object>;
}
export interface CallMark {
  readonly operation: string;
  /** @throws what AWS refused. */
  readonly answer: () => object;
}

export function startProcess(name: string, endsAt: number): Process {
  let isOver = false;
  const process: Process = {
    name,
    endsAt,
    gates: [],
    isFree: false,
    trace: [],
    isDead: () => isOver,
    die() {
      isOver = true;
      process.gates.length = 0;
    },
    async ask(call, perform, attempts = 6) {
      for (let attempt = 1; ; attempt++) {
        const [fate, mood] = await through(call, false);
        try {
          if (fate === 'throttled') throw new AwsError('ThrottlingException', 'Rate exceeded');
          if (fate === 'failed') throw new AwsError('InternalServerException', 'try again');
          const answer = attempted(() => perform(mood));
          process.trace.push({ operation: call.operation, answer });
          if (fate === 'dies-after') await never(process);
          if (fate === 'lost') throw new AwsError('TimeoutError', 'no answer');
          if (fate === 'late') await through(call, true);
          return answer();
        } catch (error) {
          if (!isPassing(error) || attempt >= attempts) throw asSdkError(error, attempt);
        }
      }
    },
  };

  async function through(call: Outgoing, isAnswer: boolean): Promise<readonly [Fate, Mood]> {
    if (isOver) return never(process);
    if (process.isFree) return ['answered', GOOD_MOOD];
    const passed = await new Promise<readonly [Fate, Mood]>((resolve) => {
      const gate: Gate = {
        call,
        isAnswer,
        open(fate, mood) {
          process.gates.splice(process.gates.indexOf(gate), 1);
          resolve([fate, mood]);
        },
      };
      process.gates.push(gate);
    });
    return passed[0] === 'dies-before' ? never(process) : passed;
  }
  return process;
}

/** Nobody hears of a dead process any more. */
function never(process: Process): Promise<never> {
  process.die();
  return new Promise(() => {});
}

/** Does it now; what came of it is told later, also when it is an error. */
function attempted(perform: () => object): () => object {
  try {
    const answer = perform();
    return () => answer;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

const isPassing = (error: unknown): boolean =>
  error instanceof AwsError && /Throttling|InternalServer|Timeout/.test(error.code);

/** As the SDK throws it: named by its code, with the members of its shape. */
function asSdkError(error: unknown, attempts: number): Error {
  const metadata = { $metadata: { attempts } };
  if (!(error instanceof AwsError)) return Object.assign(error as Error, metadata);
  return Object.assign(new Error(error.message), error.fields, metadata, { name: error.code });
}
