/** One request to the control API. */
export interface ControlRequest {
  readonly method: string;
  /** Without the query, such as `/_local/clock`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** A string is sent as it stands, anything else as JSON. */
export interface ControlAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Goes on behind the body for as long as the other side listens. Returns what ends it. Absent: the body is all. */
  readonly follow?: ((send: (text: string) => void) => () => void) | undefined;
}

/** A path that ends in `/*` holds for every path under it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** One line for people. */
  readonly about: string;
  answer(request: ControlRequest): ControlAnswer | Promise<ControlAnswer>;
}

/** A request that is answered with what is wrong with it, and what is allowed. */
export class Refusal extends Error {
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.details = details;
    this.headers = headers;
  }
}

export const ok = (body: unknown): ControlAnswer => ({ status: 200, body });
