import type { ConsumerSelector, Guardrail, Guardrails, Waiver } from '../../core/guardrail.ts';
import { selectorText } from '../../core/holder.ts';
import { isOpenForbidden, isRule } from './rules.ts';
import type { Note, Statement } from './statement.ts';

/** What no statement prevents of what the file forbids, and what the statements do besides. */
export function notesOf(
  file: Guardrails,
  waivers: readonly Waiver[],
  statements: readonly Statement[],
): readonly Note[] {
  const isOnPrincipals = statements.some(({ Condition }) =>
    JSON.stringify(Condition).includes('ram:Principal'),
  );
  return [
    ...file.guardrails.flatMap((guardrail) => notesOfGuardrail(guardrail, file, waivers)),
    ...waivers.filter(() => isOnPrincipals).map(noteOfWaiver),
    ...notesOfShares(file),
    ...(file.groups.ouOrOrganization === 'remove' ? [GROUPS] : []),
    ...(isOnPrincipals ? [EVERY_SERVICE] : []),
    ...(statements.length > 0 ? [NEW_CALLS] : []),
    POLICIES,
  ];
}

const EVERY_SERVICE: Note = {
  about: 'rules on ram:Principal',
  reason:
    'RAM checks a principal apart from the resources that it gets, so they stop shares of every service: attach the policy only to accounts that share nothing but SMS resources',
};
const NEW_CALLS: Note = {
  about: 'every rule',
  reason:
    'it acts on calls from now on, and not in the account that manages the organization: what is shared already is left to be found',
};
const GROUPS: Note = {
  about: 'groups.ouOrOrganization',
  reason:
    'RAM is told of an OU or the organization, not of the accounts in it: a denied one is left to be found',
};
const POLICIES: Note = {
  about: 'resource policies',
  reason:
    'no condition key tells what a policy says: consumers that are put into one directly, everyone, and services without a source are left to be found',
};

function notesOfGuardrail(
  guardrail: Guardrail,
  file: Guardrails,
  waivers: readonly Waiver[],
): readonly Note[] {
  const about = guardrail.id;
  if ((guardrail.mode ?? file.mode) === 'observe')
    return [{ about, reason: 'it observes: what it forbids is told, not stopped' }];
  if (!isRule(guardrail, file)) return [{ about, reason: whyNoRule(guardrail) }];
  const { allow, deny = [] } = guardrail;
  return [...(allow ? notesOfAllow(about, allow, file, waivers) : []), ...deny.flatMap(noteOfDeny(about))];
}

function whyNoRule({ resources }: Guardrail): string {
  const named = Object.entries(resources ?? {}).flatMap(([key, part]) =>
    Object.keys(part ?? {}).length > 0 ? [key] : [],
  );
  const reason = `it covers resources by their ${named.join(', ')}, and RAM checks a consumer apart from the resources that it gets`;
  return named.join() === 'accounts'
    ? `${reason}; a file without that selector gives a policy to attach to these accounts`
    : reason;
}

function notesOfAllow(
  about: string,
  allow: readonly ConsumerSelector[],
  file: Guardrails,
  waivers: readonly Waiver[],
): readonly Note[] {
  const ous = allow.filter((selector) => 'ou' in selector).map(selectorText);
  const isOrganizationIn = allow.some((selector) => 'organization' in selector);
  const isClosed = isOpenForbidden(file, waivers);
  const open =
    'accounts outside the organization look like those inside, and shares stay open to them because an account or a service that is allowed may need that; `shares: { external: forbid }` closes them';
  return [
    ...(ous.length > 0 && !isOrganizationIn
      ? [
          {
            about,
            reason: `accounts and OUs elsewhere in the organization get through: their names don't tell whether they are in ${ous.join(', ')}`,
          },
        ]
      : []),
    ...((ous.length > 0 || isOrganizationIn) && !isClosed ? [{ about, reason: open }] : []),
  ];
}

const noteOfDeny =
  (about: string) =>
  (selector: ConsumerSelector): readonly Note[] => {
    const text = selectorText(selector);
    if ('service' in selector) return [];
    if ('account' in selector)
      return [{ about, reason: `${text} can still be reached through an OU or the organization` }];
    const what = 'ou' in selector ? 'accounts and OUs' : 'accounts';
    return [
      { about, reason: `${what} in ${text} get through one by one: their names don't tell where they are` },
    ];
  };

const noteOfWaiver = ({ resource, consumer, until }: Waiver): Note => ({
  about: `waiver of ${consumer}`,
  reason: `it is left alone for every resource, not only ${resource}, and no rule ends with ${until}: print the policy again after that day`,
});

function notesOfShares({ mode, shares }: Guardrails): readonly Note[] {
  const forbidden = [
    ...(shares.external === 'forbid' ? ['external'] : []),
    ...(shares.retainOnLeave === 'forbid' ? ['retainOnLeave'] : []),
  ];
  if (mode === 'enforce' || forbidden.length === 0) return [];
  return [
    { about: `shares: ${forbidden.join(', ')}`, reason: 'the file observes: they are told, not stopped' },
  ];
}
