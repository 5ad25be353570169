import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { oneLine } from '../../alerts/one-line.ts';
import type { Path } from '../../flows/survey/row.ts';
import type { PageVerdict } from '../page-data.ts';
import { relativeText, utcText } from '../time-text.ts';
import { usePlace } from './place.tsx';

export type Tone = 'bad' | 'warn' | 'good' | 'note' | 'quiet';

/** A word with a symbol: never the colour alone. */
export function Badge({ tone, children }: { readonly tone: Tone; readonly children: string }) {
  return (
    <span class={`badge ${tone}`}>
      <span aria-hidden="true">{SYMBOLS[tone]}</span> {children}
    </span>
  );
}
const SYMBOLS = { bad: '✗', warn: '!', good: '✓', note: '•', quiet: '–' } as const;

/** What the guardrails say of an access. */
export function VerdictBadge({ verdict }: { readonly verdict: PageVerdict }) {
  const { decision, found, reason } = verdict;
  if (decision === 'forbidden') return <Badge tone="bad">forbidden</Badge>;
  if (decision === 'unknown') return <Badge tone="warn">unknown</Badge>;
  if (decision === undefined) return <Badge tone="quiet">ending</Badge>;
  if (found !== 'kept') return <Badge tone="warn">allowed, told</Badge>;
  return <Badge tone="good">{reason.startsWith('waived until') ? 'waived' : 'allowed'}</Badge>;
}

/** When, in UTC, and how long ago that is. */
export function Time({ at, isShort }: { readonly at: string; readonly isShort?: boolean }) {
  const { now } = usePlace();
  const [exact, ago] = [utcText(at), relativeText(at, now)];
  return (
    <time dateTime={at} title={exact}>
      {isShort ? ago : `${exact}, ${ago}`}
    </time>
  );
}

/** A command to be copied. */
export function Command({ children, label }: { readonly children: string; readonly label: string }) {
  const [isCopied, set] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(children).then(
      () => set(true),
      () => set(false), // where a browser refuses, the text is there to be selected
    );
  return (
    <div class="command">
      <span class="quiet">{label}</span>
      <div>
        <code tabIndex={0}>{children}</code>
        <button type="button" onClick={copy} aria-label={`Copy: ${label}`}>
          {isCopied ? 'Copied' : 'Copy'}
        </button>
      </div>
    </div>
  );
}

/** Nothing to show: why, and what to do next. */
export function Empty({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}

/** `share summer`, `policy, statement 2`. */
export function pathText(path: Path): string {
  if ('share' in path) return `share ${oneLine(path.share.name)}`;
  if ('pool' in path) return 'pool';
  const { statement } = path.policy;
  return statement === undefined ? 'policy' : `policy, ${oneLine(statement)}`;
}

/** One of several, kept in the address. The first is what holds when none is chosen. */
export function Choice({
  name,
  label,
  options,
}: {
  readonly name: string;
  readonly label: string;
  readonly options: readonly (readonly [value: string, text: string])[];
}) {
  const { where, filter } = usePlace();
  const chosen = where.filters[name] ?? '';
  return (
    <fieldset class="choice">
      <legend class="sr">{label}</legend>
      {options.map(([value, text]) => (
        <button
          type="button"
          key={value}
          aria-pressed={value === chosen}
          onClick={() => filter({ [name]: value })}
        >
          {text}
        </button>
      ))}
    </fieldset>
  );
}
