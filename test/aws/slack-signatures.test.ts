import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slackSignature, slackSignatures } from '../../src/aws/slack-signatures.ts';

const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
const body = Buffer.from('token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J');
const timestamp = '1531420618';
const genuine = { body, timestamp, signature: slackSignature({ body, timestamp }, SECRET) };

function signatures(secrets: readonly string[] = [SECRET]) {
  let now = Date.UTC(2026, 10, 2);
  let at = 0;
  let reads = 0;
  return {
    ...slackSignatures(
      async (isFresh) => {
        if (isFresh) {
          reads += 1;
          at = Math.min(at + 1, secrets.length - 1);
        }
        return secrets[at] ?? '';
      },
      { now: () => new Date(now).toISOString() },
    ),
    advance: (seconds: number) => {
      now += seconds * 1000;
    },
    reads: () => reads,
  };
}

describe('a signature', () => {
  it('is the hash that Slack documents', () => {
    // The example of docs.slack.dev/authentication/verifying-requests-from-slack.
    const example = Buffer.from(
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
    );
    expect(slackSignature({ body: example, timestamp }, SECRET)).toBe(
      'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    );
  });

  it('is good for what it signs', async () => {
    expect(await signatures().isGenuine(genuine)).toBe(true);
  });

  it('is good for nothing else: not with one bit of body, timestamp or signature changed', async () => {
    const { isGenuine } = signatures();
    const flipped = (bytes: Uint8Array, place: number) => {
      const copy = Buffer.from(bytes);
      const at = place % (copy.length * 8);
      copy[at >> 3] = (copy[at >> 3] ?? 0) ^ (1 << (at & 7));
      return copy;
    };
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('body', 'timestamp', 'signature'), fc.nat(), async (part, place) => {
        const changed = flipped(Buffer.from(genuine[part]), place);
        const request = { ...genuine, [part]: part === 'body' ? changed : changed.toString('latin1') };
        expect(await isGenuine(request)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    '',
    'v0=',
    genuine.signature.toUpperCase(),
    `${genuine.signature} `,
    genuine.signature.slice(0, -1),
  ])('is not %j', async (signature) => {
    expect(await signatures().isGenuine({ ...genuine, signature })).toBe(false);
  });
});

describe('a secret that was changed', () => {
  it('is read anew when a signature does not match', async () => {
    const { isGenuine, reads } = signatures(['old', SECRET]);
    expect(await isGenuine(genuine)).toBe(true);
    expect(await isGenuine(genuine)).toBe(true);
    expect(reads()).toBe(1);
  });

  it('is read anew once a minute, however many signatures do not match', async () => {
    const { isGenuine, reads, advance } = signatures();
    const wrong = { ...genuine, signature: 'v0=0' };
    for (let n = 0; n < 5; n += 1) expect(await isGenuine(wrong)).toBe(false);
    expect(reads()).toBe(1);
    advance(60);
    await isGenuine(wrong);
    expect(reads()).toBe(2);
  });
});
