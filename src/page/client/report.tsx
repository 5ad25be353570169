import './page.css';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PageData } from '../page-data.ts';
import { App } from './app.tsx';

/** The report: one moment, in one file. */
function Report({ data }: { readonly data: PageData }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return <App data={data} now={now} />;
}

const written = document.getElementById('data')?.textContent;
const root = document.getElementById('page');
// It is written by `pageHtml`, from a value of this type.
if (written && root) render(<Report data={JSON.parse(written) as PageData} />, root);
