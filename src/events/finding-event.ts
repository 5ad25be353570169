import * as z from 'zod';
import { STATE_KINDS } from '../core/finding.ts';
import { SEVERITIES } from '../core/severity.ts';

/** As it stands on the findings bus. */
export const FINDING_SOURCE = 'sharewarden';
export const FINDING_DETAIL_TYPE = 'Sharewarden Finding';

const time = z.string().meta({ format: 'date-time' });
const count = z.int().min(0).max(1_000_000_000);
const arn = z.string();

const verdict = z.object({
  decision: z.enum(['allowed', 'forbidden', 'unknown']),
  resource: arn.describe('ARN of the SMS resource.'),
  consumer: z
    .string()
    .describe('Whom it is about: an account id, an OU or organization id, a service, or `*`.'),
  guardrail: z
    .string()
    .optional()
    .describe('Id of the guardrail, or name of the setting, that decided. Absent: none covers the resource.'),
  mode: z.enum(['observe', 'enforce']).describe('Of that guardrail.'),
  reason: z.string().describe('One sentence for people.'),
  why: z.string().optional().describe('Why the guardrail is there, in the words of its authors.'),
});

const actor = z.object({
  arn: z.string().describe('Who made the change, as CloudTrail tells it.'),
  userAgent: z.string().optional().describe('With which tool.'),
  eventId: z.string().optional().describe('CloudTrail’s id of the call.'),
  eventName: z.string().optional().describe('The call.'),
  at: z.string().optional().describe('When, as CloudTrail tells it.'),
});

const removal = z.object({
  id: z.string().describe('By which `npx sharewarden undo` knows it.'),
  action: z
    .enum([
      'share-principal',
      'share-source',
      'share-owner-source',
      'share-resources',
      'policy-principal',
      'policy-source',
      'share-member',
    ])
    .describe('What is changed: see the table of actions.'),
  status: z
    .enum(['planned', 'requested', 'waiting', 'done', 'refused', 'undone'])
    .describe('How it stood when this was told.'),
  reason: z.string().describe('Why it stands so: our own words, or those of AWS.'),
  attempts: count.describe('How often AWS was asked.'),
  plannedAt: time.optional(),
  requestedAt: time.optional().describe('When AWS accepted it.'),
  undo: z.string().optional().describe('The command that gives back what was taken. Absent: nothing was.'),
});

const decision = z.object({
  kind: z.enum(['undo', 'waive', 'snooze']),
  by: z.string().describe('`slack:TEAM/USER`, or the ARN of whoever ran a command.'),
  at: time,
  until: z.string().describe('The last day on which it holds, UTC.'),
  refused: z.string().optional().describe('Why it could not be done. Absent: it was done.'),
});

/** What the `detail` of a finding's event holds, and an SNS message for machines. Docs and JSON Schema are made of it. */
export const findingEvent = z.object({
  version: z.literal('1').describe('Of this schema.'),
  key: z
    .string()
    .describe('The same for the same news, however often it is delivered: who has had it may leave it.'),
  change: z
    .enum(['opened', 'changed', 'resolved'])
    .describe('`opened`: it was found. `changed`: there is more of it. `resolved`: it is in order again.'),
  severity: z
    .enum(SEVERITIES)
    .describe('How soon somebody should look: `critical` now, `warning` today, `notice` when there is time.'),
  kind: z
    .enum([
      'forbidden-consumer',
      'undecided-consumer',
      'denied-through-group',
      'unbound-service',
      'uncovered-pool',
      ...STATE_KINDS,
    ])
    .describe('What is found: see the table of kinds.'),
  title: z.string().describe('One line for people. Its words may change at any time.'),
  about: arn.describe(
    'ARN of the resource share, of the resource whose policy it is, of the pool, or of the scope.',
  ),
  owner: z.string().describe('The account that owns what is shared.'),
  region: z.string().describe('The Region that it is in.'),
  finding: z.object({
    id: z.string().describe('Stable: the same thing found again has the same id.'),
    status: z.enum(['open', 'resolved']).describe('As it was on record when this was told.'),
    occurrence: count.describe('How often it was opened, from 1.'),
    revision: count.describe('How often it grew while it was open, from 1.'),
    openedAt: time,
    resolvedAt: time.optional(),
    resolution: z
      .enum(['removed', 'removed-late', 'gone', 'allowed', 'covered', 'unshared', 'mended'])
      .optional()
      .describe('How it came about: see the table of resolutions.'),
    foundBySweep: z.boolean().describe('No event told of it.'),
    snoozedUntil: time.optional().describe('Until then people are not told of it.'),
  }),
  consumer: z
    .object({
      principal: z.string().describe('As it is named on the share or in the policy.'),
      through: z.string().optional().describe('The service that acts for it.'),
    })
    .optional()
    .describe('Who is given something. Of findings about one consumer.'),
  share: z
    .object({ arn, name: z.string() })
    .optional()
    .describe('The resource share that names the consumer.'),
  policy: z
    .object({ resource: arn, statements: z.array(z.string()).describe('By Sid, or by place.') })
    .optional()
    .describe('The resource policy that names the consumer.'),
  resources: z.array(arn).describe('ARNs of the SMS resources that it is about.'),
  verdicts: z.array(verdict).describe('What the guardrails say, one a resource and consumer.'),
  remedy: z
    .object({
      action: z.enum(['remove', 'remove-resources', 'bind', 'observe', 'refuse']),
      reason: z.string().optional().describe('Why a person is needed.'),
      isFight: z.boolean().optional().describe('The same actor puts it back again and again.'),
    })
    .optional()
    .describe('What the guardrail file has done about it: see the table of remedies.'),
  missing: z
    .array(z.object({ consumer: z.string(), members: z.array(arn) }))
    .describe('Which consumers of a pool lack which of its members.'),
  added: z
    .array(z.object({ share: arn, member: arn }))
    .describe('Which members of a pool were put on which share.'),
  subject: z
    .object({ arn, name: z.string() })
    .optional()
    .describe('What is not as it should be. Of findings that are only told.'),
  reason: z.string().optional().describe('What is wrong with it, in a sentence.'),
  concerned: z.array(z.string()).describe('Whom or what that concerns.'),
  actor: actor.optional().describe('Who made the change that led here. Absent: no event told.'),
  removal: removal.optional().describe('What was done about it. Absent: nothing, so far.'),
  decisions: z.array(decision).describe('What people decided about it, oldest first.'),
  omitted: z
    .record(z.string(), z.int())
    .describe('How many entries were left out of which list, since an event holds 256 KB: `{}` for none.'),
});

/** @see findingEvent */
export type FindingEvent = z.infer<typeof findingEvent>;
