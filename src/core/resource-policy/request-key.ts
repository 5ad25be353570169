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
  'aws:tokenissuetime',
  'aws:useragent',
  'aws:viaawsservice',
  'aws:vpcsourceip',
]);

/**
 * Is the condition about the request and not about who makes it? Such a one never changes whom a statement is for: it
 * only says how, when or from where they ask.
 */
export function isAboutRequest(condition: Condition): boolean {
  const key = keyOf(condition);
  return REQUEST_KEYS.has(key) || key.startsWith('sms-voice:');
}
