import type { Operating } from '../../runtime/connect-operating.ts';
import { EXIT } from '../exit-codes.ts';
import { Stop } from '../stop.ts';

/** The dead-letter queues of a stack, by what they are for. */
export const QUEUE_KINDS = [
  'share',
  'resource',
  'organization',
  'schedule',
  'scope',
  'finding',
  'decision',
  'rule',
] as const;
export type QueueKind = (typeof QUEUE_KINDS)[number];

export interface DeadLetterQueue {
  readonly kind: QueueKind;
  readonly url: string;
}

/** What CloudFormation calls them: the stack, the name in infra/queues.yml, and letters of its own. */
const NAME =
  /\/(sharewarden(?:-[^/]+)?)-(Share|Resource|Organization|Schedule|Scope|Finding|Decision|Rule)DeadLetters-[A-Za-z0-9]+$/;

/**
 * The dead-letter queues of the stack.
 *
 * @param stack `undefined`: the only one that there is.
 * @throws Stop when there is none, or several.
 */
export async function deadLetterQueues(
  stack: string | undefined,
  { deadLetterQueues: queues, caller }: Operating,
): Promise<readonly DeadLetterQueue[]> {
  const found = (await queues.list('sharewarden-')).flatMap((url) => {
    const [, of = '', name = ''] = NAME.exec(url) ?? [];
    const kind = QUEUE_KINDS.find((each) => each === name.toLowerCase());
    return kind && (stack === undefined || of === stack) ? [{ of, kind, url }] : [];
  });
  const stacks = [...new Set(found.map(({ of }) => of))].sort();
  if (stacks.length === 1)
    return found.sort((a, b) => QUEUE_KINDS.indexOf(a.kind) - QUEUE_KINDS.indexOf(b.kind));
  const { account, region } = await caller();
  const where = `account ${account} in ${region}`;
  throw new Stop(
    EXIT.badInput,
    stacks.length === 0
      ? `${where} has no dead-letter queue of ${stack ?? 'Sharewarden'}: use credentials and the Region (--region) of where it is deployed`
      : `${where} has several stacks of Sharewarden: which of them? --stack names it\n${stacks.map((each) => `  ${each}`).join('\n')}`,
  );
}
