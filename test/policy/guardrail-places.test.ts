import { describe, expect, it } from 'vitest';
import { aFile, parsed } from './guardrail-files.ts';

const waiver = (consumer: string) =>
  `{ resource: "arn:aws:sms-voice:us-east-1:111122223333:pool/a", consumer: "${consumer}", until: "2026-12-31", reason: x, approvedBy: x }`;

describe('where things stand', () => {
  it('is told of what is written', () => {
    const { places } = parsed(`# comment
organization: o-exampleorgid
mode: enforce
guardrails:
  - id: first
    allow: []
  -
    deny: []
    id: second
  - { id: third, deny: [] }
alerts: { sns: true, owners: [] }
shares:
  # comment
  external: tell

  mixedWithOtherServices: tell
pools: {}
waivers:
  - ${waiver('999988887777')}
  - ${waiver('*')}
`);
    expect(places).toEqual({
      guardrails: new Map([
        ['first', { line: 5, column: 5 }],
        ['second', { line: 8, column: 5 }],
        ['third', { line: 10, column: 5 }],
      ]),
      waivers: [
        { line: 19, column: 5 },
        { line: 20, column: 5 },
      ],
      settings: new Map([
        ['organization', { line: 2, column: 1 }],
        ['mode', { line: 3, column: 1 }],
        ['alerts.sns', { line: 11, column: 11 }],
        ['alerts.owners', { line: 11, column: 22 }],
        ['shares.external', { line: 14, column: 3 }],
        ['shares.mixedWithOtherServices', { line: 16, column: 3 }],
      ]),
    });
  });

  it('is not told of defaults', () => {
    const { places } = parsed(aFile('  []'));
    expect([...places.settings.keys()]).toEqual(['organization', 'mode']);
    expect(places.waivers).toEqual([]);
    expect(places.guardrails).toEqual(new Map());
  });

  it('is told of what an alias stands for, where that is', () => {
    const text = aFile(
      '  - { id: a, allow: [] }',
      'policies: &p { everyone: tell }\nwaivers: &w []\nshares: {}',
    );
    expect(parsed(text).places.settings.get('policies.everyone')).toEqual({ line: 5, column: 16 });
  });
});
