import fc from 'fast-check';
import type { Switches } from '../../local/switches.ts';
import { GUARDRAIL_DEFAULTS, type Guardrail, type Guardrails } from '../../src/core/guardrail.ts';
import {
  CAMPAIGNS,
  ORGANIZATION,
  OUTSIDER,
  PRINCIPALS,
  SANDBOX,
  SENDER_ID,
  SERVICES,
  UNITS,
  type UnitName,
} from './names.ts';
import { STATEMENTS } from './policies.ts';

/** All that a history depends on, as plain data: the same history always goes the same way. */
export interface History {
  readonly setting: Setting;
  readonly steps: readonly Step[];
}

/** What somebody does, how long it is until the next step, and what goes wrong meanwhile. */
export interface Step {
  readonly act: Act;
  readonly wait: number;
  /** Absent: nothing goes wrong, and every message is handled before time goes on. */
  readonly storm?: Storm | undefined;
}
/** `seed`: of all chance in it. */
export interface Storm {
  readonly seed: number;
  readonly brings: readonly Trouble[];
}
export const TROUBLES = [
  'drops',
  'repeats',
  'delays',
  'throttles',
  'errors',
  'lost',
  'late',
  'stale',
  'deaths',
  'directory',
  'slack',
  'pages',
] as const;
export type Trouble = (typeof TROUBLES)[number];

/** What operators do. Numbers stand for the n-th thing of its kind, counted around. */
export type Act =
  | {
      readonly do: 'share';
      readonly resources: readonly number[];
      readonly principals: Principals;
      readonly by: number;
      readonly like: number;
    }
  | { readonly do: 'add'; readonly share: number; readonly principals: Principals; readonly by: number }
  | {
      readonly do: 'add-resource' | 'take-resource';
      readonly share: number;
      readonly resource: number;
      readonly by: number;
    }
  | { readonly do: 'readd'; readonly share: number; readonly by: number }
  | { readonly do: 'take'; readonly share: number; readonly principal: number; readonly by: number }
  | { readonly do: 'delete-share'; readonly share: number; readonly by: number }
  | { readonly do: 'answer'; readonly invitation: number; readonly accepts: boolean }
  | {
      readonly do: 'put-policy';
      readonly resource: number;
      readonly statements: readonly number[];
      readonly by: number;
    }
  | { readonly do: 'edit-policy'; readonly resource: number; readonly statement: number; readonly by: number }
  | { readonly do: 'delete-policy'; readonly resource: number; readonly by: number }
  | { readonly do: 'number' | 'pool' | 'untag'; readonly at: number }
  | { readonly do: 'join' | 'leave'; readonly pool: number; readonly member: number }
  | { readonly do: 'tag'; readonly at: number; readonly value: string }
  | { readonly do: 'place'; readonly account: string; readonly unit: UnitName | 'outside' }
  | { readonly do: 'state'; readonly account: string; readonly state: 'ACTIVE' | 'SUSPENDED' }
  | { readonly do: 'nothing' };
/** Places in {@link PRINCIPALS}, or one service with the accounts that it acts for: a share holds no others beside it. */
export type Principals =
  | readonly number[]
  | { readonly service: number; readonly sources: readonly string[] };

/** What holds all through a history. */
export interface Setting {
  readonly mode: Guardrails['mode'];
  /** Places in {@link GUARDRAILS}. */
  readonly guardrails: readonly number[];
  readonly mixed: Guardrails['shares']['mixedWithOtherServices'];
  readonly everyone: Guardrails['policies']['everyone'];
  readonly sourceless: Guardrails['policies']['serviceWithoutSource'];
  readonly members: Guardrails['pools']['members'];
  readonly groups: Guardrails['groups']['ouOrOrganization'];
  readonly forbiddenGroup: Guardrails['groups']['forbiddenGroup'];
  readonly lastConsumer: Guardrails['groups']['lastConsumer'];
  readonly perHour: number;
  /** The budget of one share or policy. */
  readonly perShare?: number | undefined;
  readonly readds: number;
  /** The last day of a waiver for the outsider on the sender ID. */
  readonly waivedUntil?: string | undefined;
  readonly switches: Partial<Switches>;
}

