/** Time from outside: milliseconds since the epoch, and a way to wait that tests can steer. */
export interface Clock {
  now(): number;
  sleep(ms: number): Promise<void>;
  /**
   * Whether the time is known well enough to give anybody anything (DESIGN §4, _Time_); a clock without it always is.
   */
  isSure?(): boolean;
}

/** Randomness from outside. */
export interface Ids {
  /** 128 random bits, hex. */
  salt(): string;
  /** The same, for what must be unlike anything else. */
  secret(): string;
  /** A new opaque id of a person. */
  person(): string;
}
