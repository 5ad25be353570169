import { describe, expect, it } from 'vitest';
import { flagsFrom } from '../../../local/start/flags.ts';

describe('the flags of npm start', () => {
  it('have defaults', () => {
    expect(flagsFrom([])).toEqual({
      flags: {
        port: 4566,
        region: 'us-east-1',
        organization: 'example',
        story: true,
        once: false,
        slackBot: false,
      },
    });
  });

  it.each([
    [['--port', '5000'], { port: 5000 }],
    [['--slack-bot'], { slackBot: true }],
    [['--port=0'], { port: 0 }],
    [['--region', 'eu-central-1'], { region: 'eu-central-1' }],
    [['--data', '.data'], { data: '.data' }],
    [['--empty'], { organization: 'none', story: false }],
    [['--no-story'], { organization: 'example', story: false }],
    [['--once', '--port', '0'], { once: true, story: true, port: 0 }],
  ])('%j are read', (args, expected) => {
    expect(flagsFrom(args)).toMatchObject({ flags: expected });
  });

  it.each([
    [['--prot', '5000'], 'unknown flag --prot'],
    [['-p'], 'unknown flag -p'],
    [['--constructor'], 'unknown flag --constructor'],
    [['start'], 'unexpected "start"'],
    [['--port'], '--port needs N'],
    [['--port='], '--port needs N'],
    [['--port', 'http'], 'not "http"'],
    [['--port', '65536'], 'not "65536"'],
    [['--port', '-1'], '--port needs'],
    [['--region', 'frankfurt'], 'not "frankfurt"'],
    [['--empty=yes'], '--empty takes no value'],
    [['--once', '--no-story'], 'leave --no-story out'],
    [['--once', '--empty'], 'leave --empty out'],
  ])('%j are refused, with those that are allowed', (args, message) => {
    const answer = flagsFrom(args);
    expect(answer).toHaveProperty('error', expect.stringContaining(message));
    for (const flag of [
      '--port N',
      '--empty',
      '--no-story',
      '--once',
      '--region',
      '--data FOLDER',
      '--help',
    ]) {
      expect(answer).toHaveProperty('error', expect.stringContaining(flag));
    }
  });

  it('explain themselves', () => {
    const answer = flagsFrom(['--help']);
    expect(answer).toHaveProperty('help', expect.stringMatching(/--data FOLDER +keep the tables/));
  });
});
