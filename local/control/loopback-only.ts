import { type ControlRequest, Refusal } from './route.ts';

/**
 * Keeps web pages out. The server listens on loopback, but a page in a browser on this machine reaches it too:
 * under a name of its own that resolves to 127.0.0.1 (then `Host` is foreign), or by posting across sites (then
 * `Origin` or `Sec-Fetch-Site` is).
 *
 * @throws Refusal with status 403.
 */
export function refuseForeign(headers: ControlRequest['headers']): void {
  const { host = '', origin, 'sec-fetch-site': site } = headers;
  if (!/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host)) {
    throw new Refusal(403, `the control API answers to localhost, not to "${host}"`);
  }
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) {
    throw new Refusal(403, `the control API takes no requests from pages of "${origin}"`);
  }
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new Refusal(403, `the control API takes no ${site} requests`);
  }
}
