import { controlApi } from '../../../local/control/index.ts';
import type { ControlRequest, Route } from '../../../local/control/route.ts';

/** Asks a control API made of these routes, as a program on this machine would. */
export function asking(...groups: readonly (readonly Route[])[]) {
  const answer = controlApi(groups);
  return (line: string, body?: unknown, headers: ControlRequest['headers'] = { host: 'localhost:4566' }) => {
    const [method = '', url = ''] = line.split(' ');
    const [path = '', query] = url.split('?');
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    return answer({ method, path, query: new URLSearchParams(query), headers, body: text });
  };
}
