import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { indexed } from '../indexed.ts';
import type { PageData } from '../page-data.ts';
import { relativeText, utcText } from '../time-text.ts';
import { Consumers, Resources, useConsumers, useResources } from './access-tabs.tsx';
import { Help } from './help.tsx';
import { Guardrails, Timeline, useTimeline, useWaivers, Waivers } from './others.tsx';
import { Overview } from './overview.tsx';
import { type Place, PlaceProvider, usePlace, useWhere } from './place.tsx';
import { Pools, usePools } from './pools.tsx';
import { Findings, Removals, useFindings, useRemovals } from './records.tsx';
import { useTheme } from './theme.ts';

/** A tab of the page. */
export interface Tab {
  readonly id: string;
  readonly name: string;
  readonly draw: () => ComponentChildren;
  /** How many things of it the search finds; a hook. Absent: they are not counted. */
  readonly useCount?: () => number;
}

const TABS: readonly Tab[] = [
  { id: 'overview', name: 'Overview', draw: () => <Overview /> },
  { id: 'resources', name: 'Resources', draw: () => <Resources />, useCount: () => useResources().length },
  { id: 'consumers', name: 'Consumers', draw: () => <Consumers />, useCount: () => useConsumers().length },
  { id: 'pools', name: 'Pools', draw: () => <Pools />, useCount: () => usePools().length },
  { id: 'findings', name: 'Findings', draw: () => <Findings />, useCount: () => useFindings().length },
  { id: 'removals', name: 'Removals', draw: () => <Removals />, useCount: () => useRemovals().length },
  { id: 'waivers', name: 'Waivers', draw: () => <Waivers />, useCount: () => useWaivers().length },
  { id: 'timeline', name: 'Timeline', draw: () => <Timeline />, useCount: () => useTimeline().length },
  { id: 'guardrails', name: 'Guardrails', draw: () => <Guardrails /> },
];

export interface AppProps {
  readonly data: PageData;
  /** Whether what is shown follows what happens. Absent: it is a report of one moment. */
  readonly live?: 'live' | 'reconnecting' | undefined;
  /** Milliseconds since 1970, by the clock of what is looked at. */
  readonly now: number;
  readonly more?: readonly Tab[];
}

/** The whole page. */
export function App({ data, live, now, more = [] }: AppProps) {
  const tabs = [...TABS, ...more];
  const all = useMemo(() => indexed(data), [data]);
  const at = useWhere('overview');
  const [isHelping, setHelping] = useState(false);
  const [theme, turnTheme] = useTheme();
  const search = useRef<HTMLInputElement>(null);
  const place: Place = { ...at, all, now };
  const tab = tabs.find(({ id }) => id === at.where.tab) ?? tabs[0];
  useKeys(search, tabs, place, { help: () => setHelping(true), theme: turnTheme });
  useEffect(() => {
    document.title = `${tab?.name ?? ''} · Sharewarden ${data.account}`;
  }, [tab, data.account]);
  return (
    <PlaceProvider value={place}>
      <div class="shell">
        <button type="button" class="skip" onClick={() => document.getElementById('main')?.focus()}>
          To the content
        </button>
        <header class="top">
          <h1>
            <Shield /> Sharewarden
          </h1>
          <p class="scope">
            <span>{data.account}</span> <span class="quiet">{data.region}</span>
          </p>
          <p class="look quiet" role="status">
            {live === 'reconnecting' ? (
              <span class="warn-text">! Not reachable, trying again</span>
            ) : live === 'live' ? (
              <span class="good-text">● Live</span>
            ) : (
              <>
                Read {utcText(data.readAt)}, {relativeText(data.readAt, now)}
              </>
            )}
          </p>
          <input
            ref={search}
            type="search"
            class="search"
            placeholder="Search everything"
            aria-label="Search everything"
            aria-keyshortcuts="/"
            value={at.where.filters.q ?? ''}
            onInput={(event) => at.filter({ q: event.currentTarget.value })}
            onKeyDown={(event) => leaveSearch(event, at.filter)}
          />
          <div class="buttons">
            <button
              type="button"
              onClick={turnTheme}
              aria-label={`Looks: ${theme}`}
              title={`Looks: ${theme}`}
            >
              {THEMES[theme]}
            </button>
            <button
              type="button"
              onClick={() => setHelping(true)}
              aria-label="Help: the keys"
              title="Help (?)"
            >
              ?
            </button>
          </div>
        </header>
        {data.basis === 'plan' && (
          <p class="banner">
            <strong>A plan.</strong> Nothing on record was read, so findings, removals and the timeline are
            not known. What the guardrails make of all that is shared now, is.
          </p>
        )}
        <Summary />
        <nav aria-label="Tabs">
          {tabs.map((each, index) => (
            <TabLink key={each.id} tab={each} isHere={each === tab} number={index + 1} />
          ))}
        </nav>
        <main id="main" tabIndex={-1} key={tab?.id}>
          {tab?.draw()}
        </main>
        {isHelping && <Help onClose={() => setHelping(false)} />}
      </div>
    </PlaceProvider>
  );
}

