import { CAMPAIGNS, ORGANIZATION, OUTSIDER, OWNER, SANDBOX } from './names.ts';

/** A consumer that a statement lets in, as whoever wrote it means it. */
export interface Meant {
  /** How findings name it. */
  readonly name: string;
  readonly kind: 'account' | 'organization' | 'service' | 'everyone';
  readonly id: string;
  readonly through?: string;
  /** Nobody can prove what the statement's condition lets in. */
  readonly doubt?: true;
  /** A service that acts for anybody. */
  readonly isOpen?: true;
}

/** Statements that operators write, with their meaning. */
export interface Written {
  readonly statement: object;
  readonly means: readonly Meant[];
  /** Nobody can read it. */
  readonly isBroken?: true;
}

const SEND = { Effect: 'Allow', Action: 'sms-voice:SendTextMessage' };
const root = (account: string): string => `arn:aws:iam::${account}:root`;
/** The root of an account is the account. */
const account = (id: string, name = id): Meant => ({ kind: 'account', id, name });
const SNS = 'sns.amazonaws.com';
const service: Meant = { kind: 'service', id: SNS, name: SNS };

export const STATEMENTS: readonly Written[] = [
  { statement: { ...SEND, Principal: { AWS: root(CAMPAIGNS) } }, means: [account(CAMPAIGNS)] },
  { statement: { ...SEND, Sid: 'Partner', Principal: { AWS: root(OUTSIDER) } }, means: [account(OUTSIDER)] },
  { statement: { ...SEND, Principal: { AWS: [root(SANDBOX)] } }, means: [account(SANDBOX)] },
  {
    statement: { ...SEND, Principal: { AWS: [root(CAMPAIGNS), root(OUTSIDER)], Service: SNS } },
    means: [account(CAMPAIGNS), account(OUTSIDER), { ...service, isOpen: true }],
  },
  { statement: { ...SEND, Principal: '*' }, means: [{ kind: 'everyone', id: '*', name: '*' }] },
  {
    statement: {
      ...SEND,
      Principal: '*',
      Condition: { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } },
    },
    means: [{ kind: 'organization', id: ORGANIZATION, name: ORGANIZATION }],
  },
  { statement: { ...SEND, Principal: { Service: SNS } }, means: [{ ...service, isOpen: true }] },
  {
    statement: {
      ...SEND,
      Principal: { Service: SNS },
      Condition: { StringEquals: { 'aws:SourceAccount': OWNER } },
    },
    means: [service],
  },
  {
    statement: {
      ...SEND,
      Principal: { Service: SNS },
      Condition: { StringEquals: { 'aws:SourceAccount': [OWNER, OUTSIDER] } },
    },
    means: [service, { ...account(OUTSIDER), through: SNS }],
  },
  {
    statement: { ...SEND, Principal: { AWS: `arn:aws:iam::${OUTSIDER}:role/sender` } },
    means: [account(OUTSIDER, `arn:aws:iam::${OUTSIDER}:role/sender`)],
  },
  {
    statement: {
      ...SEND,
      Principal: { AWS: root(OUTSIDER) },
      Condition: { StringEquals: { 'aws:PrincipalTag/team': 'campaigns' } },
    },
    means: [{ ...account(OUTSIDER), doubt: true }],
  },
  // It speaks of another service: none of ours, and it stays.
  { statement: { ...SEND, Action: 'sns:Publish', Principal: { AWS: root(OUTSIDER) } }, means: [] },
  {
    statement: { ...SEND, NotPrincipal: { AWS: root(SANDBOX) } },
    means: [{ kind: 'everyone', id: '*', name: '*', doubt: true }],
  },
  { statement: { ...SEND, Principal: { Unheard: 'of' } }, means: [], isBroken: true },
];

/** The document of these statements, by their places in the list. */
export const documentOf = (places: readonly number[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: places.map((place) => STATEMENTS[place]?.statement) });

/** What a document means, by the statements that operators write and what is left of them. */
export function meaningOf(document: string): {
  readonly means: readonly Meant[];
  readonly isBroken: boolean;
} {
  const parts = partsOf(document);
  const isBroken = parts.some(({ principal }) => principal.startsWith('Unheard'));
  return { isBroken, means: parts.flatMap((part) => MEANINGS.get(keyOf(part)) ?? []) };
}

/** One word of a Principal with the rest of its statement. */
export interface Part {
  readonly principal: string;
  /** The statement without its Principal and Sid, as text. */
  readonly rest: string;
}

/** A document taken apart: each word of each Principal with what it is given. Sids carry no meaning. */
export function partsOf(document: string): readonly Part[] {
  const { Statement } = JSON.parse(document) as { readonly Statement: unknown };
  return [Statement].flat().flatMap((each) => {
    const { Principal = 'not', Sid, ...others } = each as Readonly<Record<string, unknown>>; // operators write no other
    const rest = JSON.stringify(sorted(others), unlisted);
    return wordsOf(Principal).map((principal) => ({ principal, rest }));
  });
}

export const keyOf = ({ principal, rest }: Part): string => `${principal} ${rest}`;

function wordsOf(principal: unknown): readonly string[] {
  if (principal === '*') return ['AWS *'];
  if (principal === 'not') return ['Not'];
  return Object.entries(Object(principal)).flatMap(([type, names]) =>
    [names].flat().map((name) => `${type} ${name}`),
  );
}

/** A list of one is as good as the one. */
const unlisted = (_: string, value: unknown): unknown =>
  Array.isArray(value) && value.length === 1 ? value[0] : value;

const sorted = (value: object): object =>
  Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));

/** RAM names the resource in the statements that it writes, and keeps them as it will; operators leave it out. */
export const isByHand = ({ rest }: Part): boolean => !rest.includes('"Resource"');

/** Is the consumer let in by this word of a Principal? */
export function isBy({ name, id, kind, through }: Meant, { principal }: Part): boolean {
  if (principal === 'Not') return kind === 'everyone';
  const word = principal.slice(principal.indexOf(' ') + 1);
  if (through !== undefined) return through === word;
  if (word === '*') return kind === 'everyone' || kind === 'organization';
  return name === word || root(id) === word;
}

/** Each part of each statement that is written, by what it means. Those of one statement are told apart by their word. */
const MEANINGS: ReadonlyMap<string, readonly Meant[]> = new Map(
  STATEMENTS.flatMap(({ statement, means }) =>
    partsOf(JSON.stringify({ Statement: [statement] })).map(
      (part) => [keyOf(part), means.filter((each) => isBy(each, part))] as const,
    ),
  ),
);
