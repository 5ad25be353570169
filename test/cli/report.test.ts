import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { REPORT_MARK } from '../../src/page/page-html.ts';
import { anAccount } from '../page/an-account.ts';
import { OUTSIDER, OWNER, SANDBOX } from '../support/builders.ts';

let account: Awaited<ReturnType<typeof anAccount>>;
beforeAll(async () => {
  account = await anAccount();
});
afterAll(() => account.service.stop());

describe('sharewarden report', () => {
  it('writes one file, and says what is on it', async () => {
    const { code, out, written } = await account.report(['--out', 'page.html']);
    expect(code).toBe(EXIT.fine);
    expect(out.split('\n')).toEqual([
      '7 resources, 3 consumers: 1 forbidden, 0 unknown, 6 gaps in pools.',
      'On record: 3 findings, 2 of them open; 1 removal; 1 waiver in force.',
      'Open page.html in a browser.',
    ]);
    expect([...written.keys()]).toEqual(['page.html']);
    expect(written.get('page.html')).toContain(REPORT_MARK);
  });

  it('writes over a report, and over nothing else', async () => {
    const written = new Map([['report.html', 'my notes']]);
    const refused = await account.report([], written);
    expect(refused.code).toBe(EXIT.badInput);
    expect(refused.err).toBe('report.html is there and is no report: --out FILE names another');
    expect(written.get('report.html')).toBe('my notes');
    written.set('report.html', `<!doctype html>${REPORT_MARK}`);
    expect((await account.report([], written)).code).toBe(EXIT.fine);
    expect(written.get('report.html')).toContain(OWNER);
  });

  it('gives its data to programs, and writes no file then', async () => {
    const { out, err, written } = await account.report(['--json']);
    expect(written.size).toBe(0);
    expect(err).toBe('');
    const data = JSON.parse(out);
    expect(data).toMatchObject({ account: OWNER, basis: 'record', mode: 'enforce' });
    expect(data.removals).toMatchObject([{ consumer: OUTSIDER, status: 'done', tookSeconds: 2 }]);
    expect(data.guardrails).toContainEqual(
      expect.objectContaining({ id: 'no-sandbox', mode: 'observe', removes: 0, wouldRemove: 1 }),
    );
    expect(data.findings.map(({ consumer }: { consumer?: string }) => consumer)).toContain(SANDBOX);
  });

  it('is a plan where it is told to leave the record out', async () => {
    const { out } = await account.report(['--plan-only']);
    expect(out).toContain('A plan: no table of Sharewarden was read');
  });

  it('changes nothing', async () => {
    const { cloud } = account.service;
    const before = cloud.calls.entries().length;
    await account.report();
    const calls = cloud.calls.entries().slice(before);
    expect(calls.filter(({ operation }) => !/^(Get|List|Describe|Query$|Scan$)/.test(operation))).toEqual([]);
  });

  it('is a plan where nothing is deployed', async () => {
    const { code, out } = await account.report([], new Map(), {});
    expect(code).toBe(EXIT.fine);
    expect(out).toContain('A plan: no table of Sharewarden was read');
  });
});
