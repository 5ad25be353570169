import { describe, expect, it } from 'vitest';
import { spokenSlack } from '../../../local/story/spoken-slack.ts';

const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });

describe('a Slack message, read aloud', () => {
  it('is its blocks in order, without their looks', () => {
    const blocks = [
      { type: 'header', text: { type: 'plain_text', text: 'Consumer removed' } },
      {
        type: 'section',
        text: mrkdwn('*999988887777* is off `spring-campaign`'),
        fields: [mrkdwn('*Why*\nnot ours')],
      },
      { type: 'divider' },
      { type: 'context', elements: [mrkdwn('<https://example.com/x|the record>')] },
    ];
    expect(spokenSlack({ text: 'short form', blocks })).toBe(
      [
        'Consumer removed',
        '999988887777 is off spring-campaign',
        'Why: not ours',
        'the record (https://example.com/x)',
      ].join('\n'),
    );
  });

  it('is its text when it has no blocks', () => {
    expect(spokenSlack({ text: 'a &lt;b&gt; &amp; c' })).toBe('a <b> & c');
    expect(spokenSlack({ blocks: [], text: 'hello' })).toBe('hello');
    expect(spokenSlack({})).toBe('');
  });

  it('decodes what Slack would, once', () => {
    expect(spokenSlack({ text: '&amp;lt;' })).toBe('&lt;');
  });

  it('keeps asterisks that mark nothing', () => {
    expect(spokenSlack({ text: 'arn:*:x * y' })).toBe('arn:*:x * y');
  });
});
