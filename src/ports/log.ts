/** A structured log. `error` objects go into the fields as `err`. */
export interface Log {
  debug(fields: object, text: string): void;
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

/** Counters and timings for `/metrics`. */
export interface Metrics {
  /** One command decided: its name, and the refusal code or `ok`. */
  decided(command: string, outcome: string): void;
  /** One effect done or failed. */
  effect(kind: string, outcome: 'done' | 'failed' | 'later'): void;
  /** A job that isn't carried out (`JobFault`). */
  jobRefused(queue: string, fault: string): void;
  /** A chat's token (`channel` null) or one of its channels began or ceased to refuse everything, for `code`. */
  blocked(platform: string, channel: string | null, code: string, isBlocked: boolean): void;
  /** A platform began or ceased to refuse the connection by which it tells what people do, for `code`. */
  connectionRefused(platform: string, code: string, isRefused: boolean): void;
  /** Seconds from hearing a command to its decision. */
  decisionSeconds(seconds: number): void;
}
