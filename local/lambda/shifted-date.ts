/**
 * Makes `Date` of this process tell the local cloud's time: the machine's, moved by so many milliseconds. Calling it
 * again moves it anew. Dates made from a value, `Date.UTC` and `Date.parse` stay as they are, and so do timers.
 */
export function shiftClock(ms: number): void {
  offsetMs = Number.isFinite(ms) ? ms : 0;
  if (globalThis.Date !== Shifted) globalThis.Date = Shifted;
}

let offsetMs = 0;
const Real = globalThis.Date;
const now = () => Real.now() + offsetMs;

const Shifted: DateConstructor = new Proxy(Real, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length ? args : [now()], newTarget),
  apply: () => new Real(now()).toString(),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
});
Real.prototype.constructor = Shifted;
