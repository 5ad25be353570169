import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Grant } from '../../../src/core/grant.ts';
import { policyGrants } from '../../../src/core/resource-policy/policy-grants.ts';
import { restored, type Taken } from '../../../src/core/resource-policy/restored.ts';
import { remediated } from '../../../src/core/resource-policy/without-consumers.ts';
import { ALLOWED, aResource, OUTSIDER, OWNER, SANDBOX, SNS } from '../../support/builders.ts';
import { POLICIES, type PolicyCase, REQUESTS } from '../../support/policy-documents.ts';
import { aDeny, aDocument, anAllow } from '../../support/policy-statements.ts';
import { allowedBy, type Request } from '../../support/reference-policy.ts';
import { runs } from '../../support/runs.ts';

const NUMBER = aResource();
const PINPOINT = 'pinpoint.amazonaws.com';
type Statement = Readonly<Record<string, unknown>>;

const to = (AWS: string | readonly string[], more: Statement = {}) =>
  anAllow({ Principal: { AWS }, ...more });
const forService = (Service: string | readonly string[], more: Statement = {}) =>
  anAllow({ Principal: { Service }, ...more });
const OWN_SOURCE = { Condition: { StringEquals: { 'aws:SourceAccount': OWNER } } };
const outsider: Taken = { removed: { principal: OUTSIDER } };

/** What is put back into a policy of these statements, by its statements; or why it is not. */
function putBack(
  before: readonly Statement[],
  now: readonly Statement[] | undefined,
  taken: Taken = outsider,
): unknown {
  const document = now && aDocument(...now);
  const answer = restored(
    NUMBER,
    { document: aDocument(...before), ramDocuments: [] },
    { document, ramDocuments: [] },
    taken,
  );
  if (!answer.ok) return answer.reason;
  return answer.isThere ? 'is there' : JSON.parse(answer.document).Statement;
}

