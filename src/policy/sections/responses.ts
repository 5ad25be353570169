import { GUARDRAIL_DEFAULTS } from '../../core/guardrail.ts';
import { choice, section } from '../takes.ts';

/** What is done about what is not a matter of who: a section for each thing that it is found at. */

const { shares: ofShares, policies: ofPolicies, pools: ofPools, groups: ofGroups } = GUARDRAIL_DEFAULTS;
const RESPONSES = ['forbid', 'tell', 'ignore'] as const;

export const shares = section({
  external: choice(
    RESPONSES,
    'Shares that are open to principals outside the organization. forbid: told as a violation, which needs a person.',
  ).default(ofShares.external),
  retainOnLeave: choice(
    RESPONSES,
    'Shares that stay when an account leaves the organization. forbid: told as a violation, which needs a person.',
  ).default(ofShares.retainOnLeave),
  mixedWithOtherServices: choice(
    ['tell', 'remove-sms'],
    'Shares that give a forbidden consumer resources of other services too. remove-sms: the SMS resources are taken off the share, instead of the consumer.',
  ).default(ofShares.mixedWithOtherServices),
})
  .prefault({})
  .meta({ description: 'What is done about how shares are set up.' });

export const policies = section({
  everyone: choice(
    RESPONSES,
    'Resource policies that let everyone in. forbid: the policy is rewritten without it.',
  ).default(ofPolicies.everyone),
  serviceWithoutSource: choice(
    RESPONSES,
    'Service principals that may act for anybody. forbid: the owner is added as their source.',
  ).default(ofPolicies.serviceWithoutSource),
})
  .prefault({})
  .meta({ description: 'What is done about resource policies.' });

export const pools = section({
  members: choice(
    ['tell', 'share', 'ignore'],
    'Consumers of a pool who lack a number or sender ID that is in it. share: the missing ones are added to the share when all of its consumers are allowed them.',
  ).default(ofPools.members),
  optOutList: choice(
    ['tell', 'ignore'],
    'Consumers of a pool or number who lack the opt-out list that it names.',
  ).default(ofPools.optOutList),
})
  .prefault({})
  .meta({ description: 'What is done about pools that are shared without what is in them.' });

export const groups = section({
  ouOrOrganization: choice(
    ['tell', 'remove'],
    'A denied account that is reached through an OU or the organization. remove: the whole OU is taken off.',
  ).default(ofGroups.ouOrOrganization),
  forbiddenGroup: choice(
    ['tell', 'remove'],
    'An OU or organization that is forbidden itself. tell: a person takes it off, since all of its accounts lose the resources.',
  ).default(ofGroups.forbiddenGroup),
  lastConsumer: choice(
    ['tell', 'remove'],
    'A forbidden consumer who is the last one on its share. tell: a person takes it off, or deletes the share.',
  ).default(ofGroups.lastConsumer),
})
  .prefault({})
  .meta({ description: 'What is done where a removal reaches further than one account.' });
