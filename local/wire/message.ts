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

/** `application/json` of `Application/JSON; charset=utf-8`; `undefined` where the request names none. */
export function mediaTypeOf({ headers }: Pick<WireRequest, 'headers'>): string | undefined {
  return headers['content-type']?.split(';')[0]?.trim().toLowerCase() || undefined;
}

const decoder = new TextDecoder();