describe('a consumer that was taken out of a policy', () => {
  it.each<[string, readonly Statement[], readonly Statement[] | undefined, readonly Statement[]]>([
    [
      'that nobody has changed since comes back as it was',
      [to(ALLOWED), to([OUTSIDER, SANDBOX]), to('*')],
      [to(ALLOWED), to([SANDBOX]), to('*')],
      [to(ALLOWED), to([OUTSIDER, SANDBOX]), to('*')],
    ],
    ['that had nothing else comes back as it was', [to(OUTSIDER)], undefined, [to(OUTSIDER)]],
    [
      'comes back into its statement, beside what was added since',
      [to([OUTSIDER, ALLOWED], { Sid: 'Campaign' })],
      [to(SANDBOX), to([ALLOWED], { Sid: 'Campaign' })],
      [to(SANDBOX), to([OUTSIDER, ALLOWED], { Sid: 'Campaign' })],
    ],
    [
      'comes back alone where its statement was changed since',
      [to([OUTSIDER, ALLOWED], { Sid: 'Campaign' })],
      [to([ALLOWED, SANDBOX], { Sid: 'Campaign' })],
      [to([ALLOWED, SANDBOX], { Sid: 'Campaign' }), to([OUTSIDER], { Sid: 'Campaign2' })],
    ],
    [
      'comes back alone where another was taken out with it',
      [to([OUTSIDER, SANDBOX, ALLOWED])],
      [to([ALLOWED])],
      [to([ALLOWED]), to([OUTSIDER])],
    ],
    [
      'comes back alone where the other has gone with it',
      [to([OUTSIDER, SANDBOX])],
      undefined,
      [to([OUTSIDER])],
    ],
    [
      'comes back as a statement with its Sid, where that is free',
      [to(OUTSIDER, { Sid: 'Campaign' }), to(ALLOWED)],
      [to(SANDBOX)],
      [to(SANDBOX), to(OUTSIDER, { Sid: 'Campaign' })],
    ],
    [
      'comes back with the values of the conditions that name it, and no others',
      [anAllow({ Condition: { StringEquals: { 'aws:PrincipalAccount': [OUTSIDER, ALLOWED] } } })],
      [anAllow({ Condition: { StringEquals: { 'aws:PrincipalAccount': [SANDBOX] } } })],
      [
        anAllow({ Condition: { StringEquals: { 'aws:PrincipalAccount': [SANDBOX] } } }),
        anAllow({ Condition: { StringEquals: { 'aws:PrincipalAccount': [OUTSIDER] } } }),
      ],
    ],
    [
      'comes back also when a Deny was added that is not about it',
      [to(OUTSIDER)],
      [aDeny({ Principal: { AWS: SANDBOX } }), aDeny({ Action: 's3:*' })],
      [aDeny({ Principal: { AWS: SANDBOX } }), aDeny({ Action: 's3:*' }), to(OUTSIDER)],
    ],
  ])('%s', (_, before, now, after) => {
    expect(putBack(before, now)).toEqual(after);
  });

  it.each<[string, readonly Statement[], string]>([
    ['by the same statement', [to(SANDBOX), to([OUTSIDER, ALLOWED])], 'is there'],
    ['by a statement of its own', [to([ALLOWED]), to([OUTSIDER])], 'is there'],
    [
      'with something else',
      [to([ALLOWED]), to(OUTSIDER, { Action: 'sms-voice:*' })],
      "statement 2 of today's policy gives it something already",
    ],
  ])('is not put back where it is there %s', (_, now, answer) => {
    expect(putBack([to([OUTSIDER, ALLOWED])], now)).toBe(answer);
  });

  it.each<[string, Statement]>([
    ['everyone', aDeny()],
    ['the consumer', aDeny({ Principal: { AWS: `arn:aws:iam::${OUTSIDER}:role/any` } })],
    ['all but some', aDeny({ Principal: undefined, NotPrincipal: { AWS: ALLOWED } })],
    ['a part of the requests', aDeny({ Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
  ])('is not put back beside a new Deny of %s', (_, deny) => {
    const answer = 'the Deny of statement 2 was added since, so it would not be given what it had';
    expect(putBack([to([OUTSIDER, ALLOWED])], [to([ALLOWED]), deny])).toBe(answer);
  });

  it('is not put back where a Deny that kept it within bounds is gone', () => {
    const answer = 'the Deny of statement 1 is gone since, so it would not be given what it had';
    expect(putBack([aDeny({ Action: 'sms-voice:*' }), to([OUTSIDER, ALLOWED])], [to([SANDBOX])])).toBe(
      answer,
    );
  });

  it('is not put back into what can’t be read', () => {
    const before = { document: aDocument(to(OUTSIDER)), ramDocuments: [] };
    expect(restored(NUMBER, before, { document: '{}', ramDocuments: [] }, outsider)).toEqual({
      ok: false,
      reason: "today's policy can't be read: the policy has no Statement",
    });
    const now = { document: aDocument(to(ALLOWED)), ramDocuments: [] };
    expect(restored(NUMBER, { document: '[]', ramDocuments: [] }, now, outsider)).toMatchObject({
      ok: false,
    });
  });

  it('is not put back where the policy gave it nothing', () => {
    expect(putBack([to(ALLOWED)], [to(SANDBOX)])).toBe('the policy as it was before gave it nothing');
  });

  it('leaves alone what RAM has written, then and now', () => {
    const ram = to([OUTSIDER, ALLOWED], { Action: 'sms-voice:*' });
    const byRam = { ramDocuments: [aDocument(ram)] };
    const before = { document: aDocument(ram, to([OUTSIDER, SANDBOX])), ...byRam };
    const own = { document: aDocument(to(ALLOWED)), ramDocuments: [] };
    const without = restored(NUMBER, before, own, outsider);
    expect(without).toEqual({ ok: true, document: aDocument(to(ALLOWED), to([OUTSIDER])), isThere: false });
    const looksLeft = to([SANDBOX]);
    const withRams = restored(
      NUMBER,
      before,
      { document: aDocument(looksLeft, to(ALLOWED)), ramDocuments: [aDocument(looksLeft)] },
      outsider,
    );
    expect(withRams).toMatchObject({ document: aDocument(looksLeft, to(ALLOWED), to([OUTSIDER])) });
  });
});

describe('a service that was bound to the owner', () => {
  const sns: Taken = { bound: SNS };
  it.each<[string, readonly Statement[], readonly Statement[], unknown]>([
    ['as it was', [forService(SNS)], [forService(SNS, OWN_SOURCE)], [forService(SNS)]],
    [
      'beside what was added since',
      [forService(SNS)],
      [to(ALLOWED), forService(SNS, OWN_SOURCE)],
      [to(ALLOWED), forService(SNS)],
    ],
    [
      'where another service was bound with it',
      [forService([SNS, PINPOINT], { Sid: 'Services' })],
      [forService([SNS, PINPOINT], { Sid: 'Services', ...OWN_SOURCE })],
      [forService([PINPOINT], { Sid: 'Services', ...OWN_SOURCE }), forService([SNS], { Sid: 'Services2' })],
    ],
    ['that is there', [forService(SNS)], [forService(SNS), to(ALLOWED)], 'is there'],
    [
      'where the condition was changed',
      [forService(SNS)],
      [forService(SNS, { Condition: { StringEquals: { 'aws:SourceAccount': ALLOWED } } })],
      'the condition on its source no longer stands as it was written',
    ],
    [
      'where the statement is gone',
      [forService(SNS)],
      [to(ALLOWED)],
      'the condition on its source no longer stands as it was written',
    ],
    [
      'where it is open by another statement',
      [forService(SNS)],
      [forService(SNS, { Action: 'sms-voice:*', Sid: 'Open' })],
      "Open of today's policy gives it something already",
    ],
  ])('is put back %s', (_, before, now, after) => {
    expect(putBack(before, now, sns)).toEqual(after);
  });
});

/** A policy, one of those that it lets in, and the edits that somebody made once that one was taken out. */
const HISTORIES = fc.record({
  before: POLICIES,
  pick: fc.nat(),
  others: POLICIES,
  dropped: fc.nat({ max: 7 }),
  added: fc.nat({ max: 7 }),
});
type History = typeof HISTORIES extends fc.Arbitrary<infer Made> ? Made : never;

describe('any policy', () => {
  it('is the same in meaning once what was taken is put back, also beside what was added for others', () => {
    const elsewhere = { Effect: 'Allow', Principal: { AWS: OWNER }, Action: 's3:*', Sid: 'Elsewhere' };
    property(({ before, taken }) => {
      const left = edited(before, taken);
      expect(restoredIn(before, left, taken)).toMatchObject({ document: before.document });
      const now = { ...before, document: documentOf([...statementsOf(left), elsewhere]) };
      const answer = restoredIn(before, now, taken);
      if (!answer.ok) throw new Error(answer.reason);
      expect(REQUESTS.filter(allowedBy(answer.document))).toEqual(
        REQUESTS.filter(allowedBy(before.document)),
      );
    });
  });

  it('gives back what was taken and nobody anything else, whatever was changed since', () => {
    let restorations = 0;
    property(({ before, taken, history: { others, dropped, added } }) => {
      const left = edited(before, taken);
      const kept = statementsOf(left).filter((_, index) => ((dropped >> index) & 1) === 0);
      const more = statementsOf(others).filter((_, index) => ((added >> index) & 1) === 1);
      const now = { ...before, document: documentOf([...more, ...kept]) };
      const answer = restoredIn(before, now, taken);
      if (!answer.ok || answer.isThere) return;
      restorations += 1;
      const [was, isLeft, isNow, isBack] = [before, left, now, answer].map(({ document }) =>
        allowedBy(document),
      );
      const lost = REQUESTS.filter((each) => isNow?.(each) && !isBack?.(each));
      const missing = REQUESTS.filter((each) => was?.(each) && !isLeft?.(each) && !isBack?.(each));
      const gained = REQUESTS.filter((each) => !isNow?.(each) && isBack?.(each));
      expect({
        lost,
        missing,
        stray: gained.filter((each) => !was?.(each) || !isMeant(each, before, taken)),
      }).toEqual({
        lost: [],
        missing: [],
        stray: [],
      });
      expect(restoredIn(before, { ...now, document: answer.document }, taken)).toMatchObject({
        isThere: true,
      });
    });
    expect(restorations).toBeGreaterThan(20);
  });
});

function property(check: (given: { before: PolicyCase; taken: Taken; history: History }) => void): void {
  const holds = fc.property(HISTORIES, (history) => {
    const { before, pick } = history;
    const all = takenFrom(before);
    const taken = all[pick % Math.max(1, all.length)];
    if (taken && edited(before, taken).document !== before.document) check({ before, taken, history });
  });
  fc.assert(holds, runs(300));
}

function grantsOf({ document, ramDocuments }: PolicyCase): readonly Grant[] {
  const read = policyGrants({ resource: NUMBER, document, ramDocuments });
  if (!read.ok) throw new Error(read.reason);
  return read.grants;
}

function takenFrom(policy: PolicyCase): readonly Taken[] {
  return grantsOf(policy).flatMap(
    ({ consumer: { principal }, via: { through }, source }): readonly Taken[] => [
      { removed: { principal, ...(through !== undefined && { through }) } },
      ...(source === 'open' ? [{ bound: principal }] : []),
    ],
  );
}

function edited(policy: PolicyCase, taken: Taken): PolicyCase {
  const edits =
    'removed' in taken
      ? { remove: [taken.removed], bindToOwner: [] }
      : { remove: [], bindToOwner: [taken.bound] };
  const document = remediated({ resource: NUMBER, ...policy }, edits);
  return { ...policy, document: document ?? documentOf([]) };
}

const restoredIn = (before: PolicyCase, now: PolicyCase, taken: Taken) =>
  restored(
    NUMBER,
    before,
    { ...now, document: statementsOf(now).length === 0 ? undefined : now.document },
    taken,
  );

const documentOf = (Statement: readonly Statement[]): string => JSON.stringify({ Statement });

function statementsOf({ document }: PolicyCase): readonly Statement[] {
  const { Statement } = JSON.parse(document);
  return Array.isArray(Statement) ? Statement : [Statement];
}

/** Is it a request of the one that was taken out or bound, or of somebody within? */
function isMeant({ asker }: Request, before: PolicyCase, taken: Taken): boolean {
  if (asker === 'anonymous') return 'removed' in taken && taken.removed.principal === '*';
  const named = 'removed' in taken ? taken.removed : { principal: taken.bound, through: undefined };
  if (named.principal === '*') return true;
  if ('service' in asker) return [named.principal, named.through].includes(asker.service);
  return grantsOf(before).some(
    ({ consumer, via }) =>
      consumer.principal === named.principal &&
      via.through === named.through &&
      (consumer.kind === 'account'
        ? consumer.id === asker.account
        : (asker.path ?? '').includes(consumer.id)),
  );
}
