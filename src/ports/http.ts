/** What another system asks, as a route of an API gets it. */
export interface ApiRequest {
  /** What stands in the path where the route has `:name`, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** A header by its name in any case; undefined where it isn't there. */
  header(name: string): string | undefined;
  /** The bytes as they came, which is what signatures are made over; at most the route's `maxBytes`. */
  readonly body: Uint8Array;
}

/** Why an API refuses, as RFC 9457 writes it. What else it has is sent with it. */
export interface Problem {
  /** 400 to 599. */
  readonly status: number;
  /** The same for every problem of this kind. */
  readonly title: string;
  /** One sentence about this one, which says what to do. */
  readonly detail?: string;
  /** A URI that names the kind; `about:blank` unless given. */
  readonly type?: string;
  readonly [more: string]: unknown;
}

export type ApiAnswer =
  | { readonly status: number; readonly json: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly problem: Problem; readonly headers?: Readonly<Record<string, string>> };

/**
 * A route that other systems call: JSON in, JSON or a problem out. What it throws is a 500 and is logged. `X-Request-ID` goes
 * back with every answer.
 */
export interface ApiRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Such as `/webhooks/inbound/:name`. */
  readonly path: string;
  /** A larger body is refused with 413 and isn't read. */
  readonly maxBytes: number;
  /** How 405, 413 and what fails unexpectedly are answered: with problem details unless given, or with one sentence in JSON. */
  readonly refusesWith?: 'problem' | 'sentence';
  handle(request: ApiRequest): Promise<ApiAnswer>;
}
