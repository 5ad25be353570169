import { canonical } from '../canonical.ts';
import type { RawStatement, Statement } from './policy-document.ts';
import { readPolicy } from './policy-document.ts';

/** A policy as it is shown. */
export interface ResourcePolicy {
  readonly text: string;
  readonly createdAt: Date;
}

/** The policies on resources: what was put by hand, and what RAM writes for its shares (facts 5.8, 6.4). */
export interface Policies {
  /** What was put by hand. */
  own(arn: string): ResourcePolicy | undefined;
  /** Own statements, then RAM's where `withRam`. Own text is shown as put when RAM adds nothing. */
  shown(arn: string, withRam: boolean): ResourcePolicy | undefined;
  /** Statements put by hand. RAM's grants are RAM's to tell. */
  statementsOn(arn: string): readonly Statement[];
  /**
   * Puts a policy and checks it. Statements that equal those RAM has on the resource stay RAM's: somebody who
   * writes back what was read must not make them permanent.
   */
  put(arn: string, text: string, now: Date): void;
  remove(arn: string): void;
  /** @returns whether anything is different now. */
  setRamStatements(arn: string, statements: readonly RawStatement[], now: Date): boolean;
  /** Forgets all about a resource that is gone. */
  forget(arn: string): void;
}

type Own = ResourcePolicy & { readonly statements: readonly Statement[] };
type Rams = { readonly statements: readonly RawStatement[]; readonly createdAt: Date };

export function createPolicies(): Policies {
  const own = new Map<string, Own>();
  const ram = new Map<string, Rams>();

  /** Both together, for as long as neither changes: policies are read far more often than written. */
  const merged = new Map<string, ResourcePolicy>();

  const shown = (arn: string, withRam: boolean): ResourcePolicy | undefined => {
    const mine = own.get(arn);
    const rams = withRam ? ram.get(arn) : undefined;
    if (!rams) return mine;
    const policy = merged.get(arn) ?? merge(mine, rams);
    merged.set(arn, policy);
    return policy;
  };
  const merge = (mine: Own | undefined, rams: Rams): ResourcePolicy => {
    const before = mine ? JSON.parse(mine.text) : { Version: '2012-10-17' };
    const Statement = [...(mine?.statements ?? []).map(({ source }) => source), ...rams.statements];
    return { text: JSON.stringify({ ...before, Statement }), createdAt: mine?.createdAt ?? rams.createdAt };
  };

  return {
    own: (arn) => own.get(arn),
    shown,
    statementsOn: (arn) => own.get(arn)?.statements ?? [],
    put: (arn, text, now) => {
      const read = readPolicy(text);
      merged.delete(arn);
      const rams = new Set(ram.get(arn)?.statements.map(canonical));
      const statements = read.filter(({ source }) => !rams.has(canonical(source)));
      if (statements.length === 0) return void own.delete(arn);
      const sources = statements.map(({ source }) => source);
      const isWhole = statements.length === read.length;
      const kept = isWhole ? text : JSON.stringify({ ...JSON.parse(text), Statement: sources });
      own.set(arn, { text: kept, statements, createdAt: now });
    },
    remove: (arn) => {
      merged.delete(arn);
      own.delete(arn);
    },
    setRamStatements: (arn, statements, now) => {
      const before = canonical(ram.get(arn)?.statements ?? []);
      if (before === canonical(statements)) return false;
      merged.delete(arn);
      if (statements.length === 0) ram.delete(arn);
      else ram.set(arn, { statements, createdAt: now });
      return true;
    },
    forget: (arn) => {
      merged.delete(arn);
      own.delete(arn);
      ram.delete(arn);
    },
  };
}
