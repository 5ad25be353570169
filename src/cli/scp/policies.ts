import type { ServiceControlPolicy, Statement } from './statement.ts';

/** Characters that Organizations takes in a service control policy. */
export const LONGEST_POLICY = 5120;

/** The policy as it is printed, and counted. */
export const policyText = (policy: ServiceControlPolicy): string => JSON.stringify(policy, null, 2);

/**
 * As few policies as hold the statements in their order. `tooLong`: statements that fit into none, such as an allow list
 * of hundreds of accounts, which can't be divided: each part would deny the other.
 */
export function policiesOf(statements: readonly Statement[]): {
  readonly policies: readonly ServiceControlPolicy[];
  readonly tooLong: readonly Statement[];
} {
  const tooLong = statements.filter((each) => !fits(policy([each])));
  const full: Statement[][] = [];
  for (const statement of statements) {
    if (tooLong.includes(statement)) continue;
    const last = full.at(-1);
    if (last && fits(policy([...last, statement]))) last.push(statement);
    else full.push([statement]);
  }
  return { policies: full.map(policy), tooLong };
}

const policy = (Statement: readonly Statement[]): ServiceControlPolicy => ({
  Version: '2012-10-17',
  Statement,
});
const fits = (each: ServiceControlPolicy): boolean => policyText(each).length <= LONGEST_POLICY;
