import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSlackAction } from '../../src/events/slack-action.ts';

const PAYLOAD = {
  type: 'block_actions',
  user: { id: 'U0123456789', username: 'ann', team_id: 'T0123456789' },
  team: { id: 'T0123456789', domain: 'example' },
  container: { type: 'message', message_ts: '1762077600.000100', channel_id: 'C0123456789' },
  channel: { id: 'C0123456789', name: 'alerts' },
  actions: [{ type: 'button', action_id: 'sharewarden.waive', block_id: 'b', value: '{}', action_ts: '1.2' }],
  response_url: 'https://hooks.slack.com/actions/1',
};
const bodyOf = (payload: unknown) => new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
const read = (parts: object) => readSlackAction(bodyOf({ ...PAYLOAD, ...parts }));

describe('what Slack posts when somebody interacts', () => {
  it('tells who pressed which button of which message', () => {
    expect(read({})).toEqual({
      subject: {
        team: 'T0123456789',
        user: 'U0123456789',
        place: { channel: 'C0123456789', ts: '1762077600.000100' },
        actionId: 'sharewarden.waive',
        value: '{}',
      },
    });
  });

  it.each([
    [
      'of an organization’s app',
      { team: null },
      { subject: expect.objectContaining({ team: 'T0123456789' }) },
    ],
    ['a modal', { type: 'view_submission' }, { ignored: 'an interaction of type view_submission' }],
    [
      'an action outside of a message',
      { container: undefined },
      { ignored: 'an action outside of a message' },
    ],
    ['nobody', { user: undefined }, { malformed: 'no press of a button: no user' }],
    ['a user who is none', { user: { id: 'U1>' } }, { malformed: expect.stringContaining('user.id') }],
    ['no actions', { actions: [] }, { ignored: 'an action outside of a message' }],
  ])('%s', (_, parts, reading) => {
    expect(read(parts)).toEqual(reading);
  });

  it.each([
    '',
    'payload=',
    'payload={',
    'payload=null',
    'payload=%5B%5D',
    'ssl_check=1&token=x',
    '{"type":"block_actions"}',
  ])('makes no sense of %j', (body) => {
    expect(readSlackAction(body)).toHaveProperty('malformed');
  });

  it('is read without throwing, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.jsonValue().map(bodyOf),
          fc.object().map((o) => bodyOf({ ...PAYLOAD, ...o })),
        ),
        (body) => {
          expect(Object.keys(readSlackAction(body))).toHaveLength(1);
        },
      ),
    );
  });
});
