import { type Condition, keyOf } from './condition.ts';

const REQUEST_KEYS: ReadonlySet<string> = new Set([
  'aws:calledvia',
  'aws:calledviafirst',
  'aws:calledvialast',
  'aws:currenttime',
  'aws:epochtime',
  'aws:multifactorauthage',
  'aws:multifactorauthpresent',
  'aws:referer',
  'aws:requestedregion',
  'aws:securetransport',
  'aws:sourceip',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:tagkeys',
  'aws:tokenissuetime',
  'aws:useragent',
  'aws:viaawsservice',
  'aws:vpcsourceip',
]);

/** Is the condition about the request: how, when or from where somebody asks, and for what? */
export function isAboutRequest(condition: Condition): boolean {
  const key = keyOf(condition);
  return REQUEST_KEYS.has(key) || /^(sms-voice:|aws:requesttag\/)/.test(key);
}

/** May the condition be about who asks? One about the request or the resource never changes whom a statement is for. */
export const isAboutWho = (condition: Condition): boolean =>
  !isAboutRequest(condition) && !/^aws:resource(account|org|tag\/)/.test(keyOf(condition));
