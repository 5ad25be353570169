import '../../../src/page/client/page.css';
import './console.css';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { App, type Tab } from '../../../src/page/client/app.tsx';
import type { PageData } from '../../../src/page/page-data.ts';
import { Calls } from './calls.tsx';
import type { CloudNews } from './cloud-news.ts';
import { Controls } from './controls.tsx';
import { Events } from './events.tsx';
import { Slack } from './slack.tsx';

/** The console: the page of the report, live, and what else goes on in the local cloud. */
function Console() {
  const [data, setData] = useState<PageData>();
  const [cloud, setCloud] = useState<CloudNews>();
  const [isLive, setLive] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [, tick] = useState(0);
  useEffect(() => {
    const source = new EventSource('/_local/live');
    const on = <Value,>(name: string, take: (value: Value) => void) =>
      source.addEventListener(name, ({ data }: MessageEvent<string>) => {
        const value: unknown = JSON.parse(data);
        setLive(true);
        if (isProblem(value)) setProblem(value.problem);
        else {
          setProblem(undefined);
          take(value as Value); // this server's own words
        }
      });
    on<PageData>('page', setData);
    on<CloudNews>('cloud', setCloud);
    source.addEventListener('open', () => setLive(true));
    source.addEventListener('error', () => setLive(false));
    const timer = setInterval(() => tick(Date.now()), 5000);
    return () => {
      source.close();
      clearInterval(timer);
    };
  }, []);
  if (!data || !cloud) {
    return (
      <main class="empty">
        <p class="empty-title">
          {problem === undefined ? 'Reading the local cloud' : 'The local cloud could not be read'}
        </p>
        <p role="status">{problem}</p>
      </main>
    );
  }
  const tabs: readonly Tab[] = [
    {
      id: 'slack',
      name: 'Slack',
      draw: () => <Slack messages={cloud.slack} />,
      useCount: () => cloud.slack.length,
    },
    { id: 'events', name: 'Events', draw: () => <Events events={cloud.events} /> },
    { id: 'calls', name: 'Calls', draw: () => <Calls calls={cloud.calls} /> },
    { id: 'controls', name: 'Controls', draw: () => <Controls /> },
  ];
  const now = Date.now() + cloud.aheadSeconds * 1000;
  return <App data={data} now={now} live={isLive ? 'live' : 'reconnecting'} more={tabs} />;
}

const isProblem = (value: unknown): value is { readonly problem: string } =>
  value !== null && typeof value === 'object' && 'problem' in value;

const root = document.getElementById('page');
if (root) render(<Console />, root);
