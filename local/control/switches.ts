import * as z from 'zod';
import { DEFAULT_SWITCHES, type Switches } from '../switches.ts';
import { bodyOf, exactly, Seconds } from './body.ts';
import { ok, type Route } from './route.ts';

/** Every switch with the values it takes and what it means. A switch that is missing here does not compile. */
const SWITCHES = {
  pendingInvitationBlocksDisassociate: z
    .boolean()
    .describe('a pending invitation refuses Disassociate, as any other association in transition does'),
  emptyPages: z
    .boolean()
    .describe('every list of RAM, sms-voice and Organizations answers an empty first page with a token'),
  policyPutCreatesShare: z
    .boolean()
    .describe('sms-voice PutResourcePolicy makes a resource share of featureSet CREATED_FROM_POLICY'),
  ramStatementsInResourcePolicy: z
    .boolean()
    .describe('sms-voice GetResourcePolicy shows the statements that RAM wrote for shares'),
  ramPolicyCallsInCloudTrail: z
    .boolean()
    .describe("RAM's own PutResourcePolicy calls show in CloudTrail, with invokedBy ram.amazonaws.com"),
  cloudTrailKeyCase: z
    .enum(['lowerCamel', 'PascalCase'])
    .describe('how CloudTrail spells the members of sms-voice calls'),
  cloudTrailResponses: z.boolean().describe("CloudTrail's responseElements are there; else null"),
  nativeRamEvents: z
    .enum(['all', 'failed', 'none'])
    .describe("when RAM's native event is emitted: on every change of state, on failures, or never"),
  nativeRamEventNamesShare: z
    .boolean()
    .describe('the native RAM event carries the ARN of the share in resources'),
  associationSeconds: Seconds.describe('seconds that an association needs to settle'),
  disassociatedListedSeconds: Seconds.describe(
    'seconds that what was taken off a share stays in the lists as DISASSOCIATED',
  ),
  readLagSeconds: Seconds.describe('seconds for which RAM does not show the last write yet'),
  missingResourcePolicy: z
    .enum(['ResourceNotFoundException', 'empty'])
    .describe('what sms-voice GetResourcePolicy answers for a resource without a policy'),
  consumersSeeUnsharedPoolMembers: z
    .boolean()
    .describe('a consumer that lists the members of a shared pool sees also those not shared with it'),
  externalFlipKeepsPrincipals: z
    .boolean()
    .describe('turning allowExternalPrincipals off keeps external principals that are there; else refused'),
  requestRates: z
    .enum(['none', 'published'])
    .describe('calls of sms-voice and Organizations are held to the rates that AWS publishes, or to none'),
  accountPaths: z
    .boolean()
    .describe('Organizations tells the path of each account and OU; else only its parents'),
} satisfies { readonly [Name in keyof Switches]: z.ZodType<Switches[Name]> };

const Changes = exactly(SWITCHES).partial();

/** How AWS behaves where that is not published. */
export function switchRoutes(switches: Switches): readonly Route[] {
  const listed = () =>
    Object.fromEntries(
      Object.entries(SWITCHES).map(([name, schema]) => {
        const key = name as keyof Switches; // the keys of SWITCHES are those of Switches, see `satisfies`
        const about = schema.description;
        return [
          name,
          { value: switches[key], default: DEFAULT_SWITCHES[key], allowed: allowed(schema), about },
        ];
      }),
    );
  return [
    {
      method: 'GET',
      path: '/_local/switches',
      about: 'how AWS behaves where that is not known: every switch, its default and what it means',
      answer: () => ok(listed()),
    },
    {
      method: 'POST',
      path: '/_local/switches',
      about: 'turns switches: {name: value}',
      answer(request) {
        Object.assign(switches, bodyOf(request, Changes));
        return ok(listed());
      },
    },
  ];
}

function allowed(schema: z.ZodType): unknown {
  if (schema instanceof z.ZodEnum) return schema.options;
  return schema instanceof z.ZodBoolean ? [true, false] : 'seconds, 0 or more';
}
