import { describe, expect, it } from 'vitest';
import { routeOf } from '../../src/alerts/route.ts';
import { GUARDRAIL_DEFAULTS, type Guardrails } from '../../src/core/guardrail.ts';
import { SEVERITIES } from '../../src/core/severity.ts';
import { ALLOWED, OWNER, SANDBOX } from '../support/builders.ts';

const STACK = '/sharewarden/slack-webhook';
type Alerts = Guardrails['alerts'];
const alerts = (parts: Partial<Alerts> = {}): Alerts => ({ ...GUARDRAIL_DEFAULTS.alerts, ...parts });

describe('a guardrail file without routes', () => {
  it.each([
    [STACK, STACK],
    [undefined, undefined],
  ])('tells subscribers, and Slack by the parameter of the stack, %s', (stack, slack) => {
    for (const severity of SEVERITIES) {
      expect(routeOf(alerts(), OWNER, severity, stack)).toEqual({ slack, sns: true });
    }
  });
});

describe('a guardrail file with routes', () => {
  const routes = alerts({
    slack: { critical: '/sharewarden/on-call', notice: false },
    sns: false,
    owners: [
      { accounts: [SANDBOX, ALLOWED], slack: { critical: false, notice: '/sharewarden/sandbox' } },
      { accounts: [ALLOWED], slack: { warning: '/sharewarden/never' }, sns: true },
      { accounts: ['123456789012'], sns: true },
    ],
  });
  it.each([
    ['a severity that is named', OWNER, 'critical', '/sharewarden/on-call', false],
    ['a severity that is not named', OWNER, 'warning', STACK, false],
    ['a severity that is not for Slack', OWNER, 'notice', undefined, false],
    ['an owner that wants none of it in Slack', SANDBOX, 'critical', undefined, false],
    ['an owner that wants what others do not', SANDBOX, 'notice', '/sharewarden/sandbox', false],
    ['an owner by the first entry that holds it', ALLOWED, 'warning', STACK, false],
    ['an owner that has its own subscribers', '123456789012', 'critical', '/sharewarden/on-call', true],
  ] as const)('%s', (_, owner, severity, slack, sns) => {
    expect(routeOf(routes, owner, severity, STACK)).toEqual({ slack, sns });
  });

  it('tells by a parameter that it names where the stack has none', () => {
    expect(routeOf(routes, OWNER, 'critical', undefined).slack).toBe('/sharewarden/on-call');
    expect(routeOf(routes, OWNER, 'warning', undefined).slack).toBeUndefined();
  });
});
