import type { InProcessHandler } from '../../local/wire/index.ts';

/** What happens at one of the calls that processes make: they are counted together, from 1. */
export type Fate = Death | { readonly at: number; readonly interrupted: true };
export interface Death {
  readonly at: number;
  readonly dies: 'before' | 'after';
}

/** The calls that processes have made, and what happens to them on the way. */
export interface Calls {
  readonly made: readonly string[];
  /** Has come what was to come? */
  hasStruck(): boolean;
  /** Does this before the call that the fate says. */
  onInterruption(happens: () => Promise<void>): void;
  process(name: string): Process;
}

/** A process that lives from one invocation to the next, unless it dies. */
export interface Process {
  /** A new life: what has died makes calls again. */
  begin(): void;
  isDead(): boolean;
  call<T>(what: string, send: () => Promise<T>): Promise<T>;
  through(handler: InProcessHandler): InProcessHandler;
}

/** From its death on nothing that a process does reaches the world, and it hears of nothing. */
export function fated(fate?: Fate): Calls {
  const made: string[] = [];
  let hasStruck = false;
  let interruption = async () => {};

  function process(name: string): Process {
    let isDead = false;
    const die = () => {
      isDead = true;
      throw new Error('the process is dead');
    };
    const alive: Process = {
      begin() {
        isDead = false;
      },
      isDead: () => isDead,
      async call(what, send) {
        if (isDead) die();
        made.push(`${name} ${what}`);
        const strikes = made.length === fate?.at;
        hasStruck ||= strikes;
        if (strikes && 'interrupted' in fate) await interruption();
        if (strikes && 'dies' in fate && fate.dies === 'before') die();
        const answer = await send();
        if (strikes && 'dies' in fate) die();
        return isDead ? (die() as never) : answer;
      },
      through: (handler) => ({
        ...handler,
        handle: (request) => alive.call(operationOf(request), () => handler.handle(request)),
      }),
    };
    return alive;
  }

  return {
    made,
    hasStruck: () => hasStruck,
    onInterruption(happens) {
      interruption = happens;
    },
    process,
  };
}

type SdkRequest = Parameters<InProcessHandler['handle']>[0];

/** `PutItem`; of RAM its path: `/getresourceshares`. */
const operationOf = ({ headers, path }: SdkRequest): string =>
  (headers['x-amz-target'] ?? headers['X-Amz-Target'])?.split('.').at(-1) ?? path.slice(1);

/** Does the call only read? Those of which that is not known do not. */
export const isRead = (call: string): boolean => /^\S+ (get|list|describe|query)/i.test(call);
