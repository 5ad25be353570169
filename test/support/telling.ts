import { dynamoFindings } from '../../src/aws/dynamo-findings.ts';
import { dynamoLedger } from '../../src/aws/dynamo-ledger.ts';
import { dynamoMessages } from '../../src/aws/dynamo-messages.ts';
import { dynamoOutbox } from '../../src/aws/dynamo-outbox.ts';
import type { Waking } from '../../src/core/digest.ts';
import { type FindingDraft, type News, newsOf } from '../../src/core/finding.ts';
import { type TellPorts, tell } from '../../src/flows/tell.ts';
import type { Findings, Flushes, Ledger } from '../../src/ports.ts';
import { documentClientOf, memoryTable } from '../simulation/memory-table.ts';
import { NOW } from './builders.ts';

/** What happens at one of the calls to the table or the queue, counted from 1: who makes it dies before or after it. */
export interface TellingDeath {
  readonly at: number;
  readonly when: 'before' | 'after';
}

/** What on-finding has around it: a table, its own queue, and a clock that moves by hand. */
export interface Telling {
  now(): number;
  advance(seconds: number): void;
  /** @param death of the process whose ports they are. */
  ports(channels: TellPorts['channels'], death?: TellingDeath): TellPorts;
  readonly findings: Findings;
  readonly ledger: Ledger;
  /** Opens it. @returns what there is to tell of it. */
  open(draft: FindingDraft): Promise<readonly News[]>;
  /** Runs as on-finding does for one batch. @returns what came of each. */
  run(ports: TellPorts, ...wakings: readonly Waking[]): Promise<readonly unknown[]>;
  /** Seconds by which the flushes were delayed that were asked for. */
  readonly asked: readonly number[];
  /** What its own queue brings, until it is empty. */
  rest(ports: TellPorts): Promise<void>;
}

export function telling(digestSeconds = 60): Telling {
  const table = memoryTable();
  let now = Date.parse(NOW);
  const asked: number[] = [];
  let flushes: { readonly at: number; readonly flush: Parameters<Flushes['ask']>[0] }[] = [];
  const clock = { now: () => new Date(now).toISOString() };

  function lifeUntil(death: TellingDeath | undefined) {
    let made = 0;
    let isDead = false;
    return async <Answer>(call: () => Answer | Promise<Answer>): Promise<Answer> => {
      made += 1;
      const strikes = made === death?.at;
      if (isDead || (strikes && death?.when === 'before')) {
        isDead = true;
        throw new Error('the process is dead');
      }
      const answer = await call();
      if (!strikes) return answer;
      isDead = true;
      throw new Error('the process is dead');
    };
  }
  function ports(channels: TellPorts['channels'], death?: TellingDeath): TellPorts {
    const make = lifeUntil(death);
    const documents = documentClientOf((command) => make(() => table.answer(command)));
    return {
      findings: dynamoFindings(documents, 'table'),
      ledger: dynamoLedger(documents, 'table'),
      outbox: dynamoOutbox(documents, 'table'),
      messages: dynamoMessages(documents, 'table'),
      flushes: {
        ask: (flush, seconds) =>
          make(() => {
            asked.push(seconds);
            flushes.push({ at: now + seconds * 1000, flush });
          }),
      },
      channels: channels.map((channel) => ({
        ...channel,
        tell: (place, digest) => make(() => channel.tell(place, digest)),
      })),
      clock,
      wait: async (ms) => {
        now += ms;
      },
      digestSeconds,
    };
  }
  const documents = documentClientOf(async (command) => table.answer(command));
  const [findings, ledger] = [dynamoFindings(documents, 'table'), dynamoLedger(documents, 'table')];
  const run: Telling['run'] = async (telling, ...wakings) => {
    const outcomeOf = await tell(wakings, new Date(now + 30_000).toISOString(), telling);
    return wakings.map((each) => outcomeOf(each));
  };
  return {
    now: () => now,
    advance(seconds) {
      now += seconds * 1000;
    },
    ports,
    findings,
    ledger,
    async open(draft) {
      return newsOf(await findings.open(draft, clock.now()), clock.now());
    },
    run,
    asked,
    async rest(telling) {
      for (let rounds = 0; flushes.length > 0; rounds += 1) {
        if (rounds > 500) throw new Error('it asks for flushes for ever');
        now = Math.max(now, Math.min(...flushes.map(({ at }) => at)));
        const due = flushes.filter(({ at }) => at <= now);
        flushes = flushes.filter(({ at }) => at > now);
        await run(telling, ...due);
      }
    },
  };
}
