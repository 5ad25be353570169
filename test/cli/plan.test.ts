import { describe, expect, it } from 'vitest';
import { EXAMPLE_UNITS } from '../../local/organizations/index.ts';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { ALLOWED, OUTSIDER, OWNER, SANDBOX } from '../support/builders.ts';
import { anAccount } from './account.ts';

const GUARDRAILS = `
organization: o-exampleorgid
mode: enforce
guardrails:
  - id: inside-only
    allow: [{ organization: true }, { service: sns.amazonaws.com }]
  - id: no-sandbox
    deny: [{ ou: ${EXAMPLE_UNITS.sandbox} }]
`;

interface PlanRow {
  readonly action: string;
  readonly found: string;
  readonly resource?: string;
  readonly consumer?: string;
  readonly reason: string;
  readonly decision?: string;
  readonly [more: string]: unknown;
}
const rowsIn = (out: string): readonly PlanRow[] => JSON.parse(out).rows;

describe('an account with nothing in it', () => {
  it('has nothing to do', async () => {
    const { run } = await anAccount();
    const { code, out, err } = await run(['plan'], GUARDRAILS);
    expect(code).toBe(EXIT.fine);
    expect(out).toBe('0 to change, 0 to tell, 0 to keep');
    expect(err).toContain(`Account ${OWNER} in us-east-1`);
  });
});

describe('an account that shares in every way', () => {
  it('x', async () => {
    const account = await anAccount();
    const number = await account.requestNumber();
    await account.share('summer', [number.arn], [OUTSIDER, ALLOWED, SANDBOX]);
    await account.advance(1);
    const { code, out, err, calls, seconds } = await account.run(['plan'], GUARDRAILS);
    console.log(code, out, err, seconds, calls.map((c) => `${c.time} ${c.operation} ${c.status}`).join('\n'));
    const e = await account.run(['explain', number.id, OUTSIDER], GUARDRAILS);
    console.log(e.code, e.out, e.err, e.calls.map((c) => `${c.time} ${c.operation} ${c.status}`).join('\n'));
    const e2 = await account.run(['explain', number.id, '*'], GUARDRAILS);
    console.log(e2.code, e2.out, e2.err);
  });
});
