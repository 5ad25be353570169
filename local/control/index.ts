import { refuseForeign } from './loopback-only.ts';
import { type ControlAnswer, type ControlRequest, ok, Refusal, type Route } from './route.ts';

/**
 * The control API: routes in a table, and one way to refuse. Never throws: an error of a route is answered with
 * status 500 and its message, as everybody who asks is on this machine.
 */
export function controlApi(
  groups: readonly (readonly Route[])[],
): (request: ControlRequest) => Promise<ControlAnswer> {
  const routes = groups.flat();
  const listed = routes.map(({ method, path, about }) => ({ route: `${method} ${path}`, about }));

  return async (request) => {
    try {
      refuseForeign(request.headers);
      if (/^\/_local\/?$/.test(request.path) && request.method === 'GET') return ok({ routes: listed });
      return await routeOf(request).answer(request);
    } catch (error) {
      if (error instanceof Refusal) {
        const { status, message, details, headers } = error;
        return { status, headers, body: { error: message, ...details } };
      }
      return { status: 500, body: { error: error instanceof Error ? error.message : String(error) } };
    }
  };

  function routeOf({ method, path }: ControlRequest): Route {
    const here = routes.filter((route) => leadsTo(route, path));
    const route = here.find((each) => each.method === method);
    if (route) return route;
    if (here.length === 0) throw new Refusal(404, `there is no route ${path}`, { routes: listed });
    const allowed = here.map((each) => each.method);
    const message = `${path} does not take ${method}; allowed: ${allowed.join(', ')}`;
    throw new Refusal(405, message, { allowed }, { allow: allowed.join(', ') });
  }
}

function leadsTo(route: Route, path: string): boolean {
  return route.path.endsWith('/*') ? path.startsWith(route.path.slice(0, -1)) : path === route.path;
}
