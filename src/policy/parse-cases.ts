import type { z } from 'zod';
import type { Verdict } from '../core/evaluate.ts';
import type { Place } from '../core/organization.ts';
import type { SmsResource } from '../core/resource.ts';
import { casesAstray } from './contradictions/cases.ts';
import { offsetOf } from './place.ts';
import type { Position, Problem } from './problem.ts';
import { readFile } from './read-file.ts';
import { caseFile } from './sections/cases.ts';

/** What the guardrails shall say of one grant, and where the file asks for it. */
export interface GuardrailCase extends Position {
  readonly name?: string | undefined;
  readonly given: {
    /** With its tags: none, where the case says nothing of them. */
    readonly resource: SmsResource;
    /** Account id, OU id, service name, `organization` for the one of the guardrails, or `*` for everyone. */
    readonly consumer: string;
    /** Of an account or OU. Its path holds the OUs that the case names, and no root. Absent: nobody can say. */
    readonly place?: Place | undefined;
    readonly via: 'share' | 'policy';
    /** The day to look at it, ISO 8601 date, UTC. Absent: any that the caller has. */
    readonly on?: string | undefined;
  };
  readonly expect: Verdict['decision'];
  /** What shall decide: the id of a guardrail, or a setting. */
  readonly by?: string | undefined;
}

export type ParsedCases =
  | { readonly ok: true; readonly cases: readonly GuardrailCase[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads the file of cases beside a guardrail file. Never throws: what is wrong is told all at once, in the order of the
 * file, each with its place and what is taken there.
 *
 * @param fileName as problems shall name it.
 */
export function parseCases(text: string, fileName: string): ParsedCases {
  const read = readFile(text, fileName, caseFile, casesAstray);
  if (!read.ok) return read;
  const { document, positionAt } = read.file;
  const cases = read.value.cases.map(({ given, ...rest }, index) => ({
    ...rest,
    ...positionAt(offsetOf(document, ['cases', index])),
    given: givenBy(given),
  }));
  return { ok: true, cases };
}

type Written = z.output<typeof caseFile>['cases'][number]['given'];

function givenBy({
  resource,
  tags,
  consumer,
  in: where,
  suspended,
  via,
  on,
}: Written): GuardrailCase['given'] {
  return {
    resource: { ...resource, tags },
    consumer,
    via,
    ...(where !== undefined && { place: placeOf(where, suspended) }),
    ...(on !== undefined && { on }),
  };
}

function placeOf(where: NonNullable<Written['in']>, isInactive: true | undefined): Place {
  if (where === 'outside') return { status: 'outside' };
  if (where === 'unknown') return { status: 'unknown', reason: 'the case has the directory not answer' };
  const path = where === 'organization' ? [] : [where].flat();
  return { status: 'inside', path, ...(isInactive && { isInactive }) };
}
