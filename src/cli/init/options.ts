/** What `latchkey init` can be given; the rest is asked for. */
export interface InitOptions {
  readonly dir?: string;
  readonly administrator?: readonly string[];
  readonly product?: readonly string[];
  readonly instance?: readonly string[];
  /** `PLATFORM=CHANNEL` each. */
  readonly approvals?: readonly string[];
  readonly audit?: readonly string[];
  /** False: `--no-check`. */
  readonly check?: boolean;
  readonly json?: boolean;
}