const GUARDRAILS: readonly Guardrail[] = [
  { id: 'inside-only', allow: [{ organization: true }, { service: 'sns.amazonaws.com' }] },
  { id: 'no-sandbox', deny: [{ ou: UNITS.Sandbox }] },
  { id: 'only-campaigns', allow: [{ account: CAMPAIGNS }, { service: 'sns.amazonaws.com' }] },
  { id: 'campaigns-unit', allow: [{ ou: UNITS.Campaigns }, { organization: true }] },
  { id: 'no-outsider', deny: [{ account: OUTSIDER }] },
  { id: 'production', resources: { tags: { environment: 'production' } }, allow: [{ ou: UNITS.Campaigns }] },
  { id: 'watched', mode: 'observe', deny: [{ account: SANDBOX }] },
  {
    id: 'pools',
    resources: { types: ['pool'] },
    deny: [{ account: SANDBOX }, { service: 'sns.amazonaws.com' }],
  },
];

/** The guardrail file of a setting. */
export function fileOf(setting: Setting): Guardrails {
  const { mode, mixed, everyone, sourceless, members, groups, forbiddenGroup, lastConsumer } = setting;
  const { perHour, perShare, readds, waivedUntil } = setting;
  const waiver = {
    resource: SENDER_ID,
    consumer: OUTSIDER,
    reason: 'partner campaign',
    approvedBy: 'the owner',
  };
  return {
    ...GUARDRAIL_DEFAULTS,
    organization: ORGANIZATION,
    mode,
    guardrails: setting.guardrails.flatMap((at) => GUARDRAILS[at] ?? []),
    shares: { ...GUARDRAIL_DEFAULTS.shares, external: 'tell', mixedWithOtherServices: mixed },
    policies: { everyone, serviceWithoutSource: sourceless },
    pools: { members, optOutList: 'tell' },
    groups: { ouOrOrganization: groups, forbiddenGroup, lastConsumer },
    waivers: waivedUntil === undefined ? [] : [{ ...waiver, until: waivedUntil }],
    limits: { removalsPerHour: perHour, shareRemovalsPerHour: perShare, readdsBeforeStop: readds },
  };
}

/** Histories of so many steps. */
export const aHistory = (steps: number): fc.Arbitrary<History> =>
  fc.record({
    setting: aSetting,
    steps: fc.array(aStep, { minLength: steps, maxLength: steps, size: 'max' }),
  });

const mostly = <T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 3 * others.length, arbitrary: fc.constant(usual) },
    ...others.map((other) => fc.constant(other)),
  );

const aSetting: fc.Arbitrary<Setting> = fc.record({
  mode: mostly('enforce' as const, 'enforce', 'observe'),
  guardrails: fc.oneof(
    fc.constantFrom([0], [0, 1], [2], [1, 4]),
    fc.subarray(
      GUARDRAILS.map((_, at) => at),
      { minLength: 1, maxLength: 4 },
    ),
  ),
  mixed: mostly('tell' as const, 'remove-sms'),
  everyone: mostly('forbid' as const, 'tell'),
  sourceless: mostly('forbid' as const, 'tell', 'ignore'),
  members: mostly('tell' as const, 'share', 'ignore'),
  groups: mostly('tell' as const, 'remove'),
  forbiddenGroup: mostly('remove' as const, 'remove', 'tell'),
  lastConsumer: mostly('remove' as const, 'remove', 'tell'),
  perShare: mostly(undefined as number | undefined, undefined, 1),
  perHour: mostly(20, 20, 20, 2),
  readds: mostly(3, 1, 2),
  waivedUntil: mostly(undefined as string | undefined, '2026-11-02', '2026-12-31'),
  switches: fc.record(
    {
      pendingInvitationBlocksDisassociate: mostly(false, false, false, true),
      emptyPages: mostly(false, true),
      nativeRamEvents: fc.constantFrom('all' as const, 'failed', 'none'),
      nativeRamEventNamesShare: fc.boolean(),
      cloudTrailKeyCase: fc.constantFrom('lowerCamel' as const, 'PascalCase'),
      cloudTrailResponses: fc.boolean(),
      missingResourcePolicy: fc.constantFrom('ResourceNotFoundException' as const, 'empty'),
      associationSeconds: fc.constantFrom(0.5, 4, 30),
      disassociatedListedSeconds: fc.constantFrom(0, 60),
      accountPaths: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
});

const few = fc.nat({ max: 5 });
const by = fc.nat({ max: 1 });
const somePrincipals: fc.Arbitrary<Principals> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.uniqueArray(fc.nat({ max: PRINCIPALS.length - 1 }), { minLength: 1, maxLength: 3 }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      service: fc.nat({ max: SERVICES.length - 1 }),
      sources: fc.subarray([CAMPAIGNS, OUTSIDER]),
    }),
  },
);
const anAccount = fc.constantFrom(CAMPAIGNS, SANDBOX);
const does = <Do extends string>(name: Do) => ({ do: fc.constant(name) });

const anAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      ...does('share'),
      resources: fc.uniqueArray(fc.nat({ max: 6 }), { minLength: 1, maxLength: 3 }),
      principals: somePrincipals,
      by,
      like: few,
    }),
  },
  { weight: 4, arbitrary: fc.record({ ...does('add'), share: few, principals: somePrincipals, by }) },
  {
    weight: 2,
    arbitrary: fc.record({ ...does('add-resource'), share: few, resource: fc.nat({ max: 6 }), by }),
  },
  { weight: 2, arbitrary: fc.record({ ...does('take-resource'), share: few, resource: few, by }) },
  { weight: 4, arbitrary: fc.record({ ...does('readd'), share: few, by }) },
  { weight: 3, arbitrary: fc.record({ ...does('take'), share: few, principal: few, by }) },
  { weight: 2, arbitrary: fc.record({ ...does('delete-share'), share: few, by }) },
  { weight: 2, arbitrary: fc.record({ ...does('answer'), invitation: few, accepts: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      ...does('put-policy'),
      resource: few,
      statements: fc.uniqueArray(fc.nat({ max: STATEMENTS.length - 1 }), { minLength: 1, maxLength: 3 }),
      by,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      ...does('edit-policy'),
      resource: few,
      statement: fc.nat({ max: STATEMENTS.length - 1 }),
      by,
    }),
  },
  { weight: 1, arbitrary: fc.record({ ...does('delete-policy'), resource: few, by }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('number' as const, 'pool'), at: few }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('join' as const, 'leave'), pool: few, member: few }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ ...does('tag'), at: few, value: fc.constantFrom('production', 'test') }),
  },
  { weight: 1, arbitrary: fc.record({ ...does('untag'), at: few }) },
  {
    weight: 2,
    arbitrary: fc.record({
      ...does('place'),
      account: anAccount,
      unit: fc.constantFrom('Messaging' as const, 'Campaigns', 'Sandbox', 'outside'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      ...does('state'),
      account: anAccount,
      state: fc.constantFrom('ACTIVE' as const, 'SUSPENDED'),
    }),
  },
  { weight: 1, arbitrary: fc.record(does('nothing')) },
);

const aStorm: fc.Arbitrary<Storm> = fc.record({
  seed: fc.nat(),
  brings: fc.subarray([...TROUBLES], { maxLength: 6 }),
});

const aStep: fc.Arbitrary<Step> = fc.record({
  act: anAct,
  wait: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(0, 0, 0, 1, 3) },
    { weight: 3, arbitrary: fc.constantFrom(10, 60, 100, 200) },
    { weight: 1, arbitrary: fc.constantFrom(900, 3600, 43_200) },
  ),
  storm: fc.option(aStorm, { nil: undefined, freq: 2 }),
});
