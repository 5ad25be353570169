import * as model from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { smsResource } from '../../src/core/resource.ts';
import type { Service } from '../service.ts';
import type { SmsVoiceTruth, World } from '../world.ts';
import { createAccess } from './access.ts';
import { createOnce } from './idempotency.ts';
import { optOutListOperations } from './opt-out-lists.ts';
import { optedOutNumberOperations } from './opted-out-numbers.ts';
import type { Parts } from './parts.ts';
import { phoneNumberOperations } from './phone-numbers.ts';
import { createPolicies } from './policies.ts';
import { poolAssociationOperations } from './pool-associations.ts';
import { poolOperations } from './pools.ts';
import { emitRamPolicyCall } from './ram-policy-event.ts';
import { rcsAgentOperations } from './rcs-agents.ts';
import { resourcePolicyOperations } from './resource-policies.ts';
import { senderIdOperations } from './sender-ids.ts';
import { createStore } from './store.ts';
import { createTags } from './tag-store.ts';
import { tagOperations } from './tags.ts';

/** `settlingSeconds`: how long a new number or pool, and an identity that joins or leaves a pool, stays in transition. */
export interface SmsVoiceOptions {
  readonly settlingSeconds?: number;
}

/** AWS End User Messaging SMS, API version 2, as facts sections 2, 3, 4 and 6 have it. */
export function smsVoiceService(
  world: World,
  options: SmsVoiceOptions = {},
): { readonly service: Service; readonly truth: SmsVoiceTruth } {
  const parts = createParts(world, options);

  return {
    service: {
      name: 'sms-voice',
      model,
      operations: {
        ...poolOperations(parts),
        ...poolAssociationOperations(parts),
        ...phoneNumberOperations(parts),
        ...senderIdOperations(parts),
        ...rcsAgentOperations(parts),
        ...optOutListOperations(parts),
        ...optedOutNumberOperations(parts),
        ...resourcePolicyOperations(parts),
        ...tagOperations(parts),
      },
      trail: {
        eventSource: 'sms-voice.amazonaws.com',
        source: 'aws.sms-voice',
        writes: WRITES,
        keyCase: () => (world.switches.cloudTrailKeyCase === 'PascalCase' ? 'wire' : 'lowerCamel'),
      },
    },
    truth: truthOf(parts),
  };
}

/** Management events with `readOnly: false` (facts section 2). */
const WRITES: ReadonlySet<string> = new Set([
  ...['CreatePool', 'UpdatePool', 'DeletePool'],
  ...['AssociateOriginationIdentity', 'DisassociateOriginationIdentity'],
  ...['RequestPhoneNumber', 'UpdatePhoneNumber', 'ReleasePhoneNumber'],
  ...['CreateRcsAgent', 'UpdateRcsAgent', 'DeleteRcsAgent'],
  ...['RequestSenderId', 'UpdateSenderId', 'ReleaseSenderId'],
  ...['CreateOptOutList', 'DeleteOptOutList', 'PutOptedOutNumber', 'DeleteOptedOutNumber'],
  ...['PutResourcePolicy', 'DeleteResourcePolicy', 'TagResource', 'UntagResource'],
]);

function createParts(world: World, { settlingSeconds = 0 }: SmsVoiceOptions): Parts {
  const store = createStore(world.clock);
  const policies = createPolicies();
  const tags = createTags();
  return {
    world,
    store,
    policies,
    tags,
    access: createAccess(world, store, policies),
    once: createOnce(world.clock),
    now: () => new Date(world.clock.now()),
    settle: (task) => {
      if (settlingSeconds > 0) world.clock.at(world.clock.now() + settlingSeconds * 1000, task);
      else task();
    },
    remove: (arn) => {
      store.remove(arn);
      tags.forget(arn);
      policies.forget(arn);
      world.peers.ram.resourceDeleted(arn);
    },
  };
}

function truthOf({ world, store, policies, now }: Parts): SmsVoiceTruth {
  const exists = (arn: string): boolean => {
    const type = smsResource(arn)?.type;
    return type !== undefined && store.find(type, arn) !== undefined;
  };
  return {
    exists,
    setRamStatements: (arn, statements) => {
      if (!exists(arn) || !policies.setRamStatements(arn, statements, now())) return;
      if (world.switches.ramPolicyCallsInCloudTrail) {
        emitRamPolicyCall(world, arn, policies.shown(arn, true));
      }
    },
  };
}
