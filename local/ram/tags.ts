import { AwsError } from '../aws-error.ts';
import { invalidParameter } from './errors.ts';
import type { Tag } from './share.ts';

type GivenTag = { readonly key?: string | undefined; readonly value?: string | undefined };

/** The limits that AWS has for tags everywhere. */
const MAX_TAGS = 50;
const MAX_KEY = 128;
const MAX_VALUE = 256;

/**
 * @returns the tags with those given added, or put in place of those with the same key
 * @throws AwsError TagLimitExceededException, InvalidParameterException
 */
export function withTags(tags: readonly Tag[], given: readonly GivenTag[]): readonly Tag[] {
  const added = given.map(checkTag);
  const keys = new Set(added.map(({ key }) => key));
  if (keys.size < added.length) throw invalidParameter('The request holds a tag key more than once.');
  const all = [...tags.filter(({ key }) => !keys.has(key)), ...added];
  if (all.length > MAX_TAGS) {
    throw new AwsError('TagLimitExceededException', `A resource share can have up to ${MAX_TAGS} tags.`);
  }
  return all;
}

export const withoutTags = (tags: readonly Tag[], keys: readonly string[]): readonly Tag[] =>
  tags.filter(({ key }) => !keys.includes(key));

function checkTag({ key, value }: GivenTag): Tag {
  if (!key || key.length > MAX_KEY || !CHARACTERS.test(key)) {
    throw invalidParameter(`Tag key ${key ?? ''} is not valid.`);
  }
  if (key.toLowerCase().startsWith('aws:')) throw invalidParameter('Tag keys must not start with aws:.');
  if (value === undefined || value.length > MAX_VALUE || !CHARACTERS.test(value)) {
    throw invalidParameter(`The value of tag ${key} is not valid.`);
  }
  return { key, value };
}

const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
