import type { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { RAMClient } from '@aws-sdk/client-ram';
import type { PolicySnapshot } from '../core/policy.ts';
import { readPolicy } from '../core/resource-policy/read-policy.ts';
import type { Clock, Inventory } from '../ports.ts';
import { ownResources } from './own-resources.ts';
import { documentOf, writtenByRam } from './sms-policies.ts';
import { membersOf } from './sms-resources.ts';
import { unlessGone } from './unless-gone.ts';

/**
 * What a scope holds, as sms-voice and RAM list it. All that can be asked at once is: the clients have to keep to the
 * rates (see `pacing`).
 */
export function smsInventory(sms: PinpointSMSVoiceV2Client, ram: RAMClient, clock: Clock): Inventory {
  const snapshotOf = async (resource: string): Promise<PolicySnapshot | undefined> => {
    const readAt = clock.now();
    const document = await unlessGone(async () => ({ text: await documentOf(sms, resource) }));
    return document && { resource, document: document.text, ramDocuments: [], readAt };
  };

  return {
    resources: (scope) => ownResources(sms, scope),

    members: (poolArn) => unlessGone(() => membersOf(sms, poolArn)),

    /** RAM is asked soon after, for what it has written: a batch at a time, as the answers of sms-voice come in. */
    async policies(arns) {
      const read = await Promise.all(
        batchesOf(arns).map(async (batch) => {
          const found = (await Promise.all(batch.map(snapshotOf))).filter((each) => each !== undefined);
          return withRamDocuments(found, ram);
        }),
      );
      return read.flat();
    },
  };
}

/** How many resources RAM is asked about by name. No limit is published. */
const BATCH = 50;

const batchesOf = (arns: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(arns.length / BATCH) }, (_, at) => arns.slice(at * BATCH, (at + 1) * BATCH));

/** A document that RAM does not say the resource of may be of any. */
async function withRamDocuments(
  policies: readonly PolicySnapshot[],
  ram: RAMClient,
): Promise<readonly PolicySnapshot[]> {
  const arns = policies.flatMap(({ resource, document }) => (document === undefined ? [] : [resource]));
  const documents = await ramDocumentsOf(arns, ram);
  const asked = new Set(arns);
  const written = documents.map((text) => ({ text, of: namedIn(text).filter((arn) => asked.has(arn)) }));
  return policies.map((policy) => {
    const own = written.filter(({ of }) => of.length === 0 || of.includes(policy.resource));
    return { ...policy, ramDocuments: own.map(({ text }) => text) };
  });
}

/** One that is gone fails the answer for all: each is asked about alone then. */
async function ramDocumentsOf(arns: readonly string[], ram: RAMClient): Promise<readonly string[]> {
  if (arns.length === 0) return [];
  const documents = await unlessGone(() => writtenByRam(ram, arns));
  if (documents || arns.length === 1) return documents ?? [];
  return (await Promise.all(arns.map((arn) => ramDocumentsOf([arn], ram)))).flat();
}

function namedIn(document: string): readonly string[] {
  const read = readPolicy(document);
  return read.ok ? read.policy.statements.flatMap(({ resources }) => resources.values) : [];
}
