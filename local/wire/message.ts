/** A request as it came in. Header names are in lower case; `path` has no query string. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

/** The body as text. */
export function textOf(request: WireRequest): string {
  return decoder.decode(request.body);
}

const decoder = new TextDecoder();