const THEMES = { auto: '◐', light: '☀', dark: '☾' } as const;

function TabLink({
  tab,
  isHere,
  number,
}: {
  readonly tab: Tab;
  readonly isHere: boolean;
  readonly number: number;
}) {
  const { where } = usePlace();
  const q = where.filters.q;
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isHere) link.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isHere]);
  return (
    <a
      ref={link}
      href={`#${tab.id}${q === undefined ? '' : `?q=${encodeURIComponent(q)}`}`}
      aria-current={isHere ? 'page' : undefined}
      aria-keyshortcuts={number <= 9 ? String(number) : undefined}
    >
      {tab.name}
      {tab.useCount && <Count useCount={tab.useCount} isHere={isHere} />}
    </a>
  );
}

/** How much of a tab the search finds, whatever the filters of another tab are. */
function Count({ useCount, isHere }: { readonly useCount: () => number; readonly isHere: boolean }) {
  const place = usePlace();
  const { q = '' } = place.where.filters;
  const elsewhere = { ...place, where: { ...place.where, filters: { q } } };
  return (
    <PlaceProvider value={isHere ? place : elsewhere}>
      <CountText useCount={useCount} />
    </PlaceProvider>
  );
}
const CountText = ({ useCount }: { readonly useCount: () => number }) => (
  <span class="count">{useCount().toLocaleString('en')}</span>
);

function Summary() {
  const { all } = usePlace();
  const { resources, consumers, forbidden, unknown, gaps, openFindings } = all.totals;
  const { basis } = all.data;
  const tiles = [
    ['resources', 'Resources', resources, 'plain', '#resources'],
    ['consumers', 'Consumers', consumers, 'plain', '#consumers'],
    ['forbidden', 'Forbidden', forbidden, forbidden > 0 ? 'bad' : 'good', '#consumers?state=forbidden'],
    ...(unknown > 0 ? ([['unknown', 'Unknown', unknown, 'warn', '#consumers?state=unknown']] as const) : []),
    ['gaps', 'Gaps in pools', gaps, gaps > 0 ? 'bad' : 'good', '#pools?gaps=yes'],
    ...(basis === 'record'
      ? ([
          [
            'findings',
            'Open findings',
            openFindings,
            openFindings > 0 ? 'warn' : 'good',
            '#findings?status=open',
          ],
          ['removals', 'Removals', all.data.removals.length, 'plain', '#removals'],
        ] as const)
      : []),
  ] as const;
  return (
    <div class="summary" role="group" aria-label="Summary">
      {tiles.map(([id, name, count, tone, link]) => (
        <a key={id} class={`tile ${tone}`} href={link}>
          <strong>
            <span aria-hidden="true">{MARKS[tone]}</span>
            {count.toLocaleString('en')}
          </strong>
          <span>{name}</span>
        </a>
      ))}
    </div>
  );
}
const MARKS = { plain: '', bad: '✗ ', warn: '! ', good: '✓ ' } as const;

const Shield = () => (
  <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
    <path d="M12 1.5 21 5v6.5c0 5.3-3.7 9.4-9 11-5.3-1.6-9-5.7-9-11V5z" fill="currentColor" />
    <path d="m7.8 12.1 3 3 5.6-6" fill="none" stroke="var(--card)" stroke-width="2.2" />
  </svg>
);

function leaveSearch(event: KeyboardEvent, filter: Place['filter']) {
  if (event.key === 'Escape') {
    filter({ q: '' });
    event.preventDefault();
  } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
    document.querySelector<HTMLElement>('main [role=listbox], main .matters a')?.focus();
    event.preventDefault();
  }
}

function useKeys(
  search: { readonly current: HTMLInputElement | null },
  tabs: readonly Tab[],
  { go, filter, where }: Place,
  does: { readonly help: () => void; readonly theme: () => void },
) {
  // At once: a key that is pressed before the first paint counts.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof Element && event.target.closest('input, select, textarea, dialog');
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      const { q = '' } = where.filters;
      const tab = /^[1-9]$/.test(event.key) ? tabs[Number(event.key) - 1] : undefined;
      if (event.key === '/') search.current?.focus();
      else if (event.key === '?') does.help();
      else if (event.key === 't') does.theme();
      else if (tab) go({ tab: tab.id, filters: { q } });
      else if (event.key === 'Escape' && where.filters.who !== undefined) filter({ who: '' });
      else if (event.key === 'Escape' && where.item !== undefined)
        go({ tab: where.tab, filters: { ...where.filters } });
      else if (event.key === 'Escape' && q !== '') filter({ q: '' });
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
}
