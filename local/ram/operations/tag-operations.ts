import type { TagResourceRequest, UntagResourceRequest } from '@aws-sdk/client-ram';
import { AwsError } from '../../aws-error.ts';
import type { Caller, Operation } from '../../service.ts';
import type { Input } from '../../wire/input.ts';
import { invalidParameter, malformedArn } from '../errors.ts';
import { ownShareOfAnyKind } from '../own-share.ts';
import type { Parts } from '../parts.ts';
import { isPermissionArn } from '../permissions.ts';
import type { Share } from '../share.ts';
import { withoutTags, withTags } from '../tags.ts';

/** TagResource and UntagResource, for shares. Permissions of AWS have no tags, and those made from a policy none here. */
export function tagOperations({ world, stores }: Parts): Readonly<Record<string, Operation>> {
  return {
    TagResource: (input: Input<TagResourceRequest>, { caller }) => {
      retag(caller, input, ({ tags }) => withTags(tags, input.tags));
      return {};
    },
    UntagResource: (input: Input<UntagResourceRequest>, { caller }) => {
      retag(caller, input, ({ tags }) => withoutTags(tags, input.tagKeys));
      return {};
    },
  };

  function retag(caller: Caller, target: Target, tagsOf: (share: Share) => Share['tags']): void {
    const store = stores.of(caller);
    const share = ownShareOfAnyKind(store, shareArnOf(target));
    store.putShare({ ...share, tags: tagsOf(share), updatedAt: world.clock.now() });
  }
}

interface Target {
  readonly resourceShareArn?: string;
  readonly resourceArn?: string;
}

function shareArnOf({ resourceShareArn, resourceArn }: Target): string {
  if ((resourceShareArn === undefined) === (resourceArn === undefined)) {
    throw invalidParameter('You must specify either resourceShareArn or resourceArn, but not both.');
  }
  if (resourceShareArn !== undefined) return resourceShareArn;
  const arn = resourceArn ?? '';
  if (!isPermissionArn(arn)) throw malformedArn(arn);
  if (arn.includes('::aws:'))
    throw invalidParameter(`Permission ${arn} is managed by AWS and can't be tagged.`);
  throw new AwsError('ResourceArnNotFoundException', `Permission ${arn} could not be found.`);
}
