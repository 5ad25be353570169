import type {
  ListTagsForResourceRequest,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { Call, Operation } from '../service.ts';
import type { Input } from '../wire/input.ts';
import { ownByArn } from './access.ts';
import { resourceAt } from './arns.ts';
import type { Parts } from './parts.ts';

/** Tags are the owner's: a consumer neither sees nor changes them. */
export function tagOperations({ access, tags }: Parts): Readonly<Record<string, Operation>> {
  const arnIn = (call: Call, arn: string) => ownByArn(access, call, arn, resourceAt).arn;
  return {
    TagResource: (input: Input<TagResourceRequest>, call) => {
      tags.add(arnIn(call, input.ResourceArn), input.Tags);
      return {};
    },
    UntagResource: (input: Input<UntagResourceRequest>, call) => {
      tags.take(arnIn(call, input.ResourceArn), input.TagKeys);
      return {};
    },
    ListTagsForResource: (input: Input<ListTagsForResourceRequest>, call) => {
      const arn = arnIn(call, input.ResourceArn);
      return { ResourceArn: arn, Tags: tags.of(arn) };
    },
  };
}
