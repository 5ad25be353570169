import { type Consumer, consumerOf } from '../../core/consumer.ts';
import { type Scope, type SmsResource, smsResource } from '../../core/resource.ts';
import type { Inventory } from '../../ports.ts';
import { EXIT } from '../exit-codes.ts';
import { Stop } from '../stop.ts';

/**
 * The resource that a text names: by its ARN, or by an id or name that is the only one of the account.
 *
 * @throws Stop when it names none, several, or one of another account or Region.
 */
export async function resourceNamed(text: string, scope: Scope, inventory: Inventory): Promise<SmsResource> {
  const where = `account ${scope.account} in ${scope.region}`;
  const given = smsResource(text);
  if (given) {
    const isHere = given.scope.account === scope.account && given.scope.region === scope.region;
    if (isHere) return given;
    throw new Stop(
      EXIT.badInput,
      `${text} is not of ${where}: use credentials of its account, and --region ${given.scope.region}`,
    );
  }
  if (text.startsWith('arn:'))
    throw new Stop(EXIT.badInput, `${text} is no phone number, pool, sender ID or opt-out list`);
  const own = (await inventory.resources(scope)).flatMap(({ arn }) => smsResource(arn) ?? []);
  const named = own.filter(({ name }) => name === text || name.split('/')[0] === text);
  const [first, ...others] = named;
  if (!first) throw new Stop(EXIT.badInput, `${where} has no SMS resource ${text}`);
  if (others.length === 0) return first;
  const arns = named.map(({ arn }) => `  ${arn}`).join('\n');
  throw new Stop(EXIT.badInput, `${text} is the name of several resources: which of them?\n${arns}`);
}

/**
 * The consumer that a text names: an account, OU, organization or service by its id, `*` for everyone, or a principal
 * as RAM and policies write it.
 *
 * @param organization the one of the guardrails.
 * @throws Stop when it names none.
 */
export function consumerNamed(text: string, organization: string): Consumer {
  if (/^ou-[a-z0-9-]+$/.test(text)) return { kind: 'ou', principal: text, id: text, organization };
  if (/^o-[a-z0-9]+$/.test(text)) return { kind: 'organization', principal: text, id: text };
  const consumer = consumerOf(text);
  if (consumer.kind !== 'unrecognized') return consumer;
  throw new Stop(
    EXIT.badInput,
    `${text} is no consumer: it takes the id of an account, OU or organization, a service, or "*"`,
  );
}
