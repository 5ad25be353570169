import { useEffect, useState } from 'preact/hooks';
import { usePlace } from '../../../src/page/client/place.tsx';
import { utcText } from '../../../src/page/time-text.ts';

interface Switch {
  readonly value: unknown;
  readonly default: unknown;
  readonly allowed: string | readonly unknown[];
  readonly about: string;
}
type Tell = (text: string) => void;

const JUMPS = [
  ['1 minute', 60],
  ['15 minutes', 900],
  ['1 hour', 3600],
  ['12 hours', 43_200],
  ['1 day', 86_400],
] as const;

/** Moves time, breaks things, and chooses how AWS behaves where that is not published. */
export function Controls() {
  const [told, tell] = useState('');
  return (
    <section class="pane wide scrolls" tabIndex={0} aria-label="Controls">
      <p role="status" class="quiet">
        {told || 'What is done here is done to this local cloud alone.'}
      </p>
      <div class="controls">
        <div>
          <Clock tell={tell} />
          <Faults tell={tell} />
        </div>
        <Switches tell={tell} />
      </div>
    </section>
  );
}

function Clock({ tell }: { readonly tell: Tell }) {
  const { now } = usePlace();
  const move = (name: string, advanceSeconds: number) =>
    ask('POST', 'clock', { advanceSeconds }).then(() => tell(`Moved by ${name}.`), complaint(tell));
  return (
    <article class="card">
      <h3>Clock</h3>
      <p>
        {utcText(new Date(now).toISOString())} <span class="quiet">and moves forward only</span>
      </p>
      <form onSubmit={(event) => event.preventDefault()}>
        {JUMPS.map(([name, seconds]) => (
          <button type="button" key={name} onClick={() => move(name, seconds)}>
            + {name}
          </button>
        ))}
      </form>
    </article>
  );
}

const EXAMPLE =
  '{"service": "ram", "operation": "DisassociateResourceShare", "error": "ThrottlingException", "times": 3}';

function Faults({ tell }: { readonly tell: Tell }) {
  const [faults, set] = useState<readonly unknown[]>([]);
  const [text, setText] = useState(EXAMPLE);
  const taken = (answer: unknown) => set(answer as readonly unknown[]); // the route lists them
  useEffect(() => void ask('GET', 'faults').then(taken, complaint(tell)), [tell]);
  const add = (event: Event) => {
    event.preventDefault();
    ask('POST', 'faults', text).then(taken, complaint(tell));
  };
  return (
    <article class="card">
      <h3>Faults</h3>
      {faults.length === 0 ? (
        <p class="quiet">None in force.</p>
      ) : (
        faults.map((fault) => <code key={JSON.stringify(fault)}>{JSON.stringify(fault)}</code>)
      )}
      <form onSubmit={add}>
        <label>
          A fault, as <code>POST /_local/faults</code> takes it
          <textarea value={text} onInput={({ currentTarget }) => setText(currentTarget.value)} />
        </label>
        <button type="submit">Add</button>
        <button type="button" onClick={() => ask('DELETE', 'faults').then(taken, complaint(tell))}>
          Clear all
        </button>
      </form>
    </article>
  );
}

function Switches({ tell }: { readonly tell: Tell }) {
  const { finds } = usePlace();
  const [switches, set] = useState<Readonly<Record<string, Switch>>>({});
  const taken = (answer: unknown) => set(answer as Readonly<Record<string, Switch>>); // the route lists them
  useEffect(() => void ask('GET', 'switches').then(taken, complaint(tell)), [tell]);
  const turn = (name: string, value: unknown) =>
    ask('POST', 'switches', { [name]: value }).then((answer) => {
      taken(answer);
      tell(`${name} is ${String(value)} now.`);
    }, complaint(tell));
  return (
    <article class="card">
      <h3>Switches</h3>
      <p class="quiet">How AWS behaves where that is not published.</p>
      <table>
        <thead>
          <tr>
            <th scope="col">Switch</th>
            <th scope="col">Now</th>
            <th scope="col">Default</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(switches)
            .filter(([name, { about }]) => finds(name, about))
            .map(([name, { value, allowed, about, default: usual }]) => (
              <tr key={name}>
                <td>
                  <code>{name}</code>
                  <span class="block quiet">{about}</span>
                </td>
                <td>
                  {typeof allowed === 'string' ? (
                    <NumberField name={name} value={Number(value)} onTurn={(next) => turn(name, next)} />
                  ) : (
                    <select
                      aria-label={name}
                      value={JSON.stringify(value)}
                      onChange={({ currentTarget }) => turn(name, JSON.parse(currentTarget.value))}
                    >
                      {allowed.map((each) => (
                        <option key={String(each)} value={JSON.stringify(each)}>
                          {String(each)}
                        </option>
                      ))}
                    </select>
                  )}
                </td>
                <td>{String(usual)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </article>
  );
}

/** Keeps what is being typed: the page is drawn anew whenever something happens in the cloud. */
function NumberField({
  name,
  value,
  onTurn,
}: {
  readonly name: string;
  readonly value: number;
  readonly onTurn: (value: number) => Promise<void>;
}) {
  const [draft, setDraft] = useState<string>();
  const take = async (text: string) => {
    if (text !== '') await onTurn(Number(text));
    setDraft(undefined);
  };
  return (
    <input
      type="number"
      min={0}
      step={0.1}
      aria-label={name}
      value={draft ?? String(value)}
      onInput={({ currentTarget }) => setDraft(currentTarget.value)}
      onChange={({ currentTarget }) => take(currentTarget.value)}
    />
  );
}

const complaint = (tell: Tell) => (error: unknown) =>
  tell(error instanceof Error ? error.message : String(error));

/** @throws with the words of the control API. */
async function ask(method: string, route: string, body?: unknown): Promise<unknown> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`/_local/${route}`, { method, ...(body !== undefined && { body: text }) });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}
