import { AwsError } from '../aws-error.ts';
import type { BusEvent, World } from '../world.ts';
import type { Rule, Target } from './bus.ts';
import type { Passage } from './event-faults.ts';
import { inputOf } from './target-input.ts';

/** What a target is told of a delivery beside its body. */
export interface DeliverySource {
  readonly ruleArn: string;
  /** Message attributes of a dead letter (`ERROR_CODE` and so on); absent for an event. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Hands a body to the resource of this ARN. Throws when it is refused; an AwsError says why. */
export type Deliver = (targetArn: string, body: string, source: DeliverySource) => Promise<void> | void;

/** One event for one target. */
export interface Delivery {
  readonly event: BusEvent;
  readonly rule: Rule;
  readonly target: Target;
  /** Puts the event on another bus, where the target is one. */
  readonly toBus: ((event: BusEvent) => void) | undefined;
}

/**
 * Delivers within the target's RetryPolicy (default 185 retries in 24 hours, facts section 9) with exponential back-off
 * on the virtual clock; then to its dead-letter queue, where it has one. What can't get better, as a missing queue, is
 * not tried again (EventBridge User Guide, "How EventBridge retries delivering events").
 */
export function deliverer(world: World, deliver: Deliver, pass: Passage): (delivery: Delivery) => void {
  return (delivery) => {
    const { Arn = '' } = delivery.target;
    pass(Arn, () => void attempt(delivery, world.clock.now(), 0));
  };

  async function attempt(delivery: Delivery, since: number, retries: number): Promise<void> {
    const { event, rule, target, toBus } = delivery;
    const { Arn = '' } = target;
    const endWork = world.inFlight(`event ${event.id} to ${Arn}`);
    try {
      if (toBus) toBus(event);
      else await deliver(Arn, inputOf(target, event, rule), { ruleArn: rule.arn });
    } catch (error) {
      await afterFailure(delivery, since, retries, error);
    } finally {
      endWork();
    }
  }

  async function afterFailure(
    delivery: Delivery,
    since: number,
    retries: number,
    error: unknown,
  ): Promise<void> {
    const { MaximumRetryAttempts = 185, MaximumEventAgeInSeconds = 86_400 } =
      delivery.target.RetryPolicy ?? {};
    const nextAt = world.clock.now() + backOffMs(retries, world.random());
    const isTooOld = nextAt > since + MaximumEventAgeInSeconds * 1000;
    const code = errorCodeOf(error);
    if (FINAL.has(code)) await bury(delivery, retries, error, undefined);
    else if (retries >= MaximumRetryAttempts) await bury(delivery, retries, error, 'MaximumRetryAttempts');
    else if (isTooOld) await bury(delivery, retries, error, 'MaximumEventAgeInSeconds');
    else world.clock.at(nextAt, () => void attempt(delivery, since, retries + 1));
  }

  async function bury(
    { event, rule, target }: Delivery,
    retries: number,
    error: unknown,
    exhausted: string | undefined,
  ): Promise<void> {
    const queue = target.DeadLetterConfig?.Arn;
    if (!queue) return;
    const attributes = {
      RULE_ARN: rule.arn,
      TARGET_ARN: target.Arn ?? '',
      ERROR_CODE: errorCodeOf(error),
      ERROR_MESSAGE: error instanceof Error ? error.message : String(error),
      RETRY_ATTEMPTS: String(retries),
      ...(exhausted && { EXHAUSTED_RETRY_CONDITION: exhausted }),
    };
    try {
      await deliver(queue, JSON.stringify(event), { ruleArn: rule.arn, attributes });
    } catch {
      // AWS counts it in InvocationsFailedToBeSentToDlq and drops the event.
    }
  }
}

/** 1, 2, 4 … seconds and at most 10 minutes, less up to a half. */
const backOffMs = (retries: number, chance: number): number =>
  Math.min(2 ** retries, 600) * 1000 * (1 - chance / 2);

/** EventBridge's own words for the reasons of services (EventBridge User Guide, "Using dead-letter queues"). */
function errorCodeOf(error: unknown): string {
  if (!(error instanceof AwsError)) return 'ERROR_FROM_TARGET';
  if (error.code === 'ThirdAccountHop') return 'THIRD_ACCOUNT_HOP_DETECTED';
  if (/NotFound|DoesNotExist|NonExistent/.test(error.code)) return 'NO_RESOURCE';
  if (/AccessDenied|Authorization|NotAuthorized/.test(error.code)) return 'NO_PERMISSIONS';
  if (/Throttl|TooManyRequests|LimitExceeded/.test(error.code)) return 'THROTTLING';
  if (/Invalid|Validation/.test(error.code)) return 'INVALID_PARAMETER';
  return 'ERROR_FROM_TARGET';
}

const FINAL = new Set(['NO_RESOURCE', 'NO_PERMISSIONS', 'INVALID_PARAMETER', 'THIRD_ACCOUNT_HOP_DETECTED']);
