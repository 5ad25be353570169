import { readPolicy } from './read-policy.ts';
import { handWritten, type PolicyOn, textOf } from './standing-claims.ts';
import { documentOf } from './without-consumers.ts';

/**
 * The document without what RAM has withdrawn since `before` was read. Who writes a policy whole brings back what RAM
 * takes out between their read and their write, and from then on it grants by itself. What was written by hand before,
 * or reads otherwise, stays.
 *
 * @returns The same text when there is nothing of it; `undefined` when no statement is left.
 */
export function withoutWithdrawn(now: PolicyOn, before: Omit<PolicyOn, 'resource'>): string | undefined {
  const [read, was] = [now.document, before.document].map(readPolicy);
  if (!read?.ok || !was?.ok) return now.document;
  const own = [...handWritten(was.policy.statements, before.ramDocuments)].map(textOf);
  const ofRam = before.ramDocuments
    .map(readPolicy)
    .flatMap((ram) => (ram.ok ? ram.policy.statements.map(textOf) : []));
  const taken = (texts: string[], text: string): boolean => {
    const at = texts.indexOf(text);
    if (at >= 0) texts.splice(at, 1);
    return at >= 0;
  };
  const unexplained = handWritten(read.policy.statements, now.ramDocuments);
  const left = read.policy.statements.filter(
    (each) => !unexplained.has(each) || taken(own, textOf(each)) || !taken(ofRam, textOf(each)),
  );
  if (left.length === read.policy.statements.length) return now.document;
  return documentOf(
    read.policy,
    left.map(({ json }) => json),
  );
}
