import type { Tag } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { Input } from '../wire/input.ts';
import { invalid, quotaExceeded } from './errors.ts';

/** Tags of resources, by ARN. */
export interface Tags {
  of(arn: string): readonly Input<Tag>[];
  /** Adds tags, replacing those of the same key. Refuses what is malformed, or too many. */
  add(arn: string, tags: readonly Input<Tag>[] | undefined): void;
  take(arn: string, keys: readonly string[]): void;
  forget(arn: string): void;
}

/** AWS's general limit on user tags of a resource. */
const TAGS_PER_RESOURCE = 50;

export function createTags(): Tags {
  const byArn = new Map<string, ReadonlyMap<string, string>>();
  return {
    of: (arn) => [...(byArn.get(arn) ?? [])].map(([Key, Value]) => ({ Key, Value })),
    add: (arn, tags = []) => {
      checkTags(tags);
      const all = new Map([
        ...(byArn.get(arn) ?? []),
        ...tags.map(({ Key, Value }) => [Key, Value] as const),
      ]);
      if (all.size > TAGS_PER_RESOURCE) throw quotaExceeded('TAGS_PER_RESOURCE');
      byArn.set(arn, all);
    },
    take: (arn, keys) => {
      byArn.set(arn, new Map([...(byArn.get(arn) ?? [])].filter(([key]) => !keys.includes(key))));
    },
    forget: (arn) => void byArn.delete(arn),
  };
}

/** Refuses malformed tags. To be asked before a resource is made. */
export function checkTags(tags: readonly Input<Tag>[] = []): void {
  for (const { Key } of tags) {
    if (Key.toLowerCase().startsWith('aws:')) {
      throw invalid('INVALID_PARAMETER', `Tag key '${Key}' has the reserved prefix 'aws:'`, 'Tags');
    }
  }
  const keys = new Set(tags.map(({ Key }) => Key));
  if (keys.size < tags.length) throw invalid('INVALID_PARAMETER', 'Tag keys must be unique', 'Tags');
  if (keys.size > TAGS_PER_RESOURCE) throw quotaExceeded('TAGS_PER_RESOURCE');
}
