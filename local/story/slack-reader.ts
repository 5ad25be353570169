import type { Output } from '../start/output.ts';
import { spokenSlack } from './spoken-slack.ts';
import { until, type Witness } from './witness.ts';

export interface SlackReader {
  /** Waits for a message that has not been read yet and mentions all of this, and quotes it. */
  quoteNext(...mentions: readonly string[]): Promise<void>;
}

/** Reads the channel from the top, every message once. */
export function slackReader(seen: Pick<Witness, 'slack'>, tell: Output): SlackReader {
  const read = new Set<number>();
  return {
    async quoteNext(...mentions) {
      const text = await until(`a Slack message that mentions ${mentions.join(' and ')}`, async () => {
        const texts = (await seen.slack()).map(({ body }) => spokenSlack(body));
        const next = texts.findIndex(
          (each, index) => !read.has(index) && mentions.every((mention) => each.includes(mention)),
        );
        if (next >= 0) read.add(next);
        return texts[next];
      });
      tell.say('Slack:');
      tell.quote(text);
    },
  };
}
