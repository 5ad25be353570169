import { describe, expect, it } from 'vitest';
import { ALLOWED, OUTSIDER } from '../support/builders.ts';
import { fated } from '../support/fate.ts';
import { guardrailsIn } from './guardrails.ts';
import { inProcess } from './in-process.ts';
import { changesMade } from './stage.ts';
import type { People } from './story.ts';

interface Scene {
  readonly share: string;
  /** Shares, resources and pools about which something is on record. */
  readonly about: readonly string[];
}

describe.each<[string, (people: People) => Promise<Scene>]>([
  [
    'with an outsider',
    async ({ operator, aNumber }) => {
      const share = await operator.share('just gone', [await aNumber()], [OUTSIDER]);
      return { share, about: [share] };
    },
  ],
  [
    'with a pool, and without its number',
    async ({ operator }) => {
      const number = await operator.requestNumber();
      const pool = await operator.createPool(number.id);
      const share = await operator.share('just gone', [pool.arn], [ALLOWED]);
      return { share, about: [share, pool.arn] };
    },
  ],
])('a share %s', (_, make) => {
  it('leaves nothing open when it is deleted while a run is at it, wherever the run is', async () => {
    let at = 1;
    for (let isOver = false; !isOver; at += 1) {
      const calls = fated({ at, interrupted: true });
      await using stage = await inProcess(guardrailsIn('enforce'), calls);
      const { share, about } = await make(stage.people);
      let isDeleted = false;
      calls.onInterruption(async () => {
        isDeleted = await stage.people.operator.deleteShare(share).then(() => true, isTooLate);
      });
      await stage.rest();
      const where = `deleted before call ${at}: ${calls.made[at - 1]}`;
      for (const arn of about) {
        const open = (await stage.findings(arn)).filter(({ status }) => status === 'open');
        const standing = (await stage.removals(arn)).filter(({ status }) => status !== 'done');
        if (isDeleted) expect([open, standing], where).toEqual([[], []]);
        const findings = await stage.findings(arn);
        for (const { revision, toldRevision } of findings) expect(toldRevision, where).toBe(revision);
      }
      expect((await changesMade(stage)).length, where).toBeLessThanOrEqual(1);
      isOver = !calls.hasStruck();
    }
    expect(at).toBeGreaterThan(20);
  }, 120_000);
});

/** RAM deletes no share of which something is on its way, and none twice. */
function isTooLate(error: Error): false {
  if (!/InvalidStateTransition|UnknownResource/.test(error.name)) throw error;
  return false;
}
