import fc from 'fast-check';
import {
  type ConsumerSelector,
  GUARDRAIL_DEFAULTS,
  type Guardrail,
  type Guardrails,
  type ResourceSelector,
  type Waiver,
} from '../../src/core/guardrail.ts';
import * as v from './vocabulary.ts';

const aSelector: fc.Arbitrary<ConsumerSelector> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(v.OWNER, v.FIRST, v.SECOND, v.MANAGEMENT, v.OUTSIDER, v.LEAVER)
      .map((account) => ({ account })),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(v.TOP, v.MIDDLE, v.BOTTOM, v.EMPTY, v.THEIR_OU).map((ou) => ({ ou })),
  },
  { weight: 2, arbitrary: fc.constant({ organization: true as const }) },
  { weight: 1, arbitrary: fc.constantFrom(v.SNS, v.VOICE).map((service) => ({ service })) },
);

const ARNS = [v.NUMBER, v.POOL, v.EU_POOL, v.SENDER_ID, v.OPT_OUT_LIST].map(({ arn }) => arn);

/** The patterns hold what a careless matcher takes for more: dots, a beginning only, ends that overlap. */
const aPattern = fc.constantFrom(
  ...ARNS,
  '*',
  'arn:*:pool/*',
  'arn:aws:sms-voice:us-east-1:*',
  '*:111122223333:*-01',
  'arn:aws:sms.voice:*',
  'arn:aws:sms-voice:us-east-1:111122223333:pool/pool-0',
  '*pool/pool-01*pool-01',
);

/** `constructor` is a key of every object, and a tag of none. */
const tagsAsked = fc.constantFrom<Record<string, string>[]>(
  {},
  { environment: 'production' },
  { environment: '*' },
  { environment: '*', team: '*' },
  { constructor: '*' } as unknown as Record<string, string>, // typed as the function of every object
);

const aResourceSelector: fc.Arbitrary<ResourceSelector> = fc.record(
  {
    types: fc.subarray(['phone-number', 'pool', 'sender-id', 'opt-out-list'] as const),
    arns: fc.array(aPattern, { maxLength: 2 }),
    regions: fc.subarray(['us-east-1', 'eu-west-1']),
    accounts: fc.subarray([v.OWNER, v.MANAGEMENT]),
    tags: tagsAsked,
  },
  { requiredKeys: [] },
);

const aMode = fc.constantFrom('observe' as const, 'enforce' as const);

/** Lists that hold groups, so that what is denied inside them is reached. */
const manyAllowed = fc
  .array(aSelector, { maxLength: 2 })
  .map((some): readonly ConsumerSelector[] => [...some, { organization: true }, { service: v.SNS }]);

const aGuardrail: fc.Arbitrary<Omit<Guardrail, 'id'>> = fc.record(
  {
    mode: aMode,
    resources: fc.oneof(fc.constant({}), aResourceSelector),
    allow: fc.oneof(fc.array(aSelector, { maxLength: 4 }), manyAllowed, manyAllowed),
    deny: fc.array(aSelector, { maxLength: 2 }),
  },
  { requiredKeys: [] },
);

const onlyDenies: typeof aGuardrail = fc.record(
  { mode: aMode, deny: fc.array(aSelector, { minLength: 1, maxLength: 2 }) },
  { requiredKeys: ['deny'] },
);

const aWaiver: fc.Arbitrary<Waiver> = fc.record({
  resource: fc.constantFrom(...ARNS),
  consumer: fc.constantFrom(
    ...[v.FIRST, v.SECOND, v.OUTSIDER, v.LEAVER, v.TOP, v.MIDDLE, v.EMPTY, v.OURS, v.THEIRS, v.SNS, '*'],
  ),
  until: fc.constantFrom('2026-11-01', '2026-11-02', '2026-11-03', '2025-12-31', '2027-01-01'),
  reason: fc.constant('campaign 42'),
  approvedBy: fc.constant('the owner'),
});

/** Guardrail files of our organization, whose lists overlap. */
export const someGuardrails: fc.Arbitrary<Guardrails> = fc
  .record({
    mode: aMode,
    everyone: fc.constantFrom('forbid' as const, 'tell' as const, 'ignore' as const),
    guardrails: fc.array(fc.oneof(aGuardrail, aGuardrail, onlyDenies), { maxLength: 3 }),
    waivers: fc.array(aWaiver, { maxLength: 4 }),
  })
  .map(({ mode, everyone, guardrails, waivers }) => ({
    ...GUARDRAIL_DEFAULTS,
    organization: v.OURS,
    mode,
    guardrails: guardrails.map((each, at) => ({ id: `guardrail-${at + 1}`, ...each })),
    policies: { ...GUARDRAIL_DEFAULTS.policies, everyone },
    waivers,
  }));
