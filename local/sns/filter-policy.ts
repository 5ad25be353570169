import { AwsError } from '../aws-error.ts';
import { eventPattern, InvalidPattern } from '../events/pattern.ts';
import type { MessageAttributes } from './topic.ts';

/** Which messages a subscription wants. */
export type FilterPolicy = (message: string, attributes: MessageAttributes) => boolean;

/**
 * Reads a subscription's filter policy, over the message's attributes or, with the scope `MessageBody`, its body. SNS
 * takes the same conditions as EventBridge (SNS Developer Guide, "Subscription filter policies").
 *
 * @throws AwsError InvalidParameterException.
 */
export function filterPolicy(text: string, scope: string): FilterPolicy {
  const pattern = parsed(text);
  return (message, attributes) =>
    pattern.matches(scope === 'MessageBody' ? bodyOf(message) : valuesOf(attributes));
}

function parsed(text: string) {
  try {
    return eventPattern(text);
  } catch (error) {
    if (!(error instanceof InvalidPattern)) throw error;
    throw new AwsError('InvalidParameterException', `Invalid parameter: FilterPolicy: ${error.message}`);
  }
}

/** A body that is no JSON matches nothing. */
function bodyOf(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Attributes as the values that they stand for; binary ones can't be filtered by. */
function valuesOf(attributes: MessageAttributes): unknown {
  const values = Object.entries(attributes).flatMap(([name, { DataType, StringValue = '' }]) => {
    if (DataType === 'Binary') return [];
    if (DataType === 'Number') return [[name, Number(StringValue)]];
    return [[name, DataType === 'String.Array' ? bodyOf(StringValue) : StringValue]];
  });
  return Object.fromEntries(values);
}
