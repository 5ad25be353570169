import { describe, expect, it } from 'vitest';
import { readOrganizationEvent } from '../../src/events/organization-event.ts';
import { MANAGEMENT } from '../support/builders.ts';
import { anEvent } from './messages.ts';

/** Organizations' own record, which reaches the management account in us-east-1. */
const told = (eventName: string, detail: Readonly<Record<string, unknown>> = {}) =>
  anEvent({
    source: 'aws.organizations',
    account: MANAGEMENT,
    detail: {
      eventSource: 'organizations.amazonaws.com',
      eventName,
      eventTime: '2026-10-02T22:39:10Z',
      eventID: '0d8f1c36-0000-4000-8000-000000000001',
      ...detail,
    },
  });

describe('an event of Organizations', () => {
  it.each([
    'MoveAccount',
    'AcceptHandshake',
    'RemoveAccountFromOrganization',
    'LeaveOrganization',
    'CloseAccount',
    'CreateAccountResult',
    'CloseAccountResult',
    'AccountJoinedOrganization',
    'AccountDepartedOrganization',
    'DeleteOrganizationalUnit',
    'DeleteOrganization',
  ])('by which an account may have come, gone or moved counts: %s', (name) => {
    expect(readOrganizationEvent(told(name))).toEqual({ subject: 'organization' });
  });

  it('counts also as something that AWS did by itself, whatever the type of the event is called', () => {
    const event = told('AccountJoinedOrganization', { serviceEventDetails: { accountId: '999988887777' } });
    expect(readOrganizationEvent({ ...event, 'detail-type': 'AWS Service Event via CloudTrail' })).toEqual({
      subject: 'organization',
    });
  });

  it.each([
    [told('InviteAccountToOrganization'), 'InviteAccountToOrganization moves no account'],
    [told('AttachPolicy'), 'AttachPolicy moves no account'],
    [told('MoveAccount', { readOnly: true }), 'MoveAccount moves no account'],
    [
      told('MoveAccount', { errorCode: 'AccessDenied' }),
      'MoveAccount failed with AccessDenied: nothing changed',
    ],
    [{ ...told('MoveAccount'), source: 'aws.ram' }, 'an event of aws.ram'],
  ])('that moves nobody is ignored (%#)', (event, ignored) => {
    expect(readOrganizationEvent(event)).toEqual({ ignored });
  });

  it.each([[null], [{}], [anEvent({ source: 'aws.organizations', detail: {} })]])(
    'that makes no sense is malformed (%#)',
    (event) => {
      expect(readOrganizationEvent(event)).toHaveProperty('malformed');
    },
  );
});
