import { parseArgs } from 'node:util';

/** What `npm start` was asked for. */
export interface Flags {
  readonly port: number;
  readonly region: string;
  readonly organization: 'example' | 'none';
  readonly story: boolean;
  /** Tell the story, check how it ended, and exit. */
  readonly once: boolean;
  /** Tell Slack as a bot, which comes back to its messages, instead of by a webhook. */
  readonly slackBot: boolean;
  /** Where DynamoDB keeps its tables. Absent: in memory. */
  readonly data?: string | undefined;
}

/** @returns the flags, a request for help, or what is wrong with them. */
export function flagsFrom(
  args: readonly string[],
): { readonly flags: Flags } | { readonly help: string } | { readonly error: string } {
  const { values, tokens } = parseArgs({ args: [...args], strict: false, tokens: true, options: OPTIONS });
  const errors = tokens.flatMap((token) => {
    if (token.kind === 'positional') return [`unexpected "${token.value}"`];
    if (token.kind !== 'option') return [];
    const known = Object.hasOwn(OPTIONS, token.name)
      ? OPTIONS[token.name as keyof typeof OPTIONS]
      : undefined;
    if (!known || !token.rawName.startsWith('--')) return [`unknown flag ${token.rawName}`];
    if (known.type === 'string' && !token.value) return [`${token.rawName} needs ${known.takes}`];
    if (known.type === 'boolean' && token.value !== undefined) return [`${token.rawName} takes no value`];
    return [];
  });
  const text = (name: 'port' | 'region' | 'data') =>
    typeof values[name] === 'string' ? values[name] : undefined;
  const port = text('port') ?? '4566';
  const region = text('region') ?? 'us-east-1';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    errors.push(`--port needs a number from 0 to 65535, not "${port}"`);
  }
  if (!/^[a-z]{2,3}(-[a-z]+)+-\d+$/.test(region)) {
    errors.push(`--region needs a Region such as us-east-1, not "${region}"`);
  }
  const empty = values.empty === true;
  const silent = values['no-story'] === true;
  const once = values.once === true;
  if (once && silent) errors.push('--once tells the story: leave --no-story out');
  if (once && empty) errors.push('--once tells the story, which needs the organization: leave --empty out');

  if (values.help === true) return { help: HELP };
  if (errors.length) return { error: `${errors.join('; ')}\nallowed: ${ALLOWED}` };
  return {
    flags: {
      port: Number(port),
      region,
      organization: empty ? 'none' : 'example',
      story: !empty && !silent,
      once,
      slackBot: values['slack-bot'] === true,
      data: text('data'),
    },
  };
}

const OPTIONS = {
  port: { type: 'string', takes: 'N', about: 'listen on port N of 127.0.0.1; 0 chooses a free one (4566)' },
  region: { type: 'string', takes: 'REGION', about: 'the Region that everything is deployed to (us-east-1)' },
  data: { type: 'string', takes: 'FOLDER', about: 'keep the tables of DynamoDB in this folder (in memory)' },
  empty: { type: 'boolean', takes: '', about: 'no organization, and no story' },
  'no-story': { type: 'boolean', takes: '', about: 'start without telling the story' },
  'slack-bot': { type: 'boolean', takes: '', about: 'tell Slack as a bot instead of by a webhook' },
  once: { type: 'boolean', takes: '', about: 'tell the story, check how it ended, exit with 0 or 1' },
  help: { type: 'boolean', takes: '', about: 'show this' },
} as const;

const SPELLED = Object.entries(OPTIONS).map(([name, { takes, about }]) => ({
  flag: [`--${name}`, takes].filter(Boolean).join(' '),
  about,
}));
const ALLOWED = SPELLED.map(({ flag }) => flag).join(', ');

const HELP = `Starts Sharewarden in a local cloud: no AWS account, no network.

Usage: npm start -- [flags]

${SPELLED.map(({ flag, about }) => `  ${flag.padEnd(17)} ${about}`).join('\n')}
`;
