import { consumerOf } from '../src/core/consumer.ts';
import { decider } from '../src/core/evaluate.ts';
import type { Grant } from '../src/core/grant.ts';
import { GUARDRAIL_DEFAULTS, type Guardrail, type Guardrails } from '../src/core/guardrail.ts';
import type { Place, Places } from '../src/core/organization.ts';
import { SMS_RESOURCE_TYPES, smsResource } from '../src/core/resource.ts';
import type { Row } from './row.ts';

const [GUARDRAILS, WAIVERS, RESOURCES, CONSUMERS] = [300, 2000, 250, 100];
const NOW = '2026-11-02T10:00:00.000Z';
const OWNER = '111122223333';

/** What a large guardrail file costs: CPU of this process for deciding every grant, the file made ready included. */
export async function decisions(): Promise<readonly Row[]> {
  const grants = everyGrant();
  const places = placesOf(grants);
  const file = aLargeFile(grants);
  decideAll(grants.slice(0, 1000), file, places); // compiled by then
  const before = process.cpuUsage();
  const forbidden = decideAll(grants, file, places);
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1_000_000;
  const isMixed = forbidden > 0 && forbidden < grants.length;
  if (!isMixed) throw new Error(`${forbidden} of ${grants.length} grants forbidden: that measures nothing`);
  return [
    {
      what: `CPU for ${grants.length} grants, 300 guardrails, 2,000 waivers`,
      value: round(seconds),
      unit: 's',
      bound: 1,
    },
    { what: 'grants decided per second', value: Math.round(grants.length / seconds), unit: 'grants' },
  ];
}

function decideAll(grants: readonly Grant[], file: Guardrails, places: Places): number {
  const decide = decider(file);
  return grants.filter((grant) => decide(grant, places, NOW).decision === 'forbidden').length;
}

function everyGrant(): readonly Grant[] {
  const consumers = numbers(CONSUMERS).map((n) => consumerOf(String(200_000_000_000 + n)));
  return numbers(RESOURCES).flatMap((n) => {
    const type = SMS_RESOURCE_TYPES[n % SMS_RESOURCE_TYPES.length];
    const read = smsResource(`arn:aws:sms-voice:us-east-1:${OWNER}:${type}/resource-${n}`);
    if (!read) throw new Error(`not an SMS resource: ${n}`);
    const resource = { ...read, tags: { environment: n % 3 === 0 ? 'production' : 'test' } };
    const via = {
      kind: 'resource-share',
      shareArn: 'arn:aws:ram:us-east-1:111122223333:resource-share/1',
    } as const;
    return consumers.map((consumer) => ({ resource, consumer, via, state: 'active' }) as const);
  });
}

/** Each account three OUs deep. */
function placesOf(grants: readonly Grant[]): Places {
  const path = (id: string) => [
    'r-ab12',
    `ou-ab12-1000000${Number(id) % 9}`,
    `ou-ab12-2000000${Number(id) % 7}`,
  ];
  return new Map(
    grants.map(({ consumer: { id } }): [string, Place] => [id, { status: 'inside', path: path(id) }]),
  );
}

/** Every guardrail has lists of several kinds; some cover everything, others go by type, ARN or tags. */
function aLargeFile(grants: readonly Grant[]): Guardrails {
  const ou = (n: number) => ({ ou: `ou-ab12-1000000${n % 9}` });
  const accounts = (from: number) =>
    numbers(20).map((n) => ({ account: String(300_000_000_000 + from * 20 + n) }));
  const selectorOf = (n: number): Guardrail['resources'] =>
    [
      undefined,
      { types: ['phone-number', 'pool'] as const },
      { arns: [`arn:aws:sms-voice:*:${OWNER}:*/resource-${n}*`] },
      { tags: { environment: 'production' } },
    ][n % 4];
  const guardrails = numbers(GUARDRAILS).map(
    (n): Guardrail => ({
      id: `guardrail-${n}`,
      resources: selectorOf(n),
      ...(n % 2 === 0 ? { deny: accounts(n) } : { allow: [...accounts(n), ...numbers(8).map(ou)] }),
    }),
  );
  const waivers = grants.slice(0, WAIVERS).map(({ resource, consumer }) => ({
    resource: resource.arn,
    consumer: consumer.id,
    until: '2026-12-31',
    reason: 'campaign',
    approvedBy: 'Ann',
  }));
  return { organization: 'o-exampleorgid', mode: 'enforce', ...GUARDRAIL_DEFAULTS, guardrails, waivers };
}

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);
const round = (value: number): number => Math.round(value * 100) / 100;
