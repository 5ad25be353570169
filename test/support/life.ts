import type { InProcessHandler } from '../../local/wire/index.ts';

/** Where a process dies: at its n-th call, before the call goes out or after it came through, its answer unheard. */
export interface Death {
  readonly at: number;
  readonly when: 'before' | 'after';
}

/** A process that dies, as its SDK clients see it. */
export interface Life {
  through(handler: InProcessHandler): InProcessHandler;
  isOver(): boolean;
}

/** From its death on nothing that the process does reaches the world. */
export function lifeUntil({ at, when }: Death): Life {
  let calls = 0;
  let isOver = false;
  const dead = () => new Error('the process is dead');
  return {
    through: (handler) => ({
      ...handler,
      async handle(request) {
        if (isOver) throw dead();
        calls += 1;
        if (calls < at) return handler.handle(request);
        isOver = true;
        if (when === 'after') await handler.handle(request);
        throw dead();
      },
    }),
    isOver: () => isOver,
  };
}
