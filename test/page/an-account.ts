import { PinpointSMSVoiceV2Client, RequestSenderIdCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { EXAMPLE_UNITS } from '../../local/organizations/index.ts';
import { parseGuardrails } from '../../src/policy/parse-guardrails.ts';
import { ALLOWED, MANAGEMENT, OUTSIDER, OWNER, SANDBOX } from '../support/builders.ts';
import { operated } from '../support/operated.ts';
import { serviceInProcess } from '../support/service.ts';

/** One enforces, one only observes. */
export const GUARDRAILS = `organization: o-exampleorgid
mode: enforce
guardrails:
  - id: inside-only
    why: Our numbers are for our own accounts.
    allow: [{ organization: true }]
  - id: no-sandbox
    mode: observe
    deny: [{ ou: ${EXAMPLE_UNITS.sandbox} }]
`;
/** What somebody may call a share. */
export const HOSTILE = '</script><img src=x onerror=alert(1)>';

/**
 * An account under Sharewarden with something of everything: a consumer that was removed, one that is only observed, on a
 * share with a hostile name, a pool shared without three of its four members, and a waiver.
 */
export async function anAccount() {
  const parsed = parseGuardrails(GUARDRAILS, 'guardrails.yml');
  if (!parsed.ok) throw new Error('the guardrails of the test are none');
  const service = await serviceInProcess(parsed.guardrails);
  const { operator } = service;
  const sms = new PinpointSMSVoiceV2Client(service.client);
  const { SenderIdArn: sender = '' } = await sms.send(
    new RequestSenderIdCommand({ SenderId: 'ACME', IsoCountryCode: 'GB' }),
  );
  const [first, ...others] = [
    await operator.requestNumber(),
    await operator.requestNumber(),
    await operator.requestNumber(),
    await operator.requestNumber(),
  ];
  if (!first) throw new Error('there is no number');
  const pool = await operator.createPool(first.id);
  for (const { id } of others) await operator.addToPool(pool.id, id);
  const byAnn = () => [
    {
      arn: `arn:aws:sts::${OWNER}:assumed-role/Admin/ann`,
      eventName: 'CreateResourceShare',
      eventId: '3b1f0c52',
      at: service.ports.clock.now(),
      added: [OUTSIDER, SANDBOX],
      removed: [],
    },
  ];
  const campaign = await operator.share('spring-campaign', [sender], [ALLOWED, OUTSIDER]);
  const changes = byAnn();
  await service.advance(2);
  await service.lookAtShare(campaign, { changes });
  await service.rest();
  const pooled = await operator.share('spring-pool', [pool.arn, first.arn], [ALLOWED, MANAGEMENT]);
  await service.advance(1);
  await service.lookAtShare(pooled);
  await service.lookAtPools('all');
  const hostile = await operator.share(HOSTILE, [sender], [SANDBOX]);
  await service.advance(1);
  await service.lookAtShare(hostile, { changes: byAnn() });
  await service.rest();
  await service.ports.ledger.grantWaiver({
    resource: sender,
    consumer: OUTSIDER,
    until: '2026-11-30',
    reason: 'partner campaign',
    approvedBy: `arn:aws:sts::${OWNER}:assumed-role/Admin/bea`,
    grantedAt: service.ports.clock.now(),
  });
  return {
    service,
    pool,
    sender,
    /**
     * Runs `sharewarden report …`: what it printed, and the files that it wrote.
     *
     * @param env by default the name of the table.
     */
    async report(
      args: readonly string[] = [],
      written = new Map<string, string>(),
      env: Readonly<Record<string, string>> = { TABLE_NAME: 'sharewarden' },
    ) {
      return { ...(await operated(service, ['report', ...args], GUARDRAILS, { written, env })), written };
    },
  };
}
