import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { MOST_DELAY_SECONDS, metricsOfCode } from './metrics-of-code.ts';

const root = join(import.meta.dirname, '../..');
const text = (file: string): string => readFileSync(join(root, file), 'utf8');
const functions = readdirSync(join(root, 'functions')).map((file) => file.replace('.ts', ''));

interface Metric {
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
}
interface Alarm extends Metric {
  readonly AlarmDescription: string;
  readonly AlarmActions: unknown;
  readonly TreatMissingData: string;
  readonly Threshold: number;
  readonly Metrics?: readonly { readonly MetricStat?: { readonly Metric: Metric } }[];
}

/** The resources of a file in infra/, with what `!Ref` and the like name as a text. */
function resourcesOf(
  file: string,
): Readonly<Record<string, { readonly Type: string; readonly Properties: object }>> {
  const customTags = ['!Ref', '!GetAtt', '!Sub'].map((tag) => ({ tag, resolve: (name: string) => name }));
  return parse(text(`infra/${file}`), { merge: true, customTags }).Resources;
}

const alarms = Object.entries(resourcesOf('alarms.yml')).map(
  ([name, { Properties }]) => [name, Properties as Alarm] as const,
);
const queues = Object.keys(resourcesOf('queues.yml')).filter((id) => id.endsWith('Queue'));
const runbook = text('docs/runbook.md');
const headings = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading);
const { DashboardBody: body } = Object(resourcesOf('dashboard.yml').Dashboard?.Properties);
/** A logical id is hyphenated as osls does it. */
const functionsIn = (value: unknown): readonly string[] =>
  [...JSON.stringify(value).matchAll(/(OnDash\w+?)LambdaFunction/g)].map(([, id = '']) =>
    id.replaceAll('Dash', '-').toLowerCase(),
  );

describe.each(alarms)('%s', (name, alarm) => {
  it('names its entry in the runbook, which says what it means, how to look and what to do', () => {
    expect(alarm.AlarmDescription).toMatch(new RegExp(`\\. docs/runbook\\.md: ${name}$`));
    const [, entry = ''] = new RegExp(`^## ${name}\\n(.*?)(?=^## |$(?![^]))`, 'ms').exec(runbook) ?? [];
    expect(
      /^As \[\w+\]/m.test(entry) ||
        ['Means', 'Look', 'do'].every((word) => new RegExp(`\\*\\*${word}`, 'i').test(entry)),
    ).toBe(true);
  });

  it('tells the topic, and says what no data means', () => {
    expect(alarm.AlarmActions).toEqual(['AlertTopic']);
    expect(alarm.TreatMissingData).toBe(name === 'NoSweepAlarm' ? 'breaching' : 'notBreaching');
  });
});

describe('the alarms', () => {
  const own = (metrics: readonly Metric[]) =>
    metrics.filter(({ Namespace }) => Namespace === 'Sharewarden').map(({ MetricName }) => MetricName);

  it('are the entries of the runbook', () => {
    expect(headings.filter((heading) => heading.endsWith('Alarm'))).toEqual(alarms.map(([name]) => name));
  });

  it('watch metrics that the code counts, by the service alone', () => {
    const watched = alarms.map(([, alarm]) => alarm).filter(({ Namespace }) => Namespace === 'Sharewarden');
    expect(own(watched).length).toBeGreaterThan(4);
    expect(own(watched).filter((metric) => !metricsOfCode.includes(metric ?? ''))).toEqual([]);
    for (const { Dimensions } of watched)
      expect(Dimensions).toEqual([{ Name: 'service', Value: 'sharewarden' }]);
  });

  it('watch the age of every queue, for longer than a message may be delayed', () => {
    const aged = alarms.filter(([, { MetricName }]) => MetricName === 'ApproximateAgeOfOldestMessage');
    const watched = aged.map(([, { Dimensions }]) =>
      String(Dimensions?.[0]?.Value).replace('.QueueName', ''),
    );
    expect(watched.toSorted()).toEqual(queues.toSorted());
    for (const [, { Threshold }] of aged) expect(Threshold).toBeGreaterThan(MOST_DELAY_SECONDS);
  });

  it.each(['FunctionErrorsAlarm', 'FunctionThrottlesAlarm'])('watch every function: %s', (name) => {
    const alarm = alarms.find(([id]) => id === name)?.[1];
    expect(functionsIn(alarm).toSorted()).toEqual(functions.toSorted());
  });
});

describe('the dashboard', () => {
  interface Widget {
    readonly type: string;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    readonly properties: {
      readonly metrics?: readonly (readonly unknown[])[];
      readonly alarms?: readonly string[];
    };
  }
  const { widgets } = JSON.parse(body) as { readonly widgets: readonly Widget[] };
  const metrics = widgets.flatMap(({ properties }) => properties.metrics ?? []);

  it('lies within its grid, and nothing on top of anything else', () => {
    const taken = widgets.flatMap(({ x, y, width, height }) =>
      Array.from({ length: width * height }, (_, n) => `${x + (n % width)} ${y + Math.floor(n / width)}`),
    );
    expect(new Set(taken).size).toBe(taken.length);
    for (const { x, width } of widgets) expect(x + width).toBeLessThanOrEqual(24);
  });

  it('shows the state of every alarm', () => {
    const shown = widgets.flatMap(({ properties }) => properties.alarms ?? []);
    expect(shown).toEqual(alarms.map(([name]) => `\${${name}.Arn}`));
  });

  it('shows what the code counts, and no other metric of ours', () => {
    const shown = metrics
      .filter(([namespace]) => namespace === 'Sharewarden')
      .map(([, name]) => String(name));
    expect(shown.filter((name) => !metricsOfCode.includes(name))).toEqual([]);
    expect(metricsOfCode.filter((name) => !shown.includes(name))).toEqual([
      'SharesChecked',
      'SharesSeenAlready',
    ]);
  });

  it('shows every queue, dead-letter queue and function', () => {
    const named = JSON.stringify(metrics);
    const all = Object.keys(resourcesOf('queues.yml')).filter((id) => /(Queue|DeadLetters)$/.test(id));
    expect(all.filter((id) => !named.includes(`\${${id}.QueueName}`))).toEqual([]);
    expect([...new Set(functionsIn(metrics))].toSorted()).toEqual(functions.toSorted());
  });
});

describe('the runbook', () => {
  it('has no link that leads nowhere', () => {
    const anchorsOf = (page: string) =>
      [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
        heading
          .toLowerCase()
          .replace(/[^\w\- ]/g, '')
          .replaceAll(' ', '-'),
      );
    for (const [, file, anchor] of runbook.matchAll(/\]\(([\w.-]*\.md)?(?:#([\w-]+))?\)/g)) {
      const page = file ? text(`docs/${file}`) : runbook;
      if (anchor) expect(anchorsOf(page)).toContain(anchor);
    }
  });

  it('names functions that exist', () => {
    const named = [...runbook.matchAll(/\bon-[a-z-]+[a-z]\b/g)].map(([name]) => name);
    expect(named.filter((name) => !functions.includes(name))).toEqual([]);
  });

  it('has commands that a shell understands', () => {
    for (const [, script = ''] of runbook.matchAll(/```sh\n(.*?)```/gs)) {
      execFileSync('bash', ['-n'], { input: script });
    }
  });
});
