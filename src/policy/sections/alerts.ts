import * as z from 'zod';
import { GUARDRAIL_DEFAULTS } from '../../core/guardrail.ts';
import { filledList, list, section } from '../takes.ts';
import { account } from './consumers.ts';

const CHANNEL =
  'takes the name of the SSM parameter with the webhook, such as /sharewarden/slack-critical, or false for nowhere';
const ACCOUNTS = 'takes a list of owner accounts, twelve digits in quotes each';
const OWNERS = 'takes a list of routes, each with accounts';

/** A route to one Slack channel. The roles of the functions may read no other parameters. */
const channel = (when: string) =>
  z
    .union(
      [
        z.string({ error: CHANNEL }).regex(/^\/sharewarden(\/[A-Za-z0-9_.-]+)+$/, { error: CHANNEL }),
        z.literal(false),
      ],
      { error: CHANNEL },
    )
    .exactOptional()
    .meta({ description: `Somebody should look ${when}: the SSM parameter with the webhook, or false.` });

const slack = section({
  critical: channel('now'),
  warning: channel('today'),
  notice: channel('when there is time'),
});
const sns = z.boolean({ error: 'takes true or false' });

const owner = z.strictObject(
  {
    accounts: filledList(account, ACCOUNTS).meta({ description: 'The owner accounts.' }),
    slack: slack.exactOptional().meta({ description: 'Slack channels of their own, by severity.' }),
    sns: sns.exactOptional().meta({ description: 'Whether their findings go to the SNS topic.' }),
  },
  { error: OWNERS },
);

/** Where people are told. */
export const alerts = section({
  slack: slack.prefault({}).meta({ description: 'Slack channels, by severity.' }),
  sns: sns
    .default(GUARDRAIL_DEFAULTS.alerts.sns)
    .meta({ description: 'Whether findings go to the SNS topic.' }),
  owners: list(owner, OWNERS).default([]).meta({
    description:
      'Other routes for the findings of these owner accounts. What a route leaves out stays as it is.',
  }),
})
  .prefault({})
  .meta({ description: 'Where people are told of findings.' });
