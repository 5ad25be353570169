import { nameOf } from '../core/consumer.ts';
import { type FindingBody, remedyOf } from '../core/finding.ts';
import type { Guardrails } from '../core/guardrail.ts';
import { type Judgement, judgeOf } from '../core/judge.ts';
import type { PolicySnapshot } from '../core/policy.ts';
import type { Act, Removal } from '../core/removal.ts';
import type { SmsResource } from '../core/resource.ts';
import { policyGrants } from '../core/resource-policy/policy-grants.ts';
import { foundBy, POLICY_RULES } from '../guardrails/index.ts';
import type { Ports } from '../ports.ts';
import { changePolicy, crossedRemovals } from './change-policy.ts';
import { judged, withTags } from './judged.ts';
import type { Making } from './removal-record.ts';
import { type Occasion, settle } from './settle.ts';
import { NOTHING_SETTLED, outcomeOf, type ShareOutcome } from './share-outcome.ts';

/** Makes the guardrails hold on the policy of a resource as it was read: what RAM wrote there is the share's matter. */
export async function settlePolicy(
  resource: SmsResource,
  policy: PolicySnapshot,
  occasion: Occasion,
  ports: Ports,
  file: Guardrails,
): Promise<ShareOutcome> {
  const now = ports.clock.now();
  const { document = NO_POLICY, ramDocuments } = policy;
  const reading = policyGrants({ resource, document, ramDocuments });
  const grants = await withTags(reading.ok ? reading.grants : [], file, ports);
  const problem = reading.ok ? undefined : reading.reason;
  const [{ judgements }, history] = await Promise.all([
    judged(grants, judgeOf(file), ports, now),
    ports.ledger.history(resource.arn),
  ]);
  const crossed = crossedRemovals(history.removals, resource, policy, now);
  if (crossed.length > 0 && file.mode === 'enforce') {
    const seeThrough = () => ports.rechecks.ask(resource.arn, 'removal', 2);
    const making = { limits: file.limits, event: occasion.event, seeThrough };
    await takeOutAgain(crossed, resource, policy, making, ports);
    return outcomeOf(resource.arn, [], NOTHING_SETTLED);
  }
  const bodies = foundBy(POLICY_RULES, { resource, problem, grants, judgements, file, now });
  const { account: owner, region } = resource.scope;
  const settled = await settle(
    {
      about: { arn: resource.arn, owner, region },
      found: { bodies, judgements, isUndone: (removal) => isUndoneInPolicy(removal, bodies, judgements) },
      actFor: (body) => actFor(body, document, ramDocuments),
      isReady: () => true,
      perform: (actings, making) => changePolicy(actings, resource, policy, making, ports),
    },
    // Whoever changed it last, where no event tells.
    { ...occasion, actorOf: (principal) => occasion.actorOf(principal) ?? history.policyActor },
    history,
    ports,
    file,
  );
  return outcomeOf(resource.arn, judgements, settled);
}

/** What else there is to say of the policy is said of it as it is then. */
async function takeOutAgain(
  crossed: readonly Removal[],
  resource: SmsResource,
  policy: PolicySnapshot,
  making: Making,
  ports: Ports,
): Promise<void> {
  const actings = crossed.map((known) => ({ planned: known, known }));
  await making.seeThrough();
  await changePolicy(actings, resource, policy, making, ports);
}

const NO_POLICY = '{"Version":"2012-10-17","Statement":[]}';

const actFor = (body: FindingBody, before: string, ramDocuments: readonly string[]): Act => ({
  kind: remedyOf(body)?.action === 'bind' ? 'policy-source' : 'policy-principal',
  before,
  ...(ramDocuments.length > 0 && { ramDocuments }),
});

/** What is left of a consumer that was taken out may be what nobody can prove: no answer of Organizations changes that. */
function isUndoneInPolicy(
  { act, principal, through }: Removal,
  bodies: readonly FindingBody[],
  judgements: readonly Judgement[],
): boolean {
  if (act.kind === 'policy-source') {
    return bodies.some((body) => body.kind === 'unbound-service' && body.principal === principal);
  }
  const left = judgements.find((each) => nameOf(each.consumer) === principal && each.through === through);
  return left !== undefined && (left.decision !== 'unknown' || left.isOpen === true);
}
