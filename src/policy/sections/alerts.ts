import * as z from 'zod';
import { GUARDRAIL_DEFAULTS } from '../../core/guardrail.ts';
import { filledList, form, list, section } from '../takes.ts';
import { account } from './consumers.ts';

const CHANNEL =
  'takes the SSM parameter with the webhook, such as /sharewarden/slack-critical, a channel of the bot, such as C0123456789 or "#alerts", or false for nowhere';
const ACCOUNTS = 'takes a list of owner accounts, twelve digits in quotes each';
const OWNERS = 'takes a list of routes, each with accounts';

/**
 * A route to one Slack channel. The roles of the functions may read no other parameters. A name of a channel holds no
 * space, full stop or capital, and up to 80 characters (slack.com/help/articles/201402297).
 */
const channel = (when: string) =>
  z
    .union(
      [
        z.string({ error: CHANNEL }).regex(/^\/sharewarden(\/[A-Za-z0-9_.-]+)+$/, { error: CHANNEL }),
        z.string({ error: CHANNEL }).regex(/^([CG][A-Z0-9]{8,}|#[^\sA-Z.#<>&]{1,80})$/, { error: CHANNEL }),
        z.literal(false),
      ],
      { error: CHANNEL },
    )
    .exactOptional()
    .meta({
      description: `Somebody should look ${when}: the SSM parameter with the webhook, a channel, or false.`,
    });

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

const deciders = section({
  users: list(
    form(/^[UW][A-Z0-9]{8,}$/, 'takes the id of a user of Slack, such as U0123456789'),
    'takes a list of ids of users of Slack',
  )
    .default([])
    .meta({ description: 'Users, by their ids.' }),
  userGroups: list(
    form(/^S[A-Z0-9]{8,}$/, 'takes the id of a user group of Slack, such as S0123456789'),
    'takes a list of ids of user groups of Slack',
  )
    .default([])
    .meta({ description: 'User groups, by their ids.' }),
});

/** Where people are told. */
export const alerts = section({
  slack: slack
    .prefault({})
    .meta({ description: 'Slack channels, by severity. What is left out goes where the stack says.' }),
  sns: sns
    .default(GUARDRAIL_DEFAULTS.alerts.sns)
    .meta({ description: 'Whether findings go to the SNS topic.' }),
  owners: list(owner, OWNERS).default([]).meta({
    description:
      'Other routes for the findings of these owner accounts. What a route leaves out stays as it is.',
  }),
  deciders: deciders
    .prefault({})
    .meta({ description: 'Who in Slack may decide by the buttons of a message. Nobody else may.' }),
})
  .prefault({})
  .meta({ description: 'Where people are told of findings.' });
