import { useEffect, useRef } from 'preact/hooks';

const KEYS = [
  ['/', 'search'],
  ['Esc', 'clear the search, or close what is open'],
  ['↓ from the search', 'into the list'],
  ['↑ ↓ Page Home End', 'move in a list'],
  ['Enter', 'open what is chosen'],
  ['1 … 9', 'go to a tab'],
  ['t', 'light or dark'],
  ['?', 'this help'],
] as const;

/** The keys, in a dialog. */
export function Help({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby="help">
      <h2 id="help">Keys</h2>
      <dl class="keys">
        {KEYS.map(([key, about]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{about}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet">
        ✗ is wrong, ! wants a look, ✓ is fine, • is on its way, – does not apply. Each address of this page
        leads to the same place again.
      </p>
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
}
